//! Whether codes are sent that nobody uses: said in the log and as a metric, by calling code (SM2). Looked at each minute, over
//! what all nodes sent in this hour and the last.

use domain::Timestamp;
use domain::sending::{Window, is_pumped};
use store::sendings;

use crate::{App, Trouble};

impl App {
    /// Sent and used, by calling code.
    pub(super) async fn sent_lately(&self, now: Timestamp) -> Result<Vec<(String, u64, u64)>, Trouble> {
        let mut sums: Vec<(String, u64, u64)> = Vec::new();
        for (code, sent, used) in sendings::since(self.db(), Window::Hour.number(now) - 1).await? {
            match sums.iter_mut().find(|(known, ..)| *known == code) {
                Some(sum) => (sum.1, sum.2) = (sum.1 + sent, sum.2 + used),
                None => sums.push((code, sent, used)),
            }
        }
        Ok(sums)
    }

    pub(crate) async fn look_at_sendings(&self) -> Result<(), Trouble> {
        for (code, sent, used) in self.sent_lately(self.now()).await? {
            let rings = is_pumped(sent, used, &self.policy().sending);
            metrics::gauge!("vestibule_telephone_alarm", "calling_code" => code.clone()).set(if rings {
                1.0
            } else {
                0.0
            });
            if rings {
                tracing::warn!(
                    calling_code = code,
                    sent,
                    used,
                    "codes are asked for and not used: no new numbers are taken there, see the runbook"
                );
            }
        }
        Ok(())
    }
}
