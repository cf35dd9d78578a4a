//! A reading as minutes that a person likes to read in a terminal.

use mahdar_record::{Encounter, EncounterStatus, Party, Person, Quote, Reading, Sector};
use mahdar_wording::{Noun, Voice, isolate};
use std::fmt::Write;

/// How many records a reading holds.
pub fn records(reading: &Reading) -> usize {
    reading.people.len()
        + reading.encounters.len()
        + reading.commitments.len()
        + reading.positions.len()
        + reading.instruments.len()
        + reading.mechanisms.len()
        + reading.attributions.len()
}

/// The line that closes a batch.
pub fn summary(voice: Voice, documents: usize, records: usize, failed: usize) -> String {
    let read = format!(
        "{}: {}، {}",
        voice.say("قُرئ", "read"),
        voice.count(documents, Noun::Document),
        voice.count(records, Noun::Record)
    );
    let read = if voice.lang == mahdar_wording::Lang::En {
        read.replace('،', ",")
    } else {
        read
    };
    match failed {
        0 => read,
        n => format!(
            "{read}؛ {}: {}",
            voice.say("تعذرت قراءة", "could not be read"),
            voice.count(n, Noun::Source)
        ),
    }
}

/// The minutes of one document, with a blank line after them.
pub fn minutes(reading: &Reading, voice: Voice, colours: bool) -> String {
    let mut page = Page {
        out: String::new(),
        voice,
        colours,
    };
    page.head(reading);
    if let [problem, ..] = &reading.problems[..]
        && problem.quote.is_none()
    {
        page.line(1, &format!("{}.", voice.problem_kind(problem.kind)));
        page.out.push('\n');
        return page.out;
    }
    page.people(reading);
    page.encounters(reading);
    page.commitments(reading);
    page.positions(reading);
    page.instruments(reading);
    page.mechanisms(reading);
    page.attributions(reading);
    page.tail(reading);
    page.out
}

/// Longest headline shown, in characters.
const HEADLINE: usize = 100;

/// `text`, cut after a whole word where it is too long for a headline.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(HEADLINE) {
        None => text.to_owned(),
        Some((at, _)) => format!(
            "{}…",
            text[..at].rsplit_once(' ').map_or(&text[..at], |(head, _)| head)
        ),
    }
}

struct Page {
    out: String,
    voice: Voice,
    colours: bool,
}

