//! A mail server of a few verbs, enough of RFC 5321 to receive real mail and to refuse it.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// How the server behaves.
#[derive(Clone, Default)]
pub struct Manners {
    /// Offers STARTTLS, or speaks TLS at once.
    pub starttls: Option<TlsAcceptor>,
    pub tls: Option<TlsAcceptor>,
    /// Answers `AUTH` with this instead of accepting it.
    pub auth_answer: Option<&'static str>,
    /// Answers `RCPT` with this instead of accepting it.
    pub recipient_answer: Option<&'static str>,
}

/// What one server saw.
#[derive(Clone, Default)]
pub struct Seen {
    pub mails: Arc<Mutex<Vec<String>>>,
    pub commands: Arc<Mutex<Vec<String>>>,
}

impl Seen {
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
    pub fn commands(&self) -> Vec<String> {
        self.commands.lock().unwrap().clone()
    }
}

/// Starts a server on a free port.
pub async fn start(manners: Manners) -> (u16, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Seen::default();
    let for_server = seen.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, manners.clone(), for_server.clone()));
        }
    });
    (port, seen)
}

/// A broken connection ends the conversation: that is the client's affair, which the test looks at.
async fn serve(socket: TcpStream, manners: Manners, seen: Seen) -> Option<()> {
    if let Some(acceptor) = &manners.tls {
        let mut stream = BufStream::new(acceptor.accept(socket).await.ok()?);
        say(&mut stream, "220 test ESMTP").await?;
        talk(&mut stream, &manners, &seen, None).await?;
        return Some(());
    }
    let mut stream = BufStream::new(socket);
    say(&mut stream, "220 test ESMTP").await?;
    if talk(&mut stream, &manners, &seen, manners.starttls.as_ref()).await? {
        let acceptor = manners.starttls.as_ref()?;
        let mut protected = BufStream::new(acceptor.accept(stream.into_inner()).await.ok()?);
        talk(&mut protected, &manners, &seen, None).await?;
    }
    Some(())
}

/// Converses until QUIT (`false`) or until TLS begins (`true`).
async fn talk<S>(
    stream: &mut BufStream<S>,
    manners: &Manners,
    seen: &Seen,
    tls: Option<&TlsAcceptor>,
) -> Option<bool>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        let line = hear(stream).await?;
        seen.commands.lock().unwrap().push(line.clone());
        let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" if tls.is_some() => "250-test\r\n250 STARTTLS",
            "EHLO" => "250-test\r\n250 AUTH PLAIN",
            "STARTTLS" => {
                say(stream, "220 go on").await?;
                return Some(true);
            }
            "AUTH" => manners.auth_answer.unwrap_or("235 welcome"),
            "RCPT" => manners.recipient_answer.unwrap_or("250 fine"),
            "DATA" => {
                say(stream, "354 go on").await?;
                let mail = hear_mail(stream).await?;
                seen.mails.lock().unwrap().push(mail);
                "250 taken"
            }
            "QUIT" => {
                say(stream, "221 bye").await?;
                return Some(false);
            }
            _ => "250 fine",
        };
        say(stream, answer).await?;
    }
}

async fn hear<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>) -> Option<String> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).await.ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}

async fn hear_mail<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>) -> Option<String> {
    let mut mail = String::new();
    loop {
        let line = hear(stream).await?;
        if line == "." {
            return Some(mail);
        }
        mail.push_str(&line);
        mail.push('\n');
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufStream<S>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}
