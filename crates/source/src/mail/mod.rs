//! Mail of press offices: single messages and mailboxes.
//!
//! The subject is the headline, the message's text the body. Quoted replies and signatures are left out. Attached
//! communiqués are documents of their own, dated by the message. A page saved as one file (MHTML) is a message too,
//! and is read as the page it is.

mod body;
mod mbox;

pub(crate) use mbox::Mbox;

use std::collections::VecDeque;
use std::sync::Arc;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use crate::items::{Frame, Input, Item, Opening, Step};
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options, SourceError};

/// The version of this extractor.
const EXTRACTOR: &str = "mail/1";

/// How many attachments of one message are looked at.
const ATTACHMENTS: usize = 100;

/// One message, and then what is attached to it.
pub(crate) struct Mail {
    steps: VecDeque<Step>,
}

impl Mail {
    pub(crate) fn new(
        place: String,
        bytes: Arc<[u8]>,
        known: &Known,
        options: &Options,
    ) -> Result<Self, ErrorKind> {
        let malformed = || ErrorKind::Malformed {
            format: "mail message",
            detail: "it cannot be parsed".to_owned(),
        };
        let message = MessageParser::default().parse(&*bytes).ok_or_else(malformed)?;
        if let Some(page) = saved_page(&message, &place, known) {
            return Ok(Mail {
                steps: VecDeque::from([page]),
            });
        }
        let mut attachments = attachments(&message, &place, known, options);
        let steps = match text(&message, &place, &bytes, known, options) {
            Ok(item) => {
                attachments.push_front(Step::Item(Box::new(item)));
                attachments
            }
            // A message that only carries a communiqué has nothing to say itself.
            Err(_) if !attachments.is_empty() => attachments,
            Err(kind) => VecDeque::from([Step::Error(SourceError::new(place, kind))]),
        };
        Ok(Mail { steps })
    }
}

impl Frame for Mail {
    fn step(&mut self, _: &Options) -> Option<Step> {
        self.steps.pop_front()
    }
}

fn text(
    message: &Message<'_>,
    place: &str,
    bytes: &Arc<[u8]>,
    known: &Known,
    options: &Options,
) -> Result<Item, ErrorKind> {
    let mut draft = Draft::new(EXTRACTOR, "message/rfc822");
    let mut lines: Vec<String> = Vec::new();
    let subject = message.subject().map(body::one_line).unwrap_or_default();
    let subject = body::without_prefixes(&subject);
    if !subject.is_empty() {
        lines.push(subject.to_owned());
    }
    let found = body::lines(message, &mut draft);
    if found.is_empty() && message.attachment_count() > 0 {
        return Err(ErrorKind::NoText("the message has no text".to_owned()));
    }
    lines.extend(found.into_iter().skip_while(|line| line == subject));
    if lines.is_empty() {
        return Err(ErrorKind::NoText(
            "the message has neither subject nor text".to_owned(),
        ));
    }
    draft.document.text = lines.join("\n");
    draft.document.outlet = sender(message);
    draft.stated = day(message);
    if let Some(id) = message.message_id() {
        draft.document.extra.insert("message_id".to_owned(), id.into());
    }
    let document = draft.finish(place, bytes, known, options);
    Ok(Item {
        document,
        bytes: bytes.clone(),
        place: place.to_owned(),
    })
}

/// The sender's name, or address where there is no name.
fn sender(message: &Message<'_>) -> Option<String> {
    let address = match message.from()? {
        Address::List(list) => list.first(),
        Address::Group(groups) => groups.first().and_then(|g| g.addresses.first()),
    }?;
    let name = address
        .name
        .as_deref()
        .map(body::one_line)
        .filter(|n| !n.is_empty());
    name.or_else(|| address.address.as_deref().map(str::to_owned))
}

fn day(message: &Message<'_>) -> Option<String> {
    message
        .date()
        .map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day))
}

/// What is attached and may be a document: it is opened like any other bytes.
fn attachments(message: &Message<'_>, place: &str, known: &Known, options: &Options) -> VecDeque<Step> {
    let mut steps = VecDeque::new();
    for (number, part) in message.attachments().enumerate() {
        if number >= ATTACHMENTS {
            let kind = ErrorKind::TooMany(ATTACHMENTS as u64);
            steps.push_back(Step::Error(SourceError::new(place, kind)));
            break;
        }
        let kind = part
            .content_type()
            .map(|c| c.ctype().to_ascii_lowercase())
            .unwrap_or_default();
        if matches!(kind.as_str(), "image" | "audio" | "video") || part.content_id().is_some() {
            steps.push_back(Step::Pass("attached pictures and sounds"));
            continue;
        }
        let name = part
            .attachment_name()
            .map_or_else(|| format!("attachment {}", number + 1), body::one_line);
        let bytes: Arc<[u8]> = match &part.body {
            PartType::Text(text) | PartType::Html(text) => Arc::from(text.as_bytes()),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Arc::from(&**bytes),
            PartType::Message(inner) => Arc::from(inner.raw_message()),
            PartType::Multipart(_) => continue,
        };
        if bytes.len() > options.limits.document_bytes || bytes.is_empty() {
            steps.push_back(Step::Pass("attachments that are empty or too large"));
            continue;
        }
        let known = Known {
            published: day(message).or_else(|| known.published.clone()),
            outlet: sender(message).or_else(|| known.outlet.clone()),
            charset: None,
            ..known.clone()
        };
        steps.push_back(Step::Open(Opening {
            place: format!("{place}, {name}"),
            input: Input::Bytes(bytes),
            known,
        }));
    }
    steps
}

/// A page that a browser saved as one file: its first HTML part, with the address it was saved from.
fn saved_page(message: &Message<'_>, place: &str, known: &Known) -> Option<Step> {
    let address = message
        .header_raw("Snapshot-Content-Location")
        .map(|v| v.trim().to_owned());
    let related = message
        .content_type()
        .is_some_and(|c| c.subtype() == Some("related"));
    if !related || (address.is_none() && message.to().is_some()) {
        return None;
    }
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((html, part.content_location().map(str::to_owned))),
        _ => None,
    });
    let (html, location) = page?;
    let url = address.or(location).or_else(|| known.url.clone());
    let fetched = day(message).or_else(|| known.fetched.clone());
    let known = Known {
        url,
        fetched,
        charset: Some("utf-8".to_owned()),
        ..known.clone()
    };
    Some(Step::Open(Opening {
        place: place.to_owned(),
        input: Input::Bytes(Arc::from(html.as_bytes())),
        known,
    }))
}

/// Whether the head of a file is a message: a header with names that only mail has.
pub(crate) fn is_mail(head: &str) -> bool {
    const NAMES: [&str; 16] = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "received",
        "return-path",
        "mime-version",
        "content-type",
        "delivered-to",
        "reply-to",
        "sender",
        "dkim-signature",
        "cc",
        "x-mailer",
        "content-transfer-encoding",
    ];
    let mut known = 0;
    for (number, line) in head.lines().take(200).enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && number > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(NAMES.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 3
}
