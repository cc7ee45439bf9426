//! What pages say of a code that did not go out. No route of its own.

use journeys::Refusal;
use pages::SendingRefusal;

pub const fn stopped(refusal: Refusal) -> Option<SendingRefusal> {
    Some(match refusal {
        Refusal::BadNumber(bad) => SendingRefusal::Number(bad),
        Refusal::TooManyMessages { until } => SendingRefusal::TooSoon(until),
        Refusal::NotSentNow => SendingRefusal::NotNow,
        Refusal::NoAddress => SendingRefusal::NoAddress,
        Refusal::WornCode => SendingRefusal::Worn,
        Refusal::SimChanged { until } => SendingRefusal::SimChanged(until),
        Refusal::NumberUnchecked => SendingRefusal::Unchecked,
        _ => return None,
    })
}
