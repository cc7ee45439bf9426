//! What pages say while a recovery makes acts wait (RE6): until when, why, what can be done meanwhile, and the way around.

use domain::Timestamp;

use crate::frame::Frame;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waits {
    pub until: Timestamp,
    /// Where a factor that stood before can be shown; absent where none is held.
    pub prove: Option<String>,
    /// Such an act was just asked for.
    pub refused: bool,
}

impl Waits {
    pub(crate) fn title(&self, frame: &Frame<'_>) -> String {
        let key = if self.refused { "waits-refused-title" } else { "waits-title" };
        frame.say(key)
    }

    pub(crate) fn until(&self, frame: &Frame<'_>) -> String {
        frame.say_with("waits-until", "moment", frame.moment(self.until))
    }
}
