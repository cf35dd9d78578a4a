use super::part::{self, Role};
use crate::ErrorKind;
use crate::known::Draft;

/// The lines of `content.xml`.
pub(super) fn read(xml: &[u8], draft: &mut Draft) -> Result<Vec<String>, ErrorKind> {
    let role = |name: &str, _: &quick_xml::events::BytesStart<'_>| match name {
        "p" | "h" => Role::Paragraph,
        "span" | "a" | "bookmark-ref" | "ruby-base" | "meta-field" => Role::Text,
        "table-row" => Role::Row,
        "table-cell" => Role::Cell,
        "list-item" => Role::Item,
        "s" | "tab" => Role::Is(" "),
        "line-break" => Role::Is("\n"),
        "note" => Role::Skip(Some("notes")),
        "annotation" => Role::Skip(Some("comments")),
        "tracked-changes" => Role::Skip(Some("deleted passages")),
        "automatic-styles" | "font-face-decls" | "scripts" | "sequence-decls" | "forms" | "ruby-text" => {
            Role::Skip(None)
        }
        "page-number" | "page-count" => Role::Skip(None),
        "table-of-content" => Role::Skip(Some("tables of contents")),
        _ => Role::Through,
    };
    part::lines(xml, "OpenDocument text", role, |what| draft.leave_out(what, 1))
}
