//! The follow-up report: what somebody takes into the next session.

use super::sessions::{MechanismPage, Track};
use super::view::FollowView;
use crate::ask::{Filter, Sort, Thing};
use crate::{Kind, Register, Result};
use mahdar_record::{PartialDate, Sector, Side, Strength};
use mahdar_wording::{Noun, Voice};
use std::fmt::Write;

/// In what form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// CommonMark.
    Markdown,
    /// One HTML page without scripts and without anything from elsewhere.
    Html,
}

/// What the report is made of, before it takes a form.
enum Block {
    Title(String),
    Heading(String),
    Line(String),
    /// A point, its remarks, and its quote.
    Point(String, Vec<String>, Option<String>),
}

impl Register {
    /// The report on the relations between `between` as of a day.
    ///
    /// # Errors
    /// What the database and the index report.
    pub fn report(
        &self,
        between: &[Side],
        as_of: PartialDate,
        format: ReportFormat,
        voice: Voice,
    ) -> Result<String> {
        let blocks = self.blocks(between, as_of, voice)?;
        Ok(match format {
            ReportFormat::Markdown => markdown(&blocks),
            ReportFormat::Html => html(&blocks, voice),
        })
    }

    fn blocks(&self, between: &[Side], as_of: PartialDate, voice: Voice) -> Result<Vec<Block>> {
        let view = self.follow(between, as_of, None)?;
        let names: Vec<String> = between.iter().map(|s| voice.side(*s)).collect();
        let mut blocks = vec![
            Block::Title(format!(
                "{}: {}",
                voice.say("تقرير المتابعة", "Follow-up report"),
                voice.list(&names)
            )),
            Block::Line(format!("{} {}", voice.say("حتى يوم", "As of"), voice.date(as_of))),
        ];
        self.sessions_part(&view, voice, &mut blocks)?;
        self.commitments_part(between, &view, as_of, voice, &mut blocks)?;
        self.raise_part(&view, voice, &mut blocks)?;
        Ok(blocks)
    }

    fn sessions_part(&self, view: &FollowView, voice: Voice, blocks: &mut Vec<Block>) -> Result<()> {
        for page in &view.mechanisms {
            blocks.push(Block::Heading(page.mechanism.label.clone()));
            for session in &page.sessions {
                let mut line = session
                    .encounter
                    .first
                    .as_deref()
                    .map_or_else(|| voice.say("بلا تاريخ", "no date").to_owned(), |d| day(d, voice));
                if let Some(place) = session.encounter.data["places"][0]["form"].as_str() {
                    let _ = write!(line, "، {place}");
                }
                let _ = write!(line, ": {}", voice.count(session.decided.len(), Noun::Commitment));
                let remarks = [
                    (Track::New, "جديد", "new"),
                    (Track::Restated, "مكرر", "restated"),
                    (Track::Strengthened, "معزز", "strengthened"),
                    (Track::Weakened, "مخفف", "weakened"),
                ]
                .into_iter()
                .filter_map(|(track, ar, en)| {
                    let n = session.decided.iter().filter(|t| t.track == track).count();
                    (n > 0).then(|| format!("{}: {}", voice.say(ar, en), voice.digits(&n.to_string())))
                });
                let mut remarks: Vec<String> = remarks.collect();
                if !session.dropped.is_empty() {
                    remarks.push(format!(
                        "{}: {}",
                        voice.say("لم يُعَد ذكره", "dropped"),
                        voice.digits(&session.dropped.len().to_string())
                    ));
                }
                blocks.push(Block::Point(line, remarks, Some(session.encounter.label.clone())));
            }
            blocks.push(Block::Line(next_line(page, voice)));
        }
        Ok(())
    }

