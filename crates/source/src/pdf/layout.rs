//! From lines to paragraphs: columns, rows of tables, what is repeated on every page.

use std::collections::HashMap;

use super::glyphs::{Page, Placed, Rule, UNKNOWN};
use super::line::{self, Manner, Segment};

/// The text of a document.
pub(super) struct LaidOut {
    pub(super) lines: Vec<String>,
    /// Lines left out since every page has them.
    pub(super) repeated: usize,
}

/// One line across the page.
#[derive(Debug, Clone)]
struct Row {
    segments: Vec<Segment>,
    y: f64,
    size: f64,
    left: f64,
    right: f64,
}

impl Row {
    fn new(segments: Vec<Segment>) -> Option<Self> {
        let first = segments.first()?;
        Some(Row {
            y: first.y,
            size: segments.iter().map(|s| s.size).fold(0.0, f64::max),
            left: segments.iter().map(|s| s.left).fold(f64::INFINITY, f64::min),
            right: segments.iter().map(|s| s.right).fold(f64::NEG_INFINITY, f64::max),
            segments,
        })
    }

    fn text(&self) -> String {
        self.segments
            .iter()
            .map(|s| s.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    }
}

pub(super) fn lines(pages: Vec<Page>) -> LaidOut {
    let mut gutters = Vec::new();
    let mut pages: Vec<(f64, Vec<Row>)> = pages
        .into_iter()
        .map(|page| {
            let height = page.height;
            let (rows, gutter) = rows(page);
            gutters.push(gutter);
            (height, rows)
        })
        .collect();
    let repeated = drop_repeated(&mut pages);
    let mut lines = Vec::new();
    let mut open = false;
    for ((_, rows), gutter) in pages.into_iter().zip(gutters) {
        for column in columns(rows, gutter) {
            let continues = paragraphs(column, &mut lines, open);
            open = continues;
        }
    }
    line::settle_brackets(&mut lines);
    LaidOut { lines, repeated }
}

/// Glyphs of one page as rows from top to bottom.
fn rows(page: Page) -> (Vec<Row>, Option<f64>) {
    let Page {
        glyphs,
        mut rules,
        height,
        ..
    } = page;
    let manner = Manner::of(&glyphs);
    let mut lines = lines_of(glyphs);
    let strokes = line::strokes(&lines);
    if !strokes.is_empty() {
        // A stroke keeps its room on the line, and is in no text.
        for glyph in lines.iter_mut().flatten() {
            if strokes.contains(&(glyph.code, glyph.text.clone())) {
                glyph.text = UNKNOWN.to_owned();
            }
        }
    }
    // Between columns there is a strip that no line crosses; it parts them like a rule.
    let gutter = gutter_of(&lines);
    rules.extend(gutter.map(|x| Rule {
        x,
        top: 0.0,
        bottom: height.max(1.0) * 2.0,
    }));
    let rows = lines
        .into_iter()
        .filter_map(|line| Row::new(line::segments(line, &rules, manner)));
    (rows.collect(), gutter)
}

/// Glyphs that stand on one line, from top to bottom.
fn lines_of(mut glyphs: Vec<Placed>) -> Vec<Vec<Placed>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines = Vec::new();
    let mut current: Vec<Placed> = Vec::new();
    let mut base = f64::NEG_INFINITY;
    let mut size = 0.0f64;
    for glyph in glyphs {
        // Marks and small raised signs sit off the line they belong to.
        if !current.is_empty() && glyph.y - base > size.max(glyph.size) * 0.45 {
            lines.push(std::mem::take(&mut current));
            size = 0.0;
        }
        if current.is_empty() {
            base = glyph.y;
        }
        // The baseline of a line is that of most of its letters; following it keeps slanted scans together.
        if glyph.size >= size {
            base = base.max(glyph.y.min(base + glyph.size * 0.2));
        }
        size = size.max(glyph.size);
        current.push(glyph);
    }
    if !current.is_empty() {
        lines.push(current);
    }
    lines
}

