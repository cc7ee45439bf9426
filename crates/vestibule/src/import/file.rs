//! The file of an import: surveyed once as a whole, then read line by line at constant memory. Knows no format.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};

use super::trouble::ImportTrouble;

/// A contract of a hundred people fits many times; more is a file without line ends.
const LONGEST_LINE: usize = 1024 * 1024;
const BLOCK: usize = 256 * 1024;
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What must be known before the first line: which file it is, and how long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Survey {
    /// SHA-256 of every byte.
    pub digest: [u8; 32],
    pub lines: u64,
    pub bytes: u64,
}

/// Reads the whole file once and stands at its beginning again.
pub fn survey(path: &Path) -> Result<(Survey, Lines), ImportTrouble> {
    let unreadable = |source| ImportTrouble::File { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut block = vec![0; BLOCK];
    let mut context = Context::new(&SHA256);
    let (mut lines, mut bytes, mut last) = (0, 0, b'\n');
    loop {
        let read = file.read(&mut block).map_err(unreadable)?;
        let Some(end) = block[..read].last() else { break };
        if bytes == 0 && matches!(block[..read], [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            return Err(ImportTrouble::Utf16);
        }
        last = *end;
        context.update(&block[..read]);
        lines += block[..read].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        bytes += read as u64;
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let survey = Survey { digest, lines: lines + u64::from(last != b'\n'), bytes };
    Ok((survey, Lines { reader: BufReader::with_capacity(BLOCK, file), number: 0, offset: 0 }))
}

/// One line as it stands in the file, without its end.
pub struct Line {
    /// From 1.
    pub number: u64,
    pub text: Result<String, BadLine>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadLine {
    #[error("the line is longer than {LONGEST_LINE} bytes")]
    TooLong,
    #[error("the line is not UTF-8: byte {0} of it cannot be read")]
    NotUtf8(usize),
}

pub struct Lines {
    reader: BufReader<File>,
    number: u64,
    /// Bytes read so far.
    pub offset: u64,
}

impl Lines {
    /// The next line that is not blank.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let within = (&mut self.reader).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut bytes)?;
            if within == 0 {
                return Ok(None);
            }
            self.offset += within as u64;
            self.number += 1;
            if within > LONGEST_LINE && bytes.last() != Some(&b'\n') {
                self.offset += self.reader.skip_until(b'\n')? as u64;
                return Ok(Some(Line { number: self.number, text: Err(BadLine::TooLong) }));
            }
            if self.number == 1 && bytes.starts_with(BOM) {
                bytes.drain(..BOM.len());
            }
            if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
                return Ok(Some(Line { number: self.number, text: text(bytes) }));
            }
        }
    }

    /// Passes over every line up to this one.
    pub fn skip_to(&mut self, line: u64) -> io::Result<()> {
        while self.number < line {
            let read = self.reader.skip_until(b'\n')?;
            if read == 0 {
                break;
            }
            self.offset += read as u64;
            self.number += 1;
        }
        Ok(())
    }

    /// The number of the line read last.
    pub fn number(&self) -> u64 {
        self.number
    }
}

fn text(mut bytes: Vec<u8>) -> Result<String, BadLine> {
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    String::from_utf8(bytes).map_err(|bad| BadLine::NotUtf8(bad.utf8_error().valid_up_to() + 1))
}
