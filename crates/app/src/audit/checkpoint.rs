//! A signed statement of where all lanes stand, each naming the one before (AU2). Whoever rewrites a chain afterwards
//! contradicts it. Any node writes one; of two that would write the same, one does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use domain::client::SigningAlg;
use oidc::jws::Unverified;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use store::audit::LaneHead;
use store::checkpoints::{self, StoredCheckpoint};
use store::db::CommitError;

use super::leaf::sha256;
use crate::{App, Trouble, chance};

/// The kind of token, so that none of another kind passes for one (RFC 8725 §3.11).
pub const TYP: &str = "vestibule-checkpoint+jwt";

/// What a checkpoint says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    pub iss: String,
    /// From 1, without a gap.
    pub seq: i64,
    /// Milliseconds since 1970.
    pub at: Timestamp,
    /// SHA-256 over the text of the checkpoint before; absent in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Hash>,
    /// Every lane with its last number and its head, in order.
    pub heads: Vec<(u8, i64, Hash)>,
}

/// 32 bytes, in JSON as base64url.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of a checkpoint's text, as the next one names it.
    pub fn of(jws: &str) -> Self {
        Self(sha256(&[jws.as_bytes()]))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("a hash is 32 bytes in base64url"))
    }
}

impl Checkpoint {
    /// Reads what a text says without believing it.
    pub fn unverified(jws: &str) -> Option<Self> {
        Unverified::parse(jws)?.claims()
    }

    fn new(issuer: &str, before: Option<&StoredCheckpoint>, heads: &[LaneHead], now: Timestamp) -> Self {
        Self {
            iss: issuer.to_owned(),
            seq: before.map_or(1, |before| before.seq + 1),
            at: now,
            previous: before.map(|before| Hash::of(&before.jws)),
            heads: listed(heads),
        }
    }
}

fn listed(heads: &[LaneHead]) -> Vec<(u8, i64, Hash)> {
    heads.iter().map(|head| (head.lane, head.seq, Hash(head.head))).collect()
}

impl App {
    /// Signs where the lanes stand, unless nothing was written since the last checkpoint or another node was first.
    pub async fn checkpoint(&self) -> Result<bool, Trouble> {
        // In this order: heads that are read after the newest checkpoint never lie behind it.
        let before = checkpoints::latest(self.db()).await?;
        self.checkpoint_after(before.as_ref()).await
    }

    /// The same, once in each minute of the clock.
    pub(crate) async fn checkpoint_each_minute(&self) -> Result<(), Trouble> {
        let minute = |at: Timestamp| at.millis().div_euclid(60_000);
        let before = checkpoints::latest(self.db()).await?;
        if before.as_ref().is_none_or(|before| minute(before.at) != minute(self.now())) {
            self.checkpoint_after(before.as_ref()).await?;
        }
        Ok(())
    }

    async fn checkpoint_after(&self, before: Option<&StoredCheckpoint>) -> Result<bool, Trouble> {
        let heads = store::audit::heads(self.db()).await?;
        let says_the_same = match before {
            Some(before) => {
                Checkpoint::unverified(&before.jws).is_some_and(|said| said.heads == listed(&heads))
            }
            None => heads.iter().all(|head| head.seq == 0),
        };
        if says_the_same {
            return Ok(false);
        }
        let now = self.now();
        let checkpoint = Checkpoint::new(self.issuer(), before, &heads, now);
        let jws = self.signer().sign(SigningAlg::ES256, TYP, &checkpoint);
        let mut batch = chance::act(now);
        checkpoints::insert(&mut batch, &StoredCheckpoint { seq: checkpoint.seq, at: now, jws });
        match self.db().commit(batch).await {
            Ok(()) => Ok(true),
            Err(CommitError::Lost(_)) => Ok(false),
            Err(CommitError::Trouble(trouble)) => Err(trouble.into()),
        }
    }
}
