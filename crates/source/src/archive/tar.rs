use std::io::{self, BufRead, Read};
use std::sync::{Arc, Mutex, PoisonError};

use super::is_hidden;
use crate::items::{Frame, Input, Opening, Step};
use crate::known::Known;
use crate::window::Window;
use crate::{ErrorKind, Options, SourceError};

const BLOCK: usize = 512;

/// Whether the head of a file is a tar header: the old checksum says so for every kind of tar.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.get(..BLOCK)
        .is_some_and(|block| block[0] != 0 && checksum_holds(block))
}

fn checksum_holds(block: &[u8]) -> bool {
    let stated = octal(&block[148..156]);
    let sum: u64 = block
        .iter()
        .enumerate()
        .map(|(at, b)| {
            if (148..156).contains(&at) {
                32
            } else {
                u64::from(*b)
            }
        })
        .sum();
    stated == Some(sum)
}

/// A number as tar writes it: octal digits, or base 256 where the first bit is set.
fn octal(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        return field[1..].iter().try_fold(u64::from(field[0] & 0x7F), |n, b| {
            Some((n.checked_mul(256)?) + u64::from(*b))
        });
    }
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if text.is_empty() {
        Some(0)
    } else {
        u64::from_str_radix(text, 8).ok()
    }
}

/// The stream and how much of the current member is still in it.
struct Stream {
    window: Window,
    left: u64,
    padding: u64,
}

/// A tar archive, read as it streams by.
pub(crate) struct Tar {
    place: String,
    stream: Arc<Mutex<Stream>>,
    known: Known,
    members: u64,
    done: bool,
}

/// The current member. It ends where the member ends, and is left behind when the next one is asked for.
struct Member(Arc<Mutex<Stream>>);

impl Read for Member {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = out.len().min(usize::try_from(stream.left).unwrap_or(usize::MAX));
        if wanted == 0 {
            return Ok(0);
        }
        let count = stream.window.read(&mut out[..wanted])?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stream.left -= count as u64;
        Ok(count)
    }
}

impl Stream {
    fn pass(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let ready = self.window.fill_buf()?.len();
            if ready == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let step = ready.min(usize::try_from(count).unwrap_or(usize::MAX));
            self.window.consume(step);
            count -= step as u64;
        }
        Ok(())
    }

    fn take(&mut self, count: u64, limit: u64) -> Result<Vec<u8>, ErrorKind> {
        if count > limit {
            return Err(ErrorKind::TooLarge {
                what: "a tar header",
                limit,
            });
        }
        let mut bytes = vec![0; usize::try_from(count).unwrap_or_default()];
        self.window.read_exact(&mut bytes)?;
        self.pass((BLOCK as u64 - count % BLOCK as u64) % BLOCK as u64)?;
        Ok(bytes)
    }
}

impl Tar {
    pub(crate) fn new(place: String, window: Window, known: Known) -> Self {
        let stream = Arc::new(Mutex::new(Stream {
            window,
            left: 0,
            padding: 0,
        }));
        Tar {
            place,
            stream,
            known,
            members: 0,
            done: false,
        }
    }

    /// Goes on to the next file; `None` at the end.
    fn next_file(&mut self) -> Result<Option<(String, bool)>, ErrorKind> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = stream.left + stream.padding;
        (stream.left, stream.padding) = (0, 0);
        stream.pass(rest)?;
        let mut long_name = None;
        let mut long_size = None;
        loop {
            let head = stream.window.peek(BLOCK)?;
            // The end is two empty blocks; some programs leave them out.
            if head.is_empty() || head[..head.len().min(BLOCK)].iter().all(|b| *b == 0) {
                return Ok(None);
            }
            let block: [u8; BLOCK] = match head.get(..BLOCK).map(<[u8; BLOCK]>::try_from) {
                Some(Ok(block)) => block,
                _ => return Err(ErrorKind::Damaged("the archive ends in a header".to_owned())),
            };
            if !checksum_holds(&block) {
                return Err(ErrorKind::Damaged("a header's checksum is wrong".to_owned()));
            }
            stream.window.consume(BLOCK);
            let size = octal(&block[124..136])
                .ok_or_else(|| ErrorKind::Damaged("a size is no number".to_owned()))?;
            match block[156] {
                b'L' => long_name = Some(text(&stream.take(size, 1 << 16)?)),
                b'x' => {
                    let fields = stream.take(size, 1 << 20)?;
                    for (key, value) in pax(&fields) {
                        match key {
                            "path" => long_name = Some(value.to_owned()),
                            "size" => long_size = value.parse().ok(),
                            _ => {}
                        }
                    }
                }
                b'g' | b'K' => drop(stream.take(size, 1 << 20)?),
                kind => {
                    let size = long_size.unwrap_or(size);
                    stream.left = size;
                    stream.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
                    let name = long_name.unwrap_or_else(|| {
                        let (name, prefix) = (text(&block[..100]), text(&block[345..500]));
                        let ustar = &block[257..262] == b"ustar" && !prefix.is_empty();
                        if ustar { format!("{prefix}/{name}") } else { name }
                    });
                    return Ok(Some((name, matches!(kind, b'0' | 0 | b'7'))));
                }
            }
        }
    }
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|b| *b == 0).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

/// The fields of an extended header: `17 path=folder/a\n`.
fn pax(fields: &[u8]) -> Vec<(&str, &str)> {
    let Ok(text) = std::str::from_utf8(fields) else {
        return Vec::new();
    };
    text.lines()
        .filter_map(|line| line.split_once(' ')?.1.split_once('='))
        .collect()
}

impl Frame for Tar {
    fn step(&mut self, options: &Options) -> Option<Step> {
        if self.done {
            return None;
        }
        self.members += 1;
        let place = format!("{}, member {}", self.place, self.members);
        if self.members > options.limits.members {
            self.done = true;
            return Some(Step::Error(SourceError::new(
                place,
                ErrorKind::TooMany(options.limits.members),
            )));
        }
        match self.next_file() {
            Ok(None) => None,
            Ok(Some((_, false))) => Some(Step::Pass("folders in archives")),
            Ok(Some((name, true))) if is_hidden(&name) => Some(Step::Pass("hidden files")),
            Ok(Some((name, true))) => {
                let place = format!("{}, {name}", self.place);
                let input = Input::Stream(Box::new(Member(self.stream.clone())));
                Some(Step::Open(Opening {
                    place,
                    input,
                    known: self.known.clone(),
                }))
            }
            Err(kind) => {
                self.done = true;
                Some(Step::Error(SourceError::new(place, kind)))
            }
        }
    }
}
