//! JSON in its three shapes: a document on each line, an array of documents, one document.

mod elements;
mod fields;
mod lines;

pub(crate) use elements::Elements;
pub(crate) use lines::Lines;

use std::sync::Arc;

use crate::items::{Item, Step};
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options, SourceError, charset};
use fields::Fields;

/// Makes a document of one JSON object.
fn document(place: String, bytes: &[u8], extractor: &str, known: &Known, options: &Options) -> Step {
    match read(bytes, extractor) {
        Ok(draft) => {
            let document = draft.finish(&place, bytes, known, options);
            Step::Item(Box::new(Item {
                document,
                bytes: Arc::from(bytes),
                place,
            }))
        }
        Err(kind) => Step::Error(SourceError::new(place, kind)),
    }
}

fn read(bytes: &[u8], extractor: &str) -> Result<Draft, ErrorKind> {
    let mut draft = Draft::new(extractor, "application/json");
    let fields: Fields = match serde_json::from_slice(bytes) {
        Ok(fields) => fields,
        // JSON is UTF-8 by definition; files in older charsets exist all the same.
        Err(error) => {
            let decoded = charset::decode(bytes, None);
            if decoded.charset == "UTF-8" {
                return Err(json_error(&error));
            }
            draft.provenance.charset = Some(decoded.charset.to_owned());
            serde_json::from_str(&decoded.text).map_err(|error| json_error(&error))?
        }
    };
    fields.fill(&mut draft)?;
    Ok(draft)
}

fn json_error(error: &serde_json::Error) -> ErrorKind {
    // The position inside the object is of use to nobody who has the line.
    let message = error.to_string();
    ErrorKind::Json(message.split(" at line ").next().unwrap_or_default().to_owned())
}
