//! HTTP/1.1 over one kept connection, as cheap as it can be, so that the load does not take the cores from what is
//! measured. Reads answers with a length only, which is all we and the yardstick send.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Room for an answer; a sign-in page fits.
const ROOM: usize = 32 * 1024;

pub struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// One answer, as it stands in the connection's buffer.
pub struct Answer<'a> {
    pub status: u16,
    head: &'a [u8],
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = std::str::from_utf8(self.head).ok()?;
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The value that the answer sets for a cookie; nothing when it ends it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let head = std::str::from_utf8(self.head).ok()?;
        let sets = head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
        let pairs = sets.filter_map(|set| set.split(';').next()?.split_once('='));
        pairs
            .filter(|(known, value)| *known == name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
            .next_back()
    }
}

/// Where an answer's head ends, and how long its body is.
#[derive(Clone, Copy)]
struct Head {
    end: usize,
    body: usize,
}

impl Wire {
    /// Connects to a port of this machine.
    pub async fn connect(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(ROOM) })
    }

    /// Sends one request and waits for its whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.read().await?;
            if let Some(head) = read_head(&self.buffer)? {
                break head;
            }
        };
        while self.buffer.len() < head.end + head.body {
            self.read().await?;
        }
        let (head, body) = self.buffer.split_at(head.end);
        let status = head.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        let status = status.ok_or_else(|| unreadable("an answer without a status"))?;
        Ok(Answer { status, head, body })
    }

    async fn read(&mut self) -> io::Result<()> {
        self.buffer.reserve(ROOM / 2);
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

fn read_head(bytes: &[u8]) -> io::Result<Option<Head>> {
    const LENGTH: &[u8] = b"content-length: ";
    let (mut at, mut body) = (0, None);
    while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let line = &bytes[at..at + length];
        at += length + 1;
        if line == b"\r" {
            let body = body.ok_or_else(|| unreadable("an answer without a length"))?;
            return Ok(Some(Head { end: at, body }));
        }
        if let Some(digits) = line.strip_prefix(LENGTH) {
            let digits = std::str::from_utf8(digits).unwrap_or_default().trim();
            body = digits.parse().ok();
        }
    }
    Ok(None)
}

fn unreadable(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_at_its_empty_line_and_tells_the_length() {
        let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
        let head = read_head(whole).expect("a head").expect("whole");
        assert_eq!((head.end, head.body), (whole.len() - 5, 5));
        assert!(read_head(&whole[..30]).expect("so far good").is_none());
        assert!(read_head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }

    #[test]
    fn a_cookie_is_read_and_an_ended_one_is_none() {
        let head = b"HTTP/1.1 303 See Other\r\nset-cookie: a=1; Path=/\r\nset-cookie: b=; Max-Age=0\r\n";
        let answer = Answer { status: 303, head, body: b"" };
        assert_eq!((answer.cookie("a").as_deref(), answer.cookie("b")), (Some("1"), None));
    }
}
