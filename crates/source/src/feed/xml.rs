use std::sync::Arc;

use super::scan::{self, Element};
use super::{Cut, Entry, Waiting, document};
use crate::items::{Frame, Step};
use crate::known::Known;
use crate::{ErrorKind, Options, SourceError, charset};

/// RSS and Atom.
pub(crate) struct XmlFeed {
    place: String,
    waiting: Waiting,
    charset: &'static str,
    media_type: &'static str,
    known: Known,
    too_many: bool,
}

impl XmlFeed {
    pub(crate) fn new(
        place: String,
        bytes: Arc<[u8]>,
        known: Known,
        options: &Options,
    ) -> Result<Self, ErrorKind> {
        let declared = known.charset.clone().or_else(|| declared(&bytes));
        let decoded = charset::decode(&bytes, declared.as_deref());
        let text: &str = &decoded.text;
        let malformed = |detail: &str| ErrorKind::Malformed {
            format: "feed",
            detail: detail.to_owned(),
        };
        let (name, root, after_root) = scan::root(text).ok_or_else(|| malformed("it has no root element"))?;
        let atom = name.rsplit(':').next() == Some("feed");
        let wanted = if atom { "entry" } else { "item" };
        let first = scan::start_tag(text, 0, wanted);
        let head_end = first.map_or(text.len(), |(_, start, _)| start);
        let head = Head::read(&text[after_root..head_end], root, name, atom);

        let mut waiting = Waiting::new();
        let mut too_many = false;
        let mut at = head_end;
        while let Some(element) = scan::element(text, at, |n| n == wanted) {
            at = element.end;
            if waiting.len() as u64 >= options.limits.members {
                too_many = true;
                break;
            }
            let source = &text[element.start..element.end];
            let entry = if source.ends_with('>')
                && (source.ends_with("/>") || source.contains("</"))
                && closed(source, wanted)
            {
                Ok(read_entry(&element, &head, atom))
            } else {
                Err(malformed("the entry is cut off"))
            };
            let number = waiting.len() + 1;
            waiting.push_back((
                number,
                Cut {
                    bytes: head.alone(source).into_bytes(),
                    entry,
                },
            ));
        }
        if waiting.is_empty() {
            return Err(ErrorKind::NoText("the feed has no entries".to_owned()));
        }
        let media_type = if atom {
            "application/atom+xml"
        } else {
            "application/rss+xml"
        };
        Ok(XmlFeed {
            place,
            waiting,
            charset: decoded.charset,
            media_type,
            known,
            too_many,
        })
    }
}

/// Whether the cut ends in its own end tag.
fn closed(source: &str, name: &str) -> bool {
    source.rfind("</").is_some_and(|at| {
        source[at + 2..]
            .trim_end_matches(['>', ' ', '\n'])
            .ends_with(name)
    })
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = &head[..head.find("?>")?];
    let value = declaration[declaration.find("encoding")? + 8..].trim_start_matches([' ', '=']);
    let mark = value.chars().next()?;
    value[1..].split(mark).next().map(str::to_owned)
}

/// What a feed says before its first entry.
struct Head<'a> {
    root: &'a str,
    name: &'a str,
    atom: bool,
    rdf: bool,
    channel: Option<&'a str>,
    /// The elements that are kept with every entry, as written.
    kept: String,
    title: Option<String>,
}

impl<'a> Head<'a> {
    fn read(text: &'a str, root: &'a str, name: &'a str, atom: bool) -> Self {
        let rdf = name.ends_with("RDF");
        let channel = if atom {
            None
        } else {
            scan::start_tag(text, 0, "channel")
        };
        let inside = channel.map_or(text, |(_, _, end)| &text[end..]);
        let mut kept = String::new();
        let mut title = None;
        let mut at = 0;
        while let Some(element) = scan::element(inside, at, |_| true) {
            at = element.end;
            let keep = matches!(element.name, "title" | "link" | "language" | "dc:language" | "id")
                && !(atom && element.name == "link")
                && element.end - element.start < 2_000;
            if keep {
                kept.push_str(&inside[element.start..element.end]);
            }
            if element.name == "title" && title.is_none() {
                title = Some(markup(&element));
            }
        }
        Head {
            root,
            name,
            atom,
            rdf,
            channel: channel.map(|(tag, _, _)| tag),
            kept,
            title,
        }
    }

