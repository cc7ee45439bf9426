//! Waking a phone: one small encrypted message that says nothing but that somebody asks (PU6), while the question lives.

use domain::vap::{ChallengeState, PushState};
use domain::{AuthenticatorId, Timestamp, VapChallengeId};
use gateways::SendError;
use gateways::push::{PushMessage, PushOutcome, origin};
use proofs::vap::enrol::Push;
use proofs::web_push::{Recipient, Sealing, encrypt, vapid};
use serde_json::json;
use store::phones::{self, StoredPhone};
use store::{accounts, vap_challenges};
use zeroize::Zeroizing;

use crate::vault::Purpose;
use crate::{App, Trouble, chance};

impl App {
    /// Sends one wake-up. What is answered, over or gone meanwhile needs none.
    pub(crate) async fn send_push(
        &self,
        phone: AuthenticatorId,
        challenge: VapChallengeId,
    ) -> Result<(), SendError> {
        let store_is_away = |_| SendError::temporary("the store does not answer");
        let Some((phone, push, until)) = self.to_wake(phone, challenge).await.map_err(store_is_away)? else {
            return Ok(());
        };
        let text = self.wake_text(&phone, challenge).await.map_err(store_is_away)?;
        let message = self.push_message(&push, text.as_bytes(), (challenge, until))?;
        match self.http().push(&message).await? {
            PushOutcome::Taken => Ok(()),
            PushOutcome::Gone => {
                let mut batch = chance::act(self.now());
                let sealed = phone.push_sealed.unwrap_or_default();
                phones::push_died(&mut batch, phone.account, phone.id, &sealed);
                self.commit(batch).await.map_err(store_is_away)
            }
            PushOutcome::Busy { wait } => Err(SendError::Later { reason: "busy".into(), wait }),
            PushOutcome::Refused { status } => Err(SendError::permanent(format!("answered {status}"))),
        }
    }

    async fn to_wake(
        &self,
        phone: AuthenticatorId,
        challenge: VapChallengeId,
    ) -> Result<Option<(StoredPhone, Push, Timestamp)>, Trouble> {
        let Some(row) = vap_challenges::by_id(self.db(), challenge).await? else { return Ok(None) };
        if row.state_at(self.now()) != ChallengeState::Pending {
            return Ok(None);
        }
        let Some(phone) = phones::by_id(self.db(), phone).await? else { return Ok(None) };
        if phone.push_state != PushState::Live {
            return Ok(None);
        }
        let sealed = phone.push_sealed.as_deref().unwrap_or_default();
        let push = self.vault().open_json(Purpose::PhonePush, phone.id.bytes(), sealed);
        Ok(push.map(|push| (phone, push, row.expires_at)))
    }

    /// Declarative Web Push: Safari shows it without code. No person, no number, no place.
    async fn wake_text(&self, phone: &StoredPhone, challenge: VapChallengeId) -> Result<String, Trouble> {
        let account = accounts::by_id(self.db(), phone.account).await?;
        let brand = self.brand(account.as_ref().map(|account| account.brand.as_str()));
        let locale = account.map_or(brand.default_locale, |account| account.locale);
        let title = self.0.compose.push_title(brand, locale);
        let navigate = format!("{}/", self.authenticator().unwrap_or_default());
        let notification = json!({ "title": title, "navigate": navigate });
        let text = json!({
            "web_push": 8030, "notification": notification, "v": 1, "t": "ch", "c": challenge.to_string(),
        });
        Ok(text.to_string())
    }

    fn push_message(
        &self,
        push: &Push,
        text: &[u8],
        (challenge, until): (VapChallengeId, Timestamp),
    ) -> Result<PushMessage, SendError> {
        let unusable = || SendError::permanent("the subscription is not usable");
        let to = Recipient::read(&push.p256dh, &push.auth).ok_or_else(unusable)?;
        let audience = origin(&push.endpoint).ok_or_else(unusable)?;
        let sealing = Sealing { private: Zeroizing::new(chance::bytes()), salt: chance::bytes() };
        let body = encrypt(text, &to, &sealing)
            .ok_or_else(|| SendError::temporary("the drawn key is none: draw again"))?;
        let signer = &self.phones().vapid;
        let input = vapid::signing_input(&audience, self.issuer(), self.now().seconds());
        let authorization = vapid::authorization(&input, &signer.sign(input.as_bytes()), &signer.point());
        Ok(PushMessage {
            endpoint: push.endpoint.clone(),
            authorization,
            ttl_seconds: until.since(self.now()).as_secs().max(1),
            topic: challenge.to_string(),
            body,
        })
    }
}
