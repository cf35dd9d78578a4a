//! From pages to glyphs: which letters, and where.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use icu_normalizer::ComposingNormalizerBorrowed;

/// Limits of what is read of one document.
const PAGES: usize = 3_000;
const GLYPHS: usize = 3_000_000;

/// A glyph as it stands on its page; lengths in points, `y` growing downwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    /// Where it begins and ends from left to right.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// The size of its font.
    pub(super) size: f64,
    /// The letters it stands for, in the order of reading.
    pub(super) text: String,
    /// Its place in the order of drawing.
    pub(super) order: usize,
    /// The code that its font knows it by.
    pub(super) code: u32,
}

/// A vertical rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) x: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// What stands for a glyph of which nobody says what letter it is: it takes room on its line, and is in no text.
pub(super) const UNKNOWN: &str = "\u{FFFC}";

/// How many rules of one page are noted; drawings have no end of them.
const RULES: usize = 5_000;

/// One page's glyphs in the order they are drawn.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Placed>,
    /// Vertical rules, as tables have them between their cells.
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: usize,
    pub(super) height: f64,
}

#[derive(Default)]
pub(super) struct Collected {
    pub(super) pages: Vec<Page>,
    pub(super) rotated: usize,
    /// Glyphs of which nobody says what letter they are.
    pub(super) unknown: usize,
    /// Whether a limit cut the document short.
    pub(super) cut: bool,
}

pub(super) fn collect(pdf: &Pdf) -> Collected {
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut collected = Collected::default();
    let mut count = 0;
    for (number, page) in pdf.pages().iter().enumerate() {
        if number >= PAGES || count >= GLYPHS {
            collected.cut = true;
            break;
        }
        let (width, height) = page.render_dimensions();
        let box_ = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let [a, b, c, d, e, f] = page.initial_transform(true).as_coeffs();
        let transform = Affine::new([a, b, c, d, e, f]);
        let mut context = Context::new(transform, box_, &cache, page.xref(), settings.clone());
        let mut collector = Collector {
            page: Page {
                height: f64::from(height),
                ..Page::default()
            },
            limit: GLYPHS - count,
            ..Collector::default()
        };
        interpret_page(page, &mut context, &mut collector);
        count += collector.page.glyphs.len();
        collected.rotated += collector.rotated;
        collected.unknown += collector.unknown;
        collected.pages.push(collector.page);
    }
    collected
}

/// Takes down glyphs where others would paint.
#[derive(Default)]
struct Collector {
    page: Page,
    rotated: usize,
    unknown: usize,
    limit: usize,
    /// Open passages of marked content: the text that stands for them, and where their glyphs begin.
    marked: Vec<Option<(String, usize)>>,
}

impl Collector {
    /// Whether a letter with its mark is what the glyph drawn just before already stands for: of two glyphs for such a pair
    /// both may claim to be the pair.
    fn repeats_pair(&self, glyph: &Placed) -> bool {
        let marked = glyph.text.chars().count() > 1
            && glyph.text.chars().any(|c| ('\u{64B}'..='\u{652}').contains(&c));
        marked
            && self.page.glyphs.last().is_some_and(|last| {
                let near = (last.left - glyph.left).abs() < glyph.size * 0.8
                    && (last.y - glyph.y).abs() < glyph.size * 0.5;
                last.text == glyph.text && near
            })
    }

    fn place(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(s)) => s,
            None => {
                self.unknown += 1;
                UNKNOWN.to_string()
            }
        };
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let origin = transform * Point::ZERO;
        let along = transform * Point::new(advance, 0.0) - origin;
        let up = transform * Point::new(0.0, 1000.0) - origin;
        if !(origin.x.is_finite() && origin.y.is_finite() && along.x.is_finite() && up.y.is_finite()) {
            return;
        }
        // Watermarks and margins run along other lines.
        if along.y.abs() > along.x.abs() * 0.2 + 0.01 {
            self.rotated += 1;
            return;
        }
        let text = if text == UNKNOWN { text } else { letters(&text) };
        if text.is_empty() || self.page.glyphs.len() >= self.limit {
            return;
        }
        let (left, right) = if along.x < 0.0 {
            (origin.x + along.x, origin.x)
        } else {
            (origin.x, origin.x + along.x)
        };
        self.page.glyphs.push(Placed {
            left,
            right,
            y: origin.y,
            size: up.y.abs().max(0.1),
            text,
            order: self.page.glyphs.len(),
            code: glyph.char_code(),
        });
    }
}

/// The letters of a glyph: presentation forms and ligatures as the letters they are made of, invisible controls
/// dropped.
fn letters(text: &str) -> String {
    let presentation =
        |c: char| matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let text: String = text.chars().filter(|c| !crate::html::is_invisible(*c)).collect();
    if !text.chars().any(presentation) {
        return text;
    }
    let letters = ComposingNormalizerBorrowed::new_nfkc()
        .normalize(&text)
        .into_owned();
    // The isolated forms of marks stand on a space.
    if text.chars().count() == 1 {
        letters.trim().to_owned()
    } else {
        letters
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.place(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.page.pictures += 1;
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties
            .and_then(|p| p.get::<PdfString<'_>>(b"ActualText".as_slice()))
            .map(|text| super::pdf_text(text.as_bytes()));
        self.marked.push(text.map(|text| (text, self.page.glyphs.len())));
    }

    fn end_marked_content(&mut self) {
        let Some(Some((text, start))) = self.marked.pop() else {
            return;
        };
        let glyphs = &self.page.glyphs[start.min(self.page.glyphs.len())..];
        let (Some(first), text) = (glyphs.first(), letters(&text)) else {
            return;
        };
        // The text stands for a ligature or a word. A whole paragraph would lose its lines, and keeps its glyphs.
        if glyphs.iter().any(|g| (g.y - first.y).abs() > first.size * 0.6) {
            return;
        }
        let placed = Placed {
            left: glyphs.iter().map(|g| g.left).fold(f64::INFINITY, f64::min),
            right: glyphs.iter().map(|g| g.right).fold(f64::NEG_INFINITY, f64::max),
            y: first.y,
            size: first.size,
            text,
            order: start,
            code: u32::MAX,
        };
        self.page.glyphs.truncate(start);
        if !placed.text.is_empty() && !self.repeats_pair(&placed) {
            self.page.glyphs.push(placed);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        for segment in path.segments() {
            if self.page.rules.len() >= RULES {
                return;
            }
            if let PathSeg::Line(line) = segment {
                let (a, b) = (props.transform * line.p0, props.transform * line.p1);
                if (a.x - b.x).abs() < 1.0 && (a.y - b.y).abs() > 5.0 {
                    self.page.rules.push(Rule {
                        x: a.x,
                        top: a.y.min(b.y),
                        bottom: a.y.max(b.y),
                    });
                }
            }
        }
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presentation_forms_become_letters() {
        for (form, expected) in [
            ("\u{FEFB}", "لا"),
            ("\u{FEE3}", "م"),
            ("\u{FDF2}", "الله"),
            ("\u{FE7C}", "\u{651}"),
            ("\u{FB01}", "fi"),
            ("ا", "ا"),
        ] {
            assert_eq!(letters(form), expected);
        }
    }
}
