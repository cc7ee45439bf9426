//! What surrounds every route: a reference for each request, headers, the guard against other sites, time limits.

mod cors;
mod guard;
pub mod headers;
mod record;
mod surround;

pub use cors::{Asker, answer_pages, asker};
pub use guard::refuse_other_sites;
pub use record::{Counters, Reference, reference};
pub use surround::surround;
