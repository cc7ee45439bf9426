//! The yardstick of the light routes: a bare axum that says hello, in a process of its own like the server.

use std::path::Path;
use std::process::Command;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

use super::Done;
use super::house::free_port;
use super::process::Process;

/// Serves until killed: what the hidden option `--hello PORT` does.
pub fn serve(port: u16) -> Done<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        axum::serve(listener, Router::new().route("/", get(async || "hello"))).await
    });
    served.map_err(|error| error.to_string())
}

/// Starts it.
pub fn start(folder: &Path) -> Done<Process> {
    let port = free_port()?;
    let bench = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(bench);
    Process::start(command.arg("--hello").arg(port.to_string()), port, "/", &folder.join("hello.log"))
}
