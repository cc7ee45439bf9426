//! What a mobile operator says of a number's SIM card: one trait, CAMARA's interface behind it, and a fake that answers as told.
//! Knows neither whose number it is nor what becomes of the answer.

mod camara;
mod recorded;

use std::future::Future;
use std::pin::Pin;

use domain::Timestamp;
use domain::sim_swap::SimStanding;

pub use camara::{Camara, CamaraSettings, SCOPE};
pub use recorded::{FakeAnswer, RecordedSims};

use crate::SendError;

/// Whether the card behind a number changed lately.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimQuestion {
    /// E.164.
    pub number: String,
    /// Whole hours, 1 to 2400.
    pub max_age_hours: u64,
    pub at: Timestamp,
}

/// A boxed future, so that the trait can stand behind `Arc<dyn SimSwap>`.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = Result<T, SendError>> + Send + 'a>>;

/// A mobile operator, or somebody who asks several for us.
pub trait SimSwap: Send + Sync {
    fn check<'a>(&'a self, question: &'a SimQuestion) -> Answering<'a, SimStanding>;
    /// Whether the operator knows us; asks about nobody.
    fn greet(&self, at: Timestamp) -> Answering<'_, ()>;
}
