//! Several gateways in the order of the operator's wish: the next one is asked where one is away, busy or wrongly configured.
//! One that failed is asked last for a while, so that its silence does not slow everybody's codes.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Timestamp;

use super::{OutgoingCall, OutgoingText, Sending, Telephone};
use crate::SendError;

/// How long a gateway that failed is asked last.
const RESTS: Duration = Duration::from_secs(30);

pub struct Several(Vec<Named>);

struct Named {
    name: String,
    gateway: Box<dyn Telephone>,
    /// Milliseconds since 1970 UTC.
    rests_until: AtomicI64,
}

/// What is to be carried.
#[derive(Clone, Copy)]
enum What<'a> {
    Text(&'a OutgoingText),
    Call(&'a OutgoingCall),
}

impl What<'_> {
    const fn at(self) -> Timestamp {
        match self {
            Self::Text(text) => text.at,
            Self::Call(call) => call.at,
        }
    }
    fn can(self, gateway: &dyn Telephone) -> bool {
        match self {
            Self::Text(_) => gateway.can_text(),
            Self::Call(_) => gateway.can_call(),
        }
    }
    async fn send(self, gateway: &dyn Telephone) -> Result<(), SendError> {
        match self {
            Self::Text(text) => gateway.text(text).await,
            Self::Call(call) => gateway.call(call).await,
        }
    }
}

impl Several {
    pub fn new(gateways: Vec<(String, Box<dyn Telephone>)>) -> Self {
        let named = |(name, gateway)| Named { name, gateway, rests_until: AtomicI64::new(0) };
        Self(gateways.into_iter().map(named).collect())
    }

    fn in_order(&self, at: Timestamp) -> Vec<&Named> {
        let mut order: Vec<&Named> = self.0.iter().collect();
        // Stable: those that rest keep their order behind those that do not.
        order.sort_by_key(|named| named.rests_until.load(Ordering::Relaxed) > at.millis());
        order
    }

    async fn first_that_takes(&self, what: What<'_>) -> Result<(), SendError> {
        let at = what.at();
        let mut last = SendError::permanent("no gateway does that");
        for named in self.in_order(at) {
            if !what.can(&*named.gateway) {
                continue;
            }
            match what.send(&*named.gateway).await {
                Ok(()) => {
                    named.rests_until.store(0, Ordering::Relaxed);
                    return Ok(());
                }
                Err(refused) => {
                    metrics::counter!("vestibule_telephone_failures_total", "gateway" => named.name.clone())
                        .increment(1);
                    tracing::warn!(gateway = named.name, reason = %refused, "a gateway did not take a message");
                    // A number that one gateway does not serve may be another's; the gateway itself is well.
                    if refused.may_pass_later() {
                        named.rests_until.store((at + RESTS).millis(), Ordering::Relaxed);
                    }
                    // That one may pass later outweighs that another never will.
                    if refused.may_pass_later() || !last.may_pass_later() {
                        last = refused;
                    }
                }
            }
        }
        Err(last)
    }
}

impl Telephone for Several {
    fn can_text(&self) -> bool {
        self.0.iter().any(|named| named.gateway.can_text())
    }
    fn can_call(&self) -> bool {
        self.0.iter().any(|named| named.gateway.can_call())
    }
    fn text<'a>(&'a self, text: &'a OutgoingText) -> Sending<'a> {
        Box::pin(self.first_that_takes(What::Text(text)))
    }
    fn call<'a>(&'a self, call: &'a OutgoingCall) -> Sending<'a> {
        Box::pin(self.first_that_takes(What::Call(call)))
    }
    fn greet(&self, at: Timestamp) -> Sending<'_> {
        Box::pin(async move {
            for named in &self.0 {
                let named_so = |error: SendError| SendError::temporary(format!("{}: {error}", named.name));
                named.gateway.greet(at).await.map_err(named_so)?;
            }
            Ok(())
        })
    }
}