/// The middle of a strip in the middle of a page that nearly no line crosses though there is as much on its one side as on the other, more or less.
fn gutter_of(lines: &[Vec<Placed>]) -> Option<f64> {
    let visible = |line: &Vec<Placed>| -> Vec<(f64, f64)> {
        line.iter()
            .filter(|g| !g.text.trim().is_empty())
            .map(|g| (g.left, g.right))
            .collect()
    };
    let spans: Vec<Vec<(f64, f64)>> = lines.iter().map(visible).filter(|l| !l.is_empty()).collect();
    let left = spans.iter().flatten().map(|s| s.0).fold(f64::INFINITY, f64::min);
    let right = spans
        .iter()
        .flatten()
        .map(|s| s.1)
        .fold(f64::NEG_INFINITY, f64::max);
    let size = lines.iter().flatten().map(|g| g.size).next().unwrap_or(10.0);
    if lines.len() < 8 || !(right - left).is_finite() || right - left > 20_000.0 {
        return None;
    }
    // One step a point, over the middle of the page; a glyph covers the steps that it reaches into.
    let (from, count) = (left + (right - left) * 0.25, ((right - left) * 0.5) as usize);
    let mut covered = vec![0usize; count];
    for line in &spans {
        let mut here = vec![false; count];
        for (a, b) in line {
            let first = (a - from).floor().max(0.0) as usize;
            let last = ((b - from).ceil().max(0.0) as usize).min(count);
            here.iter_mut().take(last).skip(first).for_each(|h| *h = true);
        }
        covered
            .iter_mut()
            .zip(&here)
            .for_each(|(c, h)| *c += usize::from(*h));
    }
    // A headline over both columns, or a header, may cross.
    let free = |at: &usize| covered[*at] * 8 <= spans.len();
    let (mut best, mut start) = ((0, 0), None);
    for at in 0..=count {
        if at < count && free(&at) {
            start.get_or_insert(at);
        } else if let Some(begun) = start.take()
            && at - begun > best.1 - best.0
        {
            best = (begun, at);
        }
    }
    let gutter = from + (best.0 + best.1) as f64 / 2.0;
    let (all, before) = (
        spans.iter().flatten().count(),
        spans.iter().flatten().filter(|s| s.1 < gutter).count(),
    );
    let balanced = before * 10 > all * 3 && before * 10 < all * 7;
    ((best.1 - best.0) as f64 >= size * 0.7 && balanced).then_some(gutter)
}

/// Drops page headers, footers and page numbers: lines at a page's edge that other pages have as well, whatever their
/// numbers. Returns how many were dropped.
fn drop_repeated(pages: &mut [(f64, Vec<Row>)]) -> usize {
    let key = |row: &Row| -> String {
        row.text()
            .chars()
            .map(|c| if c.is_numeric() { '#' } else { c })
            .collect::<String>()
            .replace("##", "#")
            .replace("##", "#")
    };
    let edge = |rows: &[Row], at: usize| at < 3 || at + 3 >= rows.len();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (_, rows) in pages.iter() {
        let mut here: Vec<String> = rows
            .iter()
            .enumerate()
            .filter(|(at, _)| edge(rows, *at))
            .map(|(_, r)| key(r))
            .collect();
        here.sort_unstable();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    let count = pages.len();
    let mut dropped = 0;
    for (height, rows) in pages.iter_mut() {
        let total = rows.len();
        let mut at = 0;
        rows.retain(|row| {
            let at_edge = at < 3 || at + 3 >= total;
            at += 1;
            let key = key(row);
            let often = seen.get(&key).copied().unwrap_or_default();
            // On two pages only what stands in the margin can be told from a repeated line of text.
            let in_margin = row.y < *height * 0.1 || row.y > *height * 0.9;
            let number = in_margin
                && key.chars().all(|c| !c.is_alphabetic())
                && key.contains('#')
                && key.chars().count() < 10;
            let repeated =
                at_edge && ((count >= 3 && often * 2 > count) || (count == 2 && often == 2 && in_margin));
            let drop = repeated || (at_edge && number && total > 3);
            dropped += usize::from(drop);
            !drop
        });
    }
    dropped
}

/// Two columns of prose side by side become one after the other, the right one first; anything else stays as it is.
fn columns(rows: Vec<Row>, gutter: Option<f64>) -> Vec<Vec<Row>> {
    let Some(middle) = gutter else { return vec![rows] };
    let crosses = |s: &Segment| s.left < middle && s.right > middle;
    // Cells of a table are short, and lines of a column are not.
    let is_column = |side: &dyn Fn(&&Segment) -> bool| {
        let lines: Vec<&Segment> = rows
            .iter()
            .flat_map(|r| &r.segments)
            .filter(|s| !crosses(s))
            .filter(side)
            .collect();
        let prose = lines.iter().filter(|s| s.text.chars().count() > 18).count();
        lines.len() >= 6 && prose * 10 >= lines.len() * 7
    };
    if !is_column(&|s| s.left > middle) || !is_column(&|s| s.right < middle) {
        return vec![rows];
    }
    let (mut before, mut right, mut left, mut after) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if row.segments.iter().any(crosses) {
            if right.is_empty() && left.is_empty() {
                before.push(row)
            } else {
                after.push(row)
            }
            continue;
        }
        let (on_right, on_left): (Vec<Segment>, Vec<Segment>) =
            row.segments.into_iter().partition(|s| s.left > middle);
        right.extend(Row::new(on_right));
        left.extend(Row::new(on_left));
    }
    vec![before, right, left, after]
}