    fn commitments_part(
        &self,
        between: &[Side],
        view: &FollowView,
        as_of: PartialDate,
        voice: Voice,
        blocks: &mut Vec<Block>,
    ) -> Result<()> {
        let all = Filter {
            between: between.to_vec(),
            sort: Sort::First,
            limit: 1000,
            until: Some(as_of),
            ..Filter::default()
        };
        let things = self.list(Kind::Commitment, &all)?.items;
        blocks.push(Block::Heading(format!(
            "{} ({})",
            voice.say("الالتزامات حسب المجال", "Commitments by sector"),
            voice.count(things.len(), Noun::Commitment)
        )));
        for sector in Sector::ALL {
            let of_sector: Vec<&Thing> = things
                .iter()
                .filter(|t| t.data["sector"] == sector.as_str())
                .collect();
            if of_sector.is_empty() {
                continue;
            }
            blocks.push(Block::Line(voice.sector(sector).to_owned()));
            for thing in of_sector {
                let warning = [
                    (&view.overdue, "متأخر", "overdue"),
                    (&view.due_soon, "يحل قريبا", "due soon"),
                    (&view.quiet, "ساكن", "quiet"),
                ]
                .into_iter()
                .find(|(list, _, _)| list.iter().any(|t| t.id == thing.id))
                .map(|(_, ar, en)| voice.say(ar, en).to_owned());
                blocks.push(self.point(thing, warning, voice));
            }
        }
        Ok(())
    }

    fn raise_part(&self, view: &FollowView, voice: Voice, blocks: &mut Vec<Block>) -> Result<()> {
        if !view.targets.is_empty() {
            blocks.push(Block::Heading(
                voice.say("الأرقام المستهدفة", "Targets").to_owned(),
            ));
            for target in &view.targets {
                let reached = target.latest.map_or_else(
                    || voice.say("لا رقم بعد", "no figure yet").to_owned(),
                    |latest| {
                        format!(
                            "{} {}",
                            voice.number(latest),
                            target
                                .published
                                .as_deref()
                                .map_or_else(String::new, |d| day(d, voice))
                        )
                    },
                );
                let line = format!("{} {}: {}", voice.number(target.target), target.unit, reached);
                blocks.push(Block::Point(
                    line,
                    vec![target.commitment.id.clone()],
                    target.quote.clone(),
                ));
            }
        }
        blocks.push(Block::Heading(
            voice
                .say("ما يُثار في الدورة القادمة", "To raise at the next session")
                .to_owned(),
        ));
        let mut raised: Vec<&str> = Vec::new();
        for (list, ar, en) in [
            (&view.overdue, "متأخر", "overdue"),
            (&view.due_soon, "يحل قريبا", "due soon"),
            (&view.quiet, "ساكن", "quiet"),
        ] {
            for thing in list.iter().take(40) {
                if !raised.contains(&thing.id.as_str()) {
                    raised.push(&thing.id);
                    blocks.push(self.point(thing, Some(voice.say(ar, en).to_owned()), voice));
                }
            }
        }
        if raised.is_empty() {
            blocks.push(Block::Line(
                voice
                    .say("لا شيء متأخر ولا ساكن.", "Nothing is overdue or quiet.")
                    .to_owned(),
            ));
        }
        Ok(())
    }

    fn point(&self, thing: &Thing, warning: Option<String>, voice: Voice) -> Block {
        let state = thing.status.as_deref().and_then(crate::State::from_code);
        let mut remarks: Vec<String> = Vec::new();
        remarks.extend(state.map(|s| say_state(s, voice).to_owned()));
        remarks.extend(warning);
        remarks.extend(
            thing
                .strength
                .as_deref()
                .and_then(Strength::from_code)
                .map(|s| voice.strength(s).to_owned()),
        );
        let made = thing.first.as_deref().map(|d| day(d, voice));
        remarks.extend(made);
        if let Some(due) = thing.data["due"].as_str() {
            remarks.push(format!("{}: {due}", voice.say("الأجل", "due")));
        }
        remarks.push(voice.count(thing.docs as usize, Noun::Document));
        if thing.ruling.is_some() {
            remarks.push(voice.say("مؤكَّد", "confirmed by a person").to_owned());
        }
        for moved in thing.data["moves"].as_array().into_iter().flatten() {
            remarks.extend(moved["note"].as_str().map(str::to_owned));
            for shown in moved["evidence"].as_array().into_iter().flatten() {
                remarks.extend(shown["quote"].as_str().map(|q| format!("«{q}»")));
            }
        }
        Block::Point(thing.id.clone(), remarks, Some(thing.label.clone()))
    }
}