impl Page {
    fn paint(&self, text: &str, style: console::Style) -> String {
        if self.colours {
            style.force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }

    fn heading(&mut self, text: &str) {
        let text = self.paint(text, console::Style::new().bold().cyan());
        self.out.push('\n');
        self.line(0, &text);
    }

    fn quote(&mut self, depth: usize, quote: &Quote) {
        let text = self.paint(
            &format!("«{}»", isolate(quote.as_str())),
            console::Style::new().dim(),
        );
        self.line(depth, &text);
    }

    /// Says that something was concluded, and which entries made it, where the reading tells.
    fn grounds(
        &mut self,
        depth: usize,
        inferred: &[mahdar_record::Inferred],
        reasons: &[mahdar_record::Reason],
    ) {
        if !inferred.is_empty() {
            let fields = inferred
                .iter()
                .map(|f| isolate(f))
                .collect::<Vec<_>>()
                .join(self.voice.say("، ", ", "));
            let line = format!(
                "{}: {fields}",
                self.voice.say("مستنتَج لا منصوص", "concluded, not read")
            );
            self.line(depth, &line);
        }
        for reason in reasons {
            self.line(depth, &format!("← {}", isolate(reason)));
        }
    }

    fn head(&mut self, reading: &Reading) {
        let document = &reading.document;
        let title = document
            .title
            .as_deref()
            .or_else(|| document.text.lines().find(|l| !l.trim().is_empty()));
        let title = isolate(&shortened(title.unwrap_or(&document.id).trim()));
        let title = self.paint(&title, console::Style::new().bold());
        self.line(0, &format!("{}: {title}", self.voice.say("محضر", "Minutes")));
        let mut source = Vec::new();
        source.extend(document.outlet.as_deref().map(isolate));
        source.extend(document.published.as_deref().map(|day| match day.parse() {
            Ok(date) => self.voice.date(date),
            Err(_) => isolate(day),
        }));
        // Of a hash, the first letters tell documents apart well enough for the eye.
        source.push(isolate(
            document
                .id
                .get(..19)
                .filter(|_| document.id.starts_with("sha256:"))
                .unwrap_or(&document.id),
        ));
        self.line(0, &source.join(" · "));
    }

    fn people(&mut self, reading: &Reading) {
        if reading.people.is_empty() {
            return;
        }
        self.heading(self.voice.say("من ورد ذكرهم", "Who"));
        for person in &reading.people {
            let line = self.person(person);
            self.line(1, &format!("• {line}"));
            self.quote(3, &person.quote);
            self.grounds(3, &person.inferred, &person.reasons);
        }
    }

    fn person(&self, person: &Person) -> String {
        let mut line = isolate(&person.name);
        if !person.offices.is_empty() {
            let offices: Vec<String> = person.offices.iter().map(|o| isolate(&o.title)).collect();
            let _ = write!(
                line,
                "{} {}",
                self.voice.say("،", ","),
                offices.join(self.voice.say("، ", ", "))
            );
        }
        if let Some(side) = person.side {
            let _ = write!(line, " ({})", self.voice.side(side));
        }
        line
    }

    fn encounters(&mut self, reading: &Reading) {
        if reading.encounters.is_empty() {
            return;
        }
        self.heading(self.voice.say("اللقاءات", "Encounters"));
        for encounter in &reading.encounters {
            let line = self.encounter(encounter);
            self.line(1, &format!("• {line}"));
            self.quote(3, &encounter.quote);
            self.grounds(3, &encounter.inferred, &encounter.reasons);
        }
    }

    fn encounter(&self, encounter: &Encounter) -> String {
        let voice = self.voice;
        let mut line = voice.encounter_kind(encounter.kind).to_owned();
        if encounter.status != EncounterStatus::Held {
            let _ = write!(line, " ({})", voice.encounter_status(encounter.status));
        }
        if encounter.background {
            let _ = write!(line, " ({})", voice.say("سابق", "earlier"));
        }
        if let Some(mechanism) = &encounter.mechanism {
            let _ = write!(line, " {}", isolate(mechanism));
        }
        let who: Vec<String> = if encounter.participants.is_empty() {
            encounter.sides.iter().map(|s| voice.side(*s)).collect()
        } else {
            encounter.participants.iter().map(|p| isolate(p)).collect()
        };
        let _ = write!(line, ": {}", voice.list(&who));
        if let Some(place) = &encounter.place {
            let _ = write!(line, "{} {}", voice.say("، في", ", in"), isolate(place));
        }
        match (encounter.date, &encounter.date_text) {
            (Some(date), _) => {
                let _ = write!(line, "{} {}", voice.say("،", ","), voice.date(date));
            }
            (None, Some(words)) => {
                let _ = write!(line, "{} {}", voice.say("،", ","), isolate(words));
            }
            (None, None) => {}
        }
        if !encounter.topics.is_empty() {
            let topics: Vec<String> = encounter
                .topics
                .iter()
                .map(|t| voice.sector(*t).to_owned())
                .collect();
            let _ = write!(line, " — {}", topics.join(voice.say("، ", ", ")));
        }
        line
    }

    fn commitments(&mut self, reading: &Reading) {
        if reading.commitments.is_empty() {
            return;
        }
        self.heading(self.voice.say("الالتزامات", "Commitments"));
        for sector in Sector::ALL {
            let group: Vec<_> = reading
                .commitments
                .iter()
                .filter(|c| c.sector == sector)
                .collect();
            if group.is_empty() {
                continue;
            }
            let name = self.paint(self.voice.sector(sector), console::Style::new().bold());
            self.line(1, &name);
            for commitment in group {
                let voice = self.voice;
                let parties: Vec<String> = commitment
                    .parties
                    .iter()
                    .map(|p| isolate(&voice.party(p)))
                    .collect();
                let mut line = format!(
                    "{}: {}",
                    voice.strength(commitment.strength),
                    voice.list(&parties)
                );
                if let Some(target) = &commitment.target {
                    let _ = write!(
                        line,
                        "{} {}",
                        voice.say("؛ المستهدف:", "; target:"),
                        isolate(&voice.target(target))
                    );
                }
                if let Some(due) = &commitment.due {
                    let _ = write!(
                        line,
                        "{} {}",
                        voice.say("؛ الأجل أو الشرط:", "; due or condition:"),
                        isolate(due)
                    );
                }
                if let Some(date) = commitment.due_date {
                    let _ = write!(line, " ({})", voice.date(date));
                }
                if let Some(often) = &commitment.recurrence {
                    let _ = write!(
                        line,
                        "{} {}",
                        voice.say("؛ التواتر:", "; how often:"),
                        isolate(often)
                    );
                }
                self.line(2, &format!("• {line}"));
                self.quote(4, &commitment.quote);
                for instrument in &commitment.instruments {
                    let line = format!(
                        "{} «{}»",
                        voice.say("استنادًا إلى", "resting on"),
                        isolate(instrument.as_str())
                    );
                    self.line(4, &line);
                }
                self.grounds(4, &commitment.inferred, &commitment.reasons);
            }
        }
    }

    fn positions(&mut self, reading: &Reading) {
        if reading.positions.is_empty() {
            return;
        }
        self.heading(self.voice.say("المواقف", "Positions"));
        let mut holders: Vec<&[Party]> = Vec::new();
        for position in &reading.positions {
            if !holders.contains(&&position.holders[..]) {
                holders.push(&position.holders);
            }
        }
        for holder in holders {
            let names: Vec<String> = holder.iter().map(|p| isolate(&self.voice.party(p))).collect();
            let who = match names.is_empty() {
                true => self.voice.say("لم يُعرف القائل", "speaker not known").to_owned(),
                false => self.voice.list(&names),
            };
            let who = self.paint(&who, console::Style::new().bold());
            self.line(1, &who);
            for position in reading.positions.iter().filter(|p| p.holders == holder) {
                let act = self.voice.act(position.act);
                let text = format!("• {act}: «{}»", isolate(position.quote.as_str()));
                self.line(2, &text);
                self.grounds(4, &position.inferred, &position.reasons);
            }
        }
    }

    fn instruments(&mut self, reading: &Reading) {
        if reading.instruments.is_empty() {
            return;
        }
        self.heading(self.voice.say("الصكوك", "Instruments"));
        for instrument in &reading.instruments {
            let mut line = format!(
                "{}: {}",
                self.voice.instrument_kind(instrument.kind),
                isolate(&instrument.title)
            );
            if let Some(date) = instrument.date {
                let _ = write!(line, " ({})", self.voice.date(date));
            }
            if let Some(status) = instrument.status {
                let _ = write!(line, " — {}", self.voice.instrument_status(status));
            }
            self.line(1, &format!("• {line}"));
            if instrument.quote.as_str() != instrument.title {
                self.quote(3, &instrument.quote);
            }
            self.grounds(3, &instrument.inferred, &instrument.reasons);
        }
    }

    fn mechanisms(&mut self, reading: &Reading) {
        if reading.mechanisms.is_empty() {
            return;
        }
        self.heading(self.voice.say("آليات التشاور", "Mechanisms"));
        for mechanism in &reading.mechanisms {
            let mut line = isolate(&mechanism.name);
            let sides: Vec<String> = mechanism.sides.iter().map(|s| self.voice.side(*s)).collect();
            if !sides.is_empty() {
                let _ = write!(line, " ({})", self.voice.list(&sides));
            }
            for extra in [&mechanism.cadence, &mechanism.host_rule, &mechanism.preparation]
                .into_iter()
                .flatten()
            {
                let _ = write!(line, "{} {}", self.voice.say("؛", ";"), isolate(extra));
            }
            self.line(1, &format!("• {line}"));
            self.quote(3, &mechanism.quote);
        }
    }

    fn attributions(&mut self, reading: &Reading) {
        if reading.attributions.is_empty() {
            return;
        }
        self.heading(self.voice.say("على ذمة من", "On whose word"));
        for attribution in &reading.attributions {
            let kind = self.voice.attribution_kind(attribution.kind);
            self.line(1, &format!("• {} ({kind})", isolate(&attribution.who)));
            self.quote(3, &attribution.quote);
        }
    }

    fn tail(&mut self, reading: &Reading) {
        let voice = self.voice;
        let all = reading
            .document
            .text
            .chars()
            .filter(|c| !c.is_whitespace())
            .count()
            .max(1);
        let padding: usize = reading
            .padding
            .iter()
            .map(|p| p.quote.as_str().chars().filter(|c| !c.is_whitespace()).count())
            .sum();
        self.heading(voice.say("النص", "The text"));
        let share = voice.digits(&(padding * 100 / all).to_string());
        let line = match padding {
            0 => voice.say("لا حشو فيه.", "No padding.").to_owned(),
            _ => format!(
                "{} {share}{}",
                voice.say("نسبة الحشو فيه:", "Share of padding:"),
                voice.say("٪", "%")
            ),
        };
        self.line(1, &line);
        for problem in &reading.problems {
            let mut line = format!("? {}", voice.problem_kind(problem.kind));
            if let Some(quote) = &problem.quote {
                let _ = write!(line, ": «{}»", isolate(quote.as_str()));
            }
            self.line(1, &line);
        }
        self.out.push('\n');
    }
}
