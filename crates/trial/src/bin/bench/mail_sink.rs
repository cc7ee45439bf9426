//! A mail server that takes everything and keeps nothing, so that notices of new devices are really sent.

use std::net::TcpListener;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;

use super::Done;
use super::load::wait_for;

/// Starts it on a thread of its own, for as long as the bench lives, and tells its port.
pub fn start() -> Done<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    listener.set_nonblocking(true).map_err(|error| error.to_string())?;
    std::thread::spawn(move || wait_for(accept(listener)));
    Ok(port)
}

async fn accept(listener: TcpListener) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("the runtime takes a socket");
    while let Ok((socket, _)) = listener.accept().await {
        tokio::task::spawn_local(converse(socket));
    }
}

/// As little of RFC 5321 as a client needs; a connection that breaks is over.
async fn converse(socket: TcpStream) -> Option<()> {
    let mut stream = BufStream::new(socket);
    say(&mut stream, "220 bench").await?;
    let (mut line, mut in_data) = (String::new(), false);
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let word = line.trim_end();
        match (in_data, word) {
            (true, ".") => {
                in_data = false;
                say(&mut stream, "250 taken").await?;
            }
            (true, _) => {}
            (false, "DATA") => {
                in_data = true;
                say(&mut stream, "354 go on").await?;
            }
            (false, "QUIT") => return say(&mut stream, "221 bye").await,
            (false, _) => say(&mut stream, "250 fine").await?,
        }
    }
}

async fn say(stream: &mut BufStream<TcpStream>, line: &str) -> Option<()> {
    stream.write_all(line.as_bytes()).await.ok()?;
    stream.write_all(b"\r\n").await.ok()?;
    stream.flush().await.ok()
}
