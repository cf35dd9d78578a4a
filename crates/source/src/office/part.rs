//! One XML part of a document, as lines.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ErrorKind;
use crate::html::is_invisible;

/// Elements nested deeper than this are no document that a word processor wrote.
const DEPTH: usize = 2_000;

/// What an element means for the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Its content counts, it itself does not.
    Through,
    /// It and its content are left out; counted under the name, if there is one.
    Skip(Option<&'static str>),
    /// A paragraph or heading.
    Paragraph,
    Row,
    Cell,
    /// A list item; its paragraphs begin with a bullet.
    Item,
    /// Text directly inside counts (only there, in formats that separate text from layout).
    Text,
    /// Stands for these characters.
    Is(&'static str),
    /// Makes the paragraph it stands in a list item.
    Bulleted,
}

/// Collects lines while the part is walked through.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
    bullet: bool,
    /// Cells of open rows: their texts so far.
    rows: Vec<Vec<String>>,
}

impl Lines {
    fn end_paragraph(&mut self) {
        let bullet = std::mem::take(&mut self.bullet);
        let line = std::mem::take(&mut self.line);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            return;
        }
        match self.rows.last_mut() {
            Some(cells) => {
                let Some(cell) = cells.last_mut() else {
                    return cells.push(line);
                };
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&line);
            }
            None if bullet => self.done.push(format!("• {line}")),
            None => self.done.push(line),
        }
    }

    fn end_row(&mut self) {
        self.end_paragraph();
        let Some(cells) = self.rows.pop() else { return };
        let cells: Vec<String> = cells.into_iter().filter(|c| !c.is_empty()).collect();
        let row = cells.join(" | ");
        match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&row);
            }
            None if !row.is_empty() => self.done.push(row),
            None => {}
        }
    }
}

/// Walks through a part; `role` says what each element means, and `left_out` is told what was skipped.
pub(super) fn lines(
    xml: &[u8],
    format: &'static str,
    role: impl Fn(&str, &BytesStart<'_>) -> Role,
    mut left_out: impl FnMut(&'static str),
) -> Result<Vec<String>, ErrorKind> {
    let malformed = |detail: String| ErrorKind::Malformed { format, detail };
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut lines = Lines::default();
    let mut open: Vec<Role> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|e| malformed(e.to_string()))?;
        match event {
            Event::Start(start) => {
                let name = start.local_name();
                let role = role(name.as_ref(), &start);
                if let Role::Skip(kind) = role {
                    kind.into_iter().for_each(&mut left_out);
                    reader
                        .read_to_end(start.name())
                        .map_err(|e| malformed(e.to_string()))?;
                    continue;
                }
                match role {
                    Role::Is(text) => lines.line.push_str(text),
                    // A paragraph inside another is a text box: what stood before it is a line of its own.
                    Role::Paragraph => lines.end_paragraph(),
                    Role::Row => {
                        lines.end_paragraph();
                        lines.rows.push(Vec::new());
                    }
                    Role::Cell => lines
                        .rows
                        .last_mut()
                        .into_iter()
                        .for_each(|row| row.push(String::new())),
                    Role::Bulleted => lines.bullet = true,
                    _ => {}
                }
                if role == Role::Paragraph && open.contains(&Role::Item) {
                    lines.bullet = true;
                }
                open.push(role);
                if open.len() > DEPTH {
                    return Err(malformed("its elements are nested too deep".to_owned()));
                }
            }
            Event::Empty(start) => {
                let name = start.local_name();
                match role(name.as_ref(), &start) {
                    Role::Is("\n") => lines.end_paragraph(),
                    Role::Is(text) => lines.line.push_str(text),
                    Role::Bulleted => lines.bullet = true,
                    Role::Paragraph => lines.end_paragraph(),
                    Role::Cell => lines
                        .rows
                        .last_mut()
                        .into_iter()
                        .for_each(|row| row.push(String::new())),
                    Role::Skip(Some(kind)) => left_out(kind),
                    _ => {}
                }
            }
            Event::End(_) => match open.pop() {
                Some(Role::Paragraph) => lines.end_paragraph(),
                Some(Role::Row) => lines.end_row(),
                Some(Role::Cell) => lines.end_paragraph(),
                _ => {}
            },
            Event::Text(text) if matches!(open.last(), Some(Role::Text | Role::Paragraph)) => {
                let text = text.xml10_content();
                lines
                    .line
                    .extend(text.chars().filter(|c| c.is_whitespace() || !is_invisible(*c)));
            }
            Event::CData(text) if matches!(open.last(), Some(Role::Text | Role::Paragraph)) => {
                lines.line.push_str(&text);
            }
            Event::GeneralRef(reference) if matches!(open.last(), Some(Role::Text | Role::Paragraph)) => {
                // Entities of a document type are not read: only XML's own and numbers mean anything.
                lines
                    .line
                    .push_str(&crate::feed::unescape(&format!("&{};", &*reference)));
            }
            Event::Eof => {
                lines.end_paragraph();
                while !lines.rows.is_empty() {
                    lines.end_row();
                }
                return Ok(lines.done);
            }
            _ => {}
        }
    }
}

/// The text of the first element of that name.
pub(super) fn text_of(xml: &[u8], wanted: &str) -> Option<String> {
    let mut reader = Reader::from_reader(xml);
    let mut inside = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if start.local_name().as_ref() == wanted => inside = true,
            Event::Text(text) if inside => return Some(text.xml10_content().trim().to_owned()),
            Event::End(_) if inside => return None,
            Event::Eof => return None,
            _ => {}
        }
    }
}
