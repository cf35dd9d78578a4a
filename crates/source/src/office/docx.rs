use super::part::{self, Role};
use crate::ErrorKind;
use crate::known::Draft;

/// The lines of `word/document.xml`.
pub(super) fn read(xml: &[u8], draft: &mut Draft) -> Result<Vec<String>, ErrorKind> {
    let role = |name: &str, _: &quick_xml::events::BytesStart<'_>| match name {
        "p" => Role::Paragraph,
        "t" => Role::Text,
        "tr" => Role::Row,
        "tc" => Role::Cell,
        "tab" | "ptab" => Role::Is(" "),
        "br" | "cr" => Role::Is("\n"),
        "noBreakHyphen" => Role::Is("-"),
        "numPr" => Role::Bulleted,
        // The tab stops of a paragraph's layout are `tab` elements as well.
        "tabs" | "sectPr" | "rPr" | "pPrChange" | "instrText" | "fldData" => Role::Skip(None),
        "del" | "moveFrom" => Role::Skip(Some("deleted passages")),
        // What a program without drawings would show instead of the drawing that stands beside it.
        "Fallback" => Role::Skip(None),
        "footnoteReference" | "endnoteReference" => Role::Skip(Some("notes")),
        "commentReference" => Role::Skip(Some("comments")),
        "drawing" => Role::Through,
        "blip" | "pict" => Role::Through,
        _ => Role::Through,
    };
    part::lines(xml, "Word document", role, |what| draft.leave_out(what, 1))
}