/// A state in words.
pub(crate) fn say_state(state: crate::State, voice: Voice) -> &'static str {
    use crate::State;
    match state {
        State::Open => voice.say("مفتوح", "open"),
        State::InProgress => voice.say("قيد التنفيذ", "in progress"),
        State::Fulfilled => voice.say("مُنجَز", "fulfilled"),
        State::Lapsed => voice.say("ساقط", "lapsed"),
        State::Superseded => voice.say("حل محله غيره", "superseded"),
    }
}

fn day(text: &str, voice: Voice) -> String {
    text.parse::<PartialDate>()
        .map_or_else(|_| text.to_owned(), |d| voice.date(d))
}

fn next_line(page: &MechanismPage, voice: Voice) -> String {
    let next = &page.next;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(next.when.as_deref().map(|w| day(w, voice)));
    parts.extend(next.place.clone());
    parts.extend(
        next.host
            .as_deref()
            .and_then(|h| h.parse::<Side>().ok())
            .map(|s| voice.side(s)),
    );
    if next.overdue {
        parts.push(voice.say("فات موعدها", "overdue").to_owned());
    }
    let what = if parts.is_empty() {
        voice.say("لم يُعرَف موعدها", "not known").to_owned()
    } else {
        parts.join("، ")
    };
    format!("{}: {what}", voice.say("الدورة القادمة", "Next session"))
}

/// Text for Markdown: what would be markup is not.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in mahdar_wording::visible(text).chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        // Writing to a string does not fail.
        let _ = match block {
            Block::Title(text) => writeln!(out, "# {}\n", plain(text)),
            Block::Heading(text) => writeln!(out, "\n## {}\n", plain(text)),
            Block::Line(text) => writeln!(out, "\n{}\n", plain(text)),
            Block::Point(text, remarks, quote) => {
                let remarks: Vec<String> = remarks.iter().map(|r| plain(r)).collect();
                let quote = quote
                    .as_deref()
                    .map_or_else(String::new, |q| format!("\n  > {}", plain(q)));
                writeln!(out, "- {} — {}{quote}", plain(text), remarks.join(" · "))
            }
        };
    }
    out
}

fn escaped(text: &str) -> String {
    let visible = mahdar_wording::visible(text);
    visible
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn html(blocks: &[Block], voice: Voice) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title>\n<style>\
         body{{font-family:serif;max-width:50rem;margin:2rem auto;line-height:1.6;padding:0 1rem}}\
         blockquote{{margin:.2rem 1rem;color:#333}}li{{margin:.5rem 0}}@media print{{body{{margin:0}}}}</style></head>\n<body>\n",
        voice.lang.code(),
        voice.lang.direction(),
        escaped(voice.say("تقرير المتابعة", "Follow-up report")),
    );
    let mut list = false;
    for block in blocks {
        let point = matches!(block, Block::Point(..));
        if point != list {
            out.push_str(if point { "<ul>\n" } else { "</ul>\n" });
            list = point;
        }
        // Writing to a string does not fail.
        let _ = match block {
            Block::Title(text) => writeln!(out, "<h1>{}</h1>", escaped(text)),
            Block::Heading(text) => writeln!(out, "<h2><bdi>{}</bdi></h2>", escaped(text)),
            Block::Line(text) => writeln!(out, "<p><bdi>{}</bdi></p>", escaped(text)),
            Block::Point(text, remarks, quote) => {
                let remarks: Vec<String> = remarks
                    .iter()
                    .map(|r| format!("<bdi>{}</bdi>", escaped(r)))
                    .collect();
                let quote = quote.as_deref().map_or_else(String::new, |q| {
                    format!("<blockquote lang=\"ar\" dir=\"rtl\">{}</blockquote>", escaped(q))
                });
                writeln!(
                    out,
                    "<li><bdi>{}</bdi> — {}{quote}</li>",
                    escaped(text),
                    remarks.join(" · ")
                )
            }
        };
    }
    if list {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}
