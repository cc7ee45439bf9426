//! The fake: keeps every mail instead of sending it, in memory and, for the demo, in a file that survives a restart.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Mail, OutgoingMail, Sending};
use crate::SendError;

/// One kept message. The names are those of `/outbox.json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recorded {
    pub id: String,
    pub channel: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    /// Milliseconds since 1970 UTC.
    pub at: Timestamp,
}

impl From<&OutgoingMail> for Recorded {
    fn from(mail: &OutgoingMail) -> Self {
        Self {
            id: mail.message_id.clone(),
            channel: "mail".to_owned(),
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            at: mail.at,
        }
    }
}

/// Clones share what they remember.
#[derive(Clone, Debug, Default)]
pub struct RecordedMail(Arc<Mutex<Memory>>);

#[derive(Debug, Default)]
struct Memory {
    /// Oldest first.
    kept: Vec<Recorded>,
    ids: HashSet<String>,
    file: Option<PathBuf>,
    refusal: Option<SendError>,
}

impl RecordedMail {
    /// In memory only.
    pub fn new() -> Self {
        Self::default()
    }

    /// Continues the file at `path` (one JSON document a line), or begins it.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        let mut memory = Memory { file: Some(path.to_owned()), ..Memory::default() };
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        // A last line cut short by a crash is a mail that was never acknowledged: its outbox row sends it again.
        for recorded in text.lines().filter_map(|line| serde_json::from_str::<Recorded>(line).ok()) {
            memory.keep(recorded);
        }
        if !text.is_empty() && !text.ends_with('\n') {
            OpenOptions::new().append(true).open(path)?.write_all(b"\n")?;
        }
        Ok(Self(Arc::new(Mutex::new(memory))))
    }

    /// What was sent, newest first.
    pub fn list(&self) -> Vec<Recorded> {
        self.memory().kept.iter().rev().cloned().collect()
    }

    /// From now on every mail is refused so; `None` mends it.
    pub fn refuse_with(&self, refusal: Option<SendError>) {
        self.memory().refusal = refusal;
    }

    /// Keeps a message of whatever channel, or refuses as told.
    pub(crate) fn keep_one(&self, recorded: Recorded) -> Result<(), SendError> {
        self.memory().take(recorded)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn take(&mut self, recorded: Recorded) -> Result<(), SendError> {
        if let Some(refusal) = &self.refusal {
            return Err(refusal.clone());
        }
        if !self.ids.contains(&recorded.id) {
            self.append(&recorded).map_err(|_| SendError::temporary("the outbox file cannot be written"))?;
            self.keep(recorded);
        }
        Ok(())
    }

    /// A second delivery of the same message is one message, as for people who read by Message-ID.
    fn keep(&mut self, recorded: Recorded) {
        if self.ids.insert(recorded.id.clone()) {
            self.kept.push(recorded);
        }
    }

    fn append(&self, recorded: &Recorded) -> io::Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        let mut line = serde_json::to_string(recorded)?;
        line.push('\n');
        OpenOptions::new().create(true).append(true).open(path)?.write_all(line.as_bytes())
    }
}

impl Mail for RecordedMail {
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> Sending<'a> {
        let outcome = self.keep_one(mail.into());
        Box::pin(async move { outcome })
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::{Mail, OutgoingMail, RecordedMail};
    use crate::SendError;

    fn mail(id: &str) -> OutgoingMail {
        OutgoingMail {
            to: "zoe@exemple.fr".into(),
            from_name: None,
            subject: format!("Message {id}"),
            text: "Bonjour".into(),
            html: None,
            message_id: id.into(),
            at: Timestamp::from_millis(1),
        }
    }

    #[tokio::test]
    async fn what_was_sent_is_listed_newest_first_and_once() {
        let outbox = RecordedMail::new();
        for id in ["a", "b", "a"] {
            outbox.send(&mail(id)).await.unwrap();
        }
        let ids: Vec<_> = outbox.list().into_iter().map(|recorded| recorded.id).collect();
        assert_eq!(ids, ["b", "a"]);
    }

    #[tokio::test]
    async fn the_file_survives_a_restart_even_with_a_torn_last_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.jsonl");
        let first = RecordedMail::in_file(&path).unwrap();
        first.send(&mail("a")).await.unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{whole}{{\"id\":\"torn\",\"chan")).unwrap();

        let second = RecordedMail::in_file(&path).unwrap();
        second.send(&mail("b")).await.unwrap();
        let third = RecordedMail::in_file(&path).unwrap();
        let ids: Vec<_> = third.list().into_iter().map(|recorded| recorded.id).collect();
        assert_eq!(ids, ["b", "a"]);
    }

    #[tokio::test]
    async fn a_broken_fake_keeps_nothing_until_mended() {
        let outbox = RecordedMail::new();
        let refusal = SendError::temporary("down");
        outbox.refuse_with(Some(refusal.clone()));
        assert_eq!(outbox.send(&mail("a")).await, Err(refusal));
        outbox.refuse_with(None);
        assert_eq!(outbox.list(), []);
        assert_eq!(outbox.send(&mail("a")).await, Ok(()));
    }
}
