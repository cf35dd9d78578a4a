use std::fmt;

use mahdar_record::Provenance;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::ErrorKind;
use crate::known::Draft;

/// The fields of a document in JSON, read in one pass: what Mahdar knows in its place, the rest aside.
#[derive(Default)]
pub(super) struct Fields {
    id: Option<String>,
    text: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    title: Option<String>,
    language: Option<String>,
    extra: Map<String, Value>,
}

impl Fields {
    pub(super) fn fill(mut self, draft: &mut Draft) -> Result<(), ErrorKind> {
        if self.text.is_none() {
            // A reading carries its document inside it.
            match self.extra.remove("document") {
                Some(Value::Object(inner)) => {
                    let inner: Fields = serde_json::from_value(Value::Object(inner))
                        .map_err(|error| ErrorKind::Json(error.to_string()))?;
                    let id = self.id.take();
                    self = Fields {
                        id: inner.id.or(id),
                        extra: Map::new(),
                        ..inner
                    };
                }
                _ => return Err(ErrorKind::Json("\"text\" is missing".to_owned())),
            }
        }
        let document = &mut draft.document;
        document.text = self
            .text
            .ok_or_else(|| ErrorKind::Json("\"text\" is missing".to_owned()))?;
        document.id = self.id.unwrap_or_default();
        document.outlet = self.outlet;
        document.url = self.url;
        document.language = self.language;
        document.title = self.title.filter(|title| !title.trim().is_empty());
        draft.stated = self.published;
        // A document that Mahdar wrote out comes back with how it was first won.
        if let Some(value) = self.extra.remove("provenance") {
            match serde_json::from_value::<Provenance>(value.clone()) {
                Ok(provenance) => draft.provenance = provenance,
                Err(_) => drop(self.extra.insert("provenance".to_owned(), value)),
            }
        }
        draft.document.extra = self.extra;
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with \"text\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Text => fields.text = Some(map.next_value()?),
                Key::Id => fields.id = map.next_value::<Loose>()?.0,
                Key::Published => fields.published = map.next_value::<Loose>()?.0,
                Key::Outlet => fields.outlet = map.next_value::<Loose>()?.0,
                Key::Url => fields.url = map.next_value::<Loose>()?.0,
                Key::Title => fields.title = map.next_value::<Loose>()?.0,
                Key::Language => fields.language = map.next_value::<Loose>()?.0,
                Key::Other(name) => {
                    let value = map.next_value()?;
                    fields.extra.insert(name, value);
                }
            }
        }
        Ok(fields)
    }
}

enum Key {
    Id,
    Text,
    Published,
    Outlet,
    Url,
    Title,
    Language,
    Other(String),
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field's name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "id" => Key::Id,
                    "text" => Key::Text,
                    "published" => Key::Published,
                    "outlet" => Key::Outlet,
                    "url" => Key::Url,
                    "title" => Key::Title,
                    "language" => Key::Language,
                    other => Key::Other(other.to_owned()),
                })
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// A field that should be a string, and is sometimes a number or null.
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LooseVisitor;
        impl<'de> Visitor<'de> for LooseVisitor {
            type Value = Loose;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
                Ok(Loose(Some(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Loose, E> {
                Ok(Loose(Some(text)))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
                Ok(Loose(Some(number.to_string())))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
                Ok(Loose(Some(number.to_string())))
            }

            fn visit_unit<E>(self) -> Result<Loose, E> {
                Ok(Loose(None))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Loose(None))
            }
        }
        deserializer.deserialize_any(LooseVisitor)
    }
}
