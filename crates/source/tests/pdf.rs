//! PDFs give the text they were made from, the same but for white space.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;

use mahdar_source::{ErrorKind, Options, SourceError, from_bytes, open};

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// The text without white space and without the marks of cells and items.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '|' | '•'))
        .collect()
}

fn text(bytes: &[u8]) -> Result<String, SourceError> {
    from_bytes("pdf", bytes, &Options::default())
        .next()
        .unwrap()
        .map(|i| i.document.text)
}

#[test]
fn a_communique_from_libreoffice() {
    let expected = std::fs::read_to_string(data("communique.txt")).unwrap();
    let item = open(&data("communique-libreoffice.pdf"), &Options::default())
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(bare(&item.document.text), bare(&expected));
    // Wrapped lines are one paragraph again, and the table's cells stand apart.
    assert_eq!(
        item.document.text.lines().collect::<Vec<_>>(),
        expected.lines().collect::<Vec<_>>()
    );
    assert_eq!(item.document.language.as_deref(), Some("ar"));
}

#[test]
fn a_communique_of_several_pages_from_typst() {
    let item = open(&data("communique-typst.pdf"), &Options::default())
        .next()
        .unwrap()
        .unwrap();
    let expected = std::fs::read_to_string(data("communique-typst.txt")).unwrap();
    assert_eq!(
        item.document.text.lines().collect::<Vec<_>>(),
        expected.lines().collect::<Vec<_>>()
    );
    let left_out = &item.document.provenance.as_ref().unwrap().left_out;
    assert!(
        left_out
            .iter()
            .any(|l| l.what == "repeated page headers and numbers" && l.count == 6),
        "{left_out:?}"
    );
}

/// A PDF of one page with a font whose codes from `A` on mean these letters, each half as wide as high.
fn pdf(letters: &[&str], content: &str, more: &str) -> Vec<u8> {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n",
    );
    map += &format!("{} beginbfchar\n", letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let units: String = letter.encode_utf16().map(|u| format!("{u:04X}")).collect();
        map += &format!("<{:02X}> <{units}>\n", 0x41 + at);
    }
    map += "endbfchar endcmap end";
    let widths = "500 ".repeat(200);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 7 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 231 /Widths [{widths}] /ToUnicode 6 0 R >>"),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream".to_owned(),
        more.to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().filter(|o| !o.is_empty()).enumerate() {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).as_bytes());
    for offset in &offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    out.extend_from_slice(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            offsets.len() + 1
        )
        .as_bytes(),
    );
    out
}

#[test]
fn presentation_forms_in_the_order_of_the_eye() {
    // «السلام 25 (عام)» as an old program sets it: shaped, from the left, brackets as they are drawn, no spaces but gaps.
    let letters = [
        "\u{FE8D}", "\u{FEDF}", "\u{FEB4}", "\u{FEFC}", "\u{FEE1}", "2", "5", "(", ")", "\u{FECB}",
        "\u{FE8E}",
    ];
    // Codes: A alef, B lam, C seen, D lam-alef, E meem, F 2, G 5, H (, I ), J ain, K alef.
    let content = "BT /F 20 Tf 100 700 Td (HEKJI) Tj 60 0 Td (FG) Tj 30 0 Td (EDCBA) Tj ET \
        BT /F 20 Tf 100 650 Td (EDCBA) Tj ET";
    assert_eq!(
        text(&pdf(&letters, content, "")).unwrap(),
        "السلام 25 (عام)\nالسلام"
    );
}

