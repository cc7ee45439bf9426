//! The bundle that `cargo xtask authenticator` makes, inside the binary; a debug build reads the folder itself. It may
//! be absent: the server then runs and says so.

use std::borrow::Cow;

use http::HeaderValue;
use rust_embed::RustEmbed;

/// Built by esbuild, never by a build script: no network and no Node there.
#[derive(RustEmbed)]
#[folder = "../../authenticator/dist"]
#[allow_missing = true]
struct Bundle;

/// What is told while the bundle is absent.
pub const MISSING: &str = "The authenticator is not in this server. \
     Build it with `cargo xtask authenticator`, then build the server again.";

pub const PAGE: &str = "index.html";
pub const WORKER: &str = "sw.js";

pub struct File {
    pub bytes: Cow<'static, [u8]>,
    pub kind: HeaderValue,
}

pub fn find(name: &str) -> Option<File> {
    let kind = match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        _ => return None,
    };
    Some(File { bytes: Bundle::get(name)?.data, kind: HeaderValue::from_static(kind) })
}

pub fn is_here() -> bool {
    Bundle::get(PAGE).is_some()
}
