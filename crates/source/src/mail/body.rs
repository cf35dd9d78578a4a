//! The text of a message, as lines that are paragraphs.

use mail_parser::{Message, MimeHeaders, PartType};

use crate::html::{is_invisible, text_of_fragment, trim_clutter};
use crate::known::Draft;

/// The message's own text: the plain version, or the HTML one where it says more.
pub(super) fn lines(message: &Message<'_>, draft: &mut Draft) -> Vec<String> {
    let plain: Vec<(&str, bool)> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => {
                let flowed = part.content_type().and_then(|c| c.attribute("format")) == Some("flowed");
                Some((text.as_ref(), flowed))
            }
            _ => None,
        })
        .collect();
    let html: Vec<&str> = message
        .html_bodies()
        .filter_map(|part| match &part.body {
            PartType::Html(html) => Some(html.as_ref()),
            _ => None,
        })
        .collect();
    let mut blocks: Vec<_> = html.iter().flat_map(|html| text_of_fragment(html)).collect();
    let marked: usize = blocks.iter().map(|b| b.text.len()).sum();
    let said: usize = plain.iter().map(|(text, _)| text.trim().len()).sum();
    if marked * 10 > said * 13 || said == 0 {
        trim_clutter(&mut blocks, draft);
        return blocks.into_iter().map(|b| b.text).collect();
    }
    plain
        .into_iter()
        .flat_map(|(text, flowed)| paragraphs(text, flowed, draft))
        .collect()
}

/// Plain text as paragraphs: lines that were only wrapped are joined; quoted replies and the signature go.
fn paragraphs(text: &str, flowed: bool, draft: &mut Draft) -> Vec<String> {
    let mut out = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut quoted = 0;
    for line in text.lines() {
        if line == "-- " || line == "--" {
            draft.leave_out("signatures", 1);
            break;
        }
        if line.starts_with('>') {
            quoted += 1;
            continue;
        }
        if line.trim().is_empty() {
            end(&mut paragraph, flowed, &mut out);
        } else {
            paragraph.push(line);
        }
    }
    end(&mut paragraph, flowed, &mut out);
    draft.leave_out("lines of quoted replies", quoted);
    out
}

fn end(paragraph: &mut Vec<&str>, flowed: bool, out: &mut Vec<String>) {
    let lines = std::mem::take(paragraph);
    let Some((last, head)) = lines.split_last() else {
        return;
    };
    // Text wrapped by a mail program has all its lines but the last about equally long.
    let length = |line: &&str| line.trim_end().chars().count();
    let longest = head.iter().map(length).max().unwrap_or(0);
    let wrapped = (50..=100).contains(&longest)
        && head.iter().all(|l| length(l) + 15 >= longest)
        && length(last) <= longest + 5;
    let mut joined = String::new();
    for line in &lines {
        joined.push_str(line.trim());
        if wrapped || (flowed && line.ends_with(' ')) {
            joined.push(' ');
        } else {
            out.extend(Some(one_line(&std::mem::take(&mut joined))).filter(|l| !l.is_empty()));
        }
    }
    out.extend(Some(one_line(&joined)).filter(|l| !l.is_empty()));
}

/// One line with single spaces, without invisible controls.
pub(super) fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !is_invisible(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A subject without the marks of replying and forwarding.
pub(super) fn without_prefixes(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((head, tail)) = rest.split_once(':') {
        let mark = head.trim().to_lowercase();
        if !matches!(
            mark.as_str(),
            "re" | "fw" | "fwd" | "رد" | "الرد" | "إعادة توجيه" | "توجيه"
        ) {
            break;
        }
        rest = tail.trim_start();
    }
    rest
}
