//! Each call of a phone is proven by itself: who, this very request, fresh, and where it changes something, once.
//! A phone that is not known and a wrong signature are answered alike.

use domain::AuthenticatorId;
use domain::time::hours;
use domain::vap::PhoneState;
use proofs::vap::key::DeviceKey;
use proofs::vap::proof::{Presented, REMEMBERED, Refused, Request};
use store::db::CommitError;
use store::phones::{self, StoredPhone};

use super::{VapError, VapRefused};
use crate::{App, chance};

/// A call as it came.
pub struct Call<'a> {
    /// The signed text after `VAP `.
    pub proof: &'a str,
    pub method: &'a str,
    /// `/vap/v1/…`, without a query.
    pub path: &'a str,
    pub body: &'a [u8],
}

/// A phone that proved its call.
#[derive(Debug)]
pub struct Proven {
    pub phone: StoredPhone,
    pub key: DeviceKey,
}

impl App {
    pub async fn prove_call(&self, call: &Call<'_>) -> Result<Proven, VapError> {
        let presented = Presented::read(call.proof).ok_or(VapRefused::BadProof)?;
        let id = AuthenticatorId::parse(&presented.claims.sub).ok_or(VapRefused::Revoked)?;
        let phone = phones::by_id(self.db(), id).await?.ok_or(VapRefused::Revoked)?;
        let key = DeviceKey::from_point(&phone.public_key).ok_or(VapRefused::Revoked)?;
        let url = format!("{}{}", self.authenticator().unwrap_or_default(), call.path);
        let request = Request {
            method: call.method,
            url: &url,
            body: call.body,
            nonce_key: &self.phones().nonce_key,
            now: self.now().seconds(),
        };
        presented.check(&key, &phone.device.to_string(), &request).map_err(|refused| match refused {
            Refused::Unsound => VapRefused::Revoked,
            Refused::UseNonce => VapRefused::UseNonce,
            Refused::OtherRequest => VapRefused::BadProof,
        })?;
        match phone.state {
            PhoneState::Revoked => return Err(VapRefused::Revoked.into()),
            PhoneState::Suspended => return Err(VapRefused::Suspended.into()),
            PhoneState::Pending | PhoneState::Active => {}
        }
        self.note_call(&phone, &presented.claims.jti, call.method != "GET").await?;
        Ok(Proven { phone, key })
    }

    /// What only reads may be repeated: it gives nothing that its sender could not ask again. What changes something is
    /// remembered, and no call makes more than one row an hour otherwise.
    async fn note_call(&self, phone: &StoredPhone, jti: &str, changes: bool) -> Result<(), VapError> {
        let now = self.now();
        let mut batch = chance::act(now);
        if changes {
            let digest = self.vault().digest("vap/proof", jti.as_bytes());
            let kept = domain::Timestamp::from_millis(now.millis() + REMEMBERED * 1000);
            phones::remember_proof(&mut batch, phone.id, &digest, kept);
        } else if now.since(phone.last_seen_at) < hours(1) {
            return Ok(());
        }
        phones::seen(&mut batch, phone.account, phone.id, now);
        match self.db().commit(batch).await {
            Ok(()) => Ok(()),
            Err(CommitError::Lost(_)) => Err(VapRefused::Replayed.into()),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }
}