#[test]
fn the_same_in_the_order_of_reading_gives_the_same() {
    let letters = ["ا", "ل", "س", "لا", "م"];
    // Each letter placed by itself, from the right.
    let placed: String = "ABCDE"
        .chars()
        .enumerate()
        .map(|(at, c)| format!("1 0 0 1 {} 700 Tm ({c}) Tj ", 200 - at * 10))
        .collect();
    let twice: String = "ABCDE"
        .chars()
        .enumerate()
        .map(|(at, c)| format!("1 0 0 1 {}.3 650 Tm ({c}) Tj ", 200 - at * 10))
        .collect();
    let content = format!(
        "BT /F 20 Tf {placed} ET BT /F 20 Tf {} {twice} ET",
        twice.replace(".3 ", " ")
    );
    // Bold made by drawing twice is still one text.
    assert_eq!(text(&pdf(&letters, &content, "")).unwrap(), "السلام\nالسلام");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut content = "BT /F 10 Tf ".to_owned();
    for line in 0..10 {
        // The lines of the two columns do not stand on one height.
        content += &format!("1 0 0 1 300 {} Tm ({}) Tj ", 700 - line * 14, "A".repeat(30));
        content += &format!("1 0 0 1 100 {} Tm ({}) Tj ", 693 - line * 14, "B".repeat(30));
    }
    content += "ET";
    let text = text(&pdf(&["س", "ل"], &content, "")).unwrap();
    assert_eq!(bare(&text), "س".repeat(300) + &"ل".repeat(300));
}

#[test]
fn strokes_that_stretch_a_line_are_no_signs() {
    // «سل» with a stroke between its letters, which the font calls a plus sign, ten times; and a real plus sign.
    let words: String = (0..10)
        .map(|n| format!("1 0 0 1 {} 700 Tm (BCA) Tj ", 500 - n * 40))
        .collect();
    let content = format!("BT /F 20 Tf {words} 1 0 0 1 100 650 Tm (B D A) Tj ET");
    let text = text(&pdf(&["س", "ل", "+", "+"], &content, "")).unwrap();
    assert_eq!(text, format!("{}\nس + ل", ["سل"; 10].join(" ")));
}

#[test]
fn a_pdf_without_a_text_layer_is_refused_plainly() {
    let scan = pdf(&[], "q 600 0 0 800 0 0 cm /I Do Q", "");
    let error = text(&scan).unwrap_err().to_string();
    assert!(
        error.contains("pictures without a text layer") && error.contains("OCR"),
        "{error}"
    );
    let letters: Vec<String> = (0..20)
        .map(|n| char::from_u32(0xE000 + n).unwrap().to_string())
        .collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    let error = text(&pdf(
        &letters,
        "BT /F 20 Tf 100 700 Td (ABCDEFGHIJKLMNOPQRST) Tj ET",
        "",
    ))
    .unwrap_err()
    .to_string();
    assert!(error.contains("its text layer is not text"), "{error}");
}

#[test]
fn hostile_pdfs_end_in_an_error_and_soon() {
    let start = std::time::Instant::now();
    let sound = std::fs::read(data("communique-typst.pdf")).unwrap();
    for cut in [10, 100, sound.len() / 3, sound.len() / 2] {
        if let Err(error) = text(&sound[..cut]) {
            assert!(error.to_string().starts_with("pdf: "), "{error}");
        }
    }
    // Streams that unpack to much, once and twice over.
    let deflate = |bytes: &[u8]| {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    let bomb = deflate(&vec![b' '; 120 << 20]);
    for (filter, body) in [
        ("/FlateDecode", bomb.clone()),
        ("[/FlateDecode /FlateDecode]", deflate(&bomb)),
    ] {
        let mut bytes = format!(
            "%PDF-1.4\n4 0 obj\n<< /Length {} /Filter {filter} >>\nstream\n",
            body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
        let error = text(&bytes).unwrap_err();
        assert!(
            matches!(
                error.kind(),
                ErrorKind::TooLarge { .. } | ErrorKind::Malformed { .. }
            ),
            "{error}"
        );
    }
    // Page trees and objects that contain themselves, and nesting without end.
    let own = pdf(&[], "/I Do", "")
        .windows(1)
        .flatten()
        .copied()
        .collect::<Vec<u8>>();
    let own = String::from_utf8_lossy(&own).replace("/Kids [3 0 R]", "/Kids [2 0 R]");
    for bytes in [
        own.into_bytes(),
        pdf(&["ا"], &"[".repeat(200_000), ""),
        pdf(&["ا"], &"q ".repeat(200_000), ""),
    ] {
        let _ = text(&bytes);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
