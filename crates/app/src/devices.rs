//! The list of devices (O11, SE8): where a person is signed in, and until when each is kept.

use domain::{AccountId, Device};

use crate::vault::Purpose;
use crate::{App, Trouble};

impl App {
    /// Devices that have not been ended, the latest seen first.
    pub async fn devices(&self, account: AccountId) -> Result<Vec<Device>, Trouble> {
        let now = self.now();
        let stored = store::devices::of_account(self.db(), account).await?;
        let device = |stored: store::devices::StoredDevice| Device {
            id: stored.id,
            account: stored.account,
            label: self
                .vault()
                .open_text(Purpose::DeviceLabel, stored.id.bytes(), &stored.label_sealed)
                .unwrap_or_default(),
            first_seen_at: stored.first_seen_at,
            last_seen_at: stored.last_seen_at,
            authenticated_at: stored.authenticated_at,
            kept_until: stored.kept_until.filter(|until| now < *until),
            ended_at: stored.ended_at,
        };
        Ok(stored.into_iter().map(device).filter(|device| self.stands(device)).collect())
    }

    /// A device that is not kept stands as long as a session on it could.
    fn stands(&self, device: &Device) -> bool {
        let limits = &self.policy().session;
        device.kept_until.is_some() || self.now().since(device.last_seen_at) < limits.idle
    }
}