    /// A feed of one entry.
    fn alone(&self, entry: &str) -> String {
        let channel = self.channel.unwrap_or("<channel>");
        let (root, name, kept) = (self.root, self.name, &self.kept);
        if self.atom {
            format!("{root}{kept}{entry}</{name}>")
        } else if self.rdf {
            format!("{root}{channel}{kept}</channel>{entry}</{name}>")
        } else {
            format!("{root}{channel}{kept}{entry}</channel></{name}>")
        }
    }
}

/// An element's content as markup for a page's reader, whatever way the feed wraps it.
fn markup(element: &Element<'_>) -> String {
    match element.attribute("type").as_deref() {
        // Markup written out as elements.
        Some("xhtml") => element.content.to_owned(),
        // Text that is text even where it looks like markup.
        Some("text") => element.text().replace('&', "&amp;").replace('<', "&lt;"),
        _ => element.text(),
    }
}

fn read_entry(element: &Element<'_>, head: &Head<'_>, atom: bool) -> Entry {
    let mut entry = Entry {
        outlet: head.title.clone(),
        ..Entry::default()
    };
    let (mut updated, mut alternate) = (None, None);
    let mut at = 0;
    while let Some(child) = scan::element(element.content, at, |_| true) {
        at = child.end;
        let value = || child.text().trim().to_owned();
        match child.name {
            // RSS gives no type; what stands there is markup, escaped or not.
            "title" => entry.title = Some(markup(&child)),
            "link" if atom => {
                let rel = child.attribute("rel");
                if matches!(rel.as_deref(), None | Some("alternate")) && alternate.is_none() {
                    alternate = child.attribute("href");
                }
            }
            "link" => entry.link = Some(value()).filter(|v| v.starts_with("http")).or(entry.link),
            "guid" | "id" => entry.id = Some(value()),
            "pubDate" | "published" => entry.published = Some(value()),
            "dc:date" | "dcterms:created" | "issued" | "created" => {
                entry.published.get_or_insert_with(value);
            }
            "updated" | "modified" | "atom:updated" => updated = Some(value()),
            "content:encoded" | "content" => {
                entry.content = Some(markup(&child)).filter(|c| !c.trim().is_empty())
            }
            "description" | "summary" => entry.summary = Some(markup(&child)),
            "author" | "dc:creator" => {
                let name = scan::element(child.content, 0, |n| n == "name");
                entry.author = Some(name.map_or_else(value, |name| name.text()));
            }
            "category" => {
                let category = child.attribute("term").unwrap_or_else(value);
                if entry.categories.len() < 50 && !category.is_empty() {
                    entry.categories.push(category);
                }
            }
            // A feed that gathers others names the outlet.
            "source" | "dc:publisher" => {
                let name = scan::element(child.content, 0, |n| n == "title").map_or_else(value, |t| t.text());
                if !name.is_empty() {
                    entry.outlet = Some(name);
                }
            }
            _ => {}
        }
    }
    entry.link = entry.link.or(alternate);
    entry.published = entry.published.or(updated);
    entry
}

impl Frame for XmlFeed {
    fn step(&mut self, options: &Options) -> Option<Step> {
        let Some((number, cut)) = self.waiting.pop_front() else {
            let kind = ErrorKind::TooMany(options.limits.members);
            return std::mem::take(&mut self.too_many)
                .then(|| Step::Error(SourceError::new(&*self.place, kind)));
        };
        let place = format!("{}, entry {number}", self.place);
        Some(document(
            place,
            cut,
            self.media_type,
            self.charset,
            &self.known,
            options,
        ))
    }
}
