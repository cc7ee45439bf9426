//! What surrounds every route: a reference for each request, headers, the guard against other sites, time limits.

mod guard;
mod headers;
mod record;

pub use guard::refuse_other_sites;
pub use headers::set_headers;
pub use record::{record, reference};