/// Joins the lines of each paragraph. `open` says that the last line already there was full and may go on; the same
/// is returned.
fn paragraphs(rows: Vec<Row>, lines: &mut Vec<String>, mut open: bool) -> bool {
    let left = edge(rows.iter().map(|r| r.left), false);
    let right = edge(rows.iter().map(|r| r.right), true);
    let spacing = usual_spacing(&rows);
    let right_to_left = is_arabic(&rows);
    let mut before: Option<&Row> = None;
    for (at, row) in rows.iter().enumerate() {
        let text = spaced(row.text());
        let single = row.segments.len() == 1;
        let near = before.is_none_or(|b| {
            let step = (row.y - b.y) / row.size;
            // Few lines say little about what is usual; no paragraph is spaced wider than this.
            step <= (spacing * 1.3 + 0.1).clamp(1.75, 2.3) && (row.size - b.size).abs() < row.size * 0.12
        });
        // Lines of a paragraph share an edge, or their middle. An indented line begins one, and so does a bullet.
        let slack = row.size * 0.9;
        let aligned = before.is_none_or(|b| {
            (b.right - row.right).abs() < slack
                || (b.left - row.left).abs() < slack
                || (b.left + b.right - row.left - row.right).abs() < slack
        });
        let (start, end) = if right_to_left {
            (right - row.right, row.left - left)
        } else {
            (row.left - left, right - row.right)
        };
        let indented = start > slack && start < row.size * 4.0 && end < slack;
        let follows = open && near && single && aligned && !indented && !is_marked(&text);
        match lines.last_mut() {
            Some(last) if follows => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => lines.push(text),
        }
        // A line that leaves room for the next one's first word ends its paragraph.
        let room = start.max(0.0) + end.max(0.0);
        open = single
            && rows.get(at + 1).map_or(room < (right - left) * 0.12, |next| {
                room < first_word(next) + next.size * 0.6
            });
        before = Some(row);
    }
    // A heading alone on a page, or a page that ends with a sentence, is not continued by the next.
    open && lines.last().is_some_and(|l| !l.ends_with(['.', '؟', '!', ':']))
}

/// About how wide a row's first word is.
fn first_word(row: &Row) -> f64 {
    let Some(segment) = row.segments.first() else {
        return 0.0;
    };
    let all = segment.text.chars().count().max(1) as f64;
    let word = segment.text.split(' ').next().unwrap_or_default().chars().count() as f64;
    (segment.right - segment.left) * word / all
}

/// A bullet stands apart from its text.
fn spaced(text: String) -> String {
    match text.strip_prefix(BULLETS) {
        Some(rest) if rest.starts_with(char::is_alphanumeric) => {
            let mark = &text[..text.len() - rest.len()];
            format!("{mark} {rest}")
        }
        _ => text,
    }
}

const BULLETS: [char; 7] = ['•', '●', '▪', '◦', '‣', '○', '■'];

/// Where most lines begin or end: the margin, whatever sticks out of it.
fn edge(values: impl Iterator<Item = f64>, largest: bool) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    if largest {
        values.reverse();
    }
    values.get(values.len() / 10).copied().unwrap_or_default()
}

/// How far lines usually stand apart, in sizes of their font, so that headings count like text.
fn usual_spacing(rows: &[Row]) -> f64 {
    let mut steps: Vec<f64> = rows
        .windows(2)
        .map(|w| (w[1].y - w[0].y) / w[1].size)
        .filter(|s| *s > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    // The lower third: inside paragraphs lines are closest.
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}

fn is_arabic(rows: &[Row]) -> bool {
    let (mut arabic, mut letters) = (0usize, 0usize);
    for c in rows
        .iter()
        .flat_map(|r| &r.segments)
        .flat_map(|s| s.text.chars())
        .filter(|c| c.is_alphabetic())
    {
        letters += 1;
        arabic += usize::from(('\u{600}'..='\u{6FF}').contains(&c));
    }
    arabic * 2 > letters
}

/// Whether a line opens with the mark of a list item.
fn is_marked(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('–' | '—' | '*') => true,
        Some(c) if BULLETS.contains(&c) => true,
        Some('-') => chars.next() == Some(' '),
        Some(c) if c.is_numeric() => {
            let rest = text.trim_start_matches(char::is_numeric);
            rest.starts_with(['-', ')', '.'])
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|c| c.is_whitespace() || c.is_alphabetic())
        }
        _ => false,
    }
}
