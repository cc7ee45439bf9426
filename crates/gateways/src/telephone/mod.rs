//! Texts and calls to telephones: one trait, the gateways of others behind it, and a fake that remembers. Knows no template
//! and no limit: what arrives here is to be sent now.

mod forms;
mod generic;
mod ovh;
mod recorded;
mod several;
mod sign;
mod twilio;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use domain::Timestamp;

pub(crate) use forms::encoded;
pub use forms::{Form, Template};
pub use generic::{Generic, GenericSettings};
pub use ovh::{EUROPE as OVH_EUROPE, Ovh, OvhSettings};
pub use several::Several;
pub use twilio::{Twilio, TwilioSettings, USUAL as TWILIO};

use crate::{Http, SendError};

/// One text, finished.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutgoingText {
    /// E.164.
    pub to: String,
    pub text: String,
    /// Stays the same over all tries, so that a gateway which knows such ids sends it once.
    pub id: String,
    /// The moment of this try.
    pub at: Timestamp,
    /// After this nobody needs it any more.
    pub lives: Duration,
}

/// One call: somebody picks up and hears this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutgoingCall {
    pub to: String,
    pub says: String,
    /// BCP 47, such as `fr-CA`.
    pub language: &'static str,
    pub id: String,
    pub at: Timestamp,
}

/// What a gateway's methods return: a boxed future, so that the trait can stand behind `Arc<dyn Telephone>`.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SendError>> + Send + 'a>>;

/// A way to reach telephones.
pub trait Telephone: Send + Sync {
    fn can_text(&self) -> bool;
    fn can_call(&self) -> bool;
    /// Hands a text over. `Ok` says that the gateway took responsibility for it, not that it was read.
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a>;
    /// Has somebody called.
    fn call<'a>(&'a self, call: &'a OutgoingCall) -> Sending<'a>;
    /// Whether the gateway knows us; sends nothing. What has no such question says yes.
    fn greet(&self, at: Timestamp) -> Sending<'_>;
}

/// For an installation without a gateway: neither texts nor calls are offered.
#[derive(Clone, Copy, Debug)]
pub struct NoTelephone;

impl Telephone for NoTelephone {
    fn can_text(&self) -> bool {
        false
    }
    fn can_call(&self) -> bool {
        false
    }
    fn text<'a>(&'a self, _: &'a OutgoingText) -> Sending<'a> {
        Box::pin(async { Err(SendError::temporary("no gateway is configured ([[telephone]])")) })
    }
    fn call<'a>(&'a self, _: &'a OutgoingCall) -> Sending<'a> {
        Box::pin(async { Err(SendError::temporary("no gateway is configured ([[telephone]])")) })
    }
    fn greet(&self, _: Timestamp) -> Sending<'_> {
        Box::pin(async { Ok(()) })
    }
}

/// One prepared call of a gateway.
struct Call {
    method: &'static str,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Asks, and tells apart what may pass later: away, busy, or unknown there, which the operator mends. Returns the answer's body.
async fn ask(http: &Http, call: Call) -> Result<Vec<u8>, SendError> {
    let Call { method, url, headers, body } = call;
    let request = crate::http::Request { method, url: &url, headers, body };
    let (answer, _) = http.ask(&request, "retry-after").await?;
    match answer.status {
        200..=299 => Ok(answer.body),
        401 | 403 | 408 | 425 | 429 | 500..=599 => {
            Err(SendError::temporary(format!("the gateway answered {}", answer.status)))
        }
        status => Err(SendError::permanent(format!("the gateway answered {status}"))),
    }
}
