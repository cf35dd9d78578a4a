//! GraphML of who met whom: persons are nodes, an edge weighs how often two of them met.

use super::written;
use crate::ask::Filter;
use crate::{Kind, Register, Result};
use std::collections::BTreeMap;
use std::io::Write;

/// Text of XML, without the characters that XML does not know.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A meeting of more persons than this makes no edges: that two hundred attended one summit says little of each two.
const CROWD: usize = 24;

struct Edge {
    met: usize,
    first: String,
    last: String,
}

impl Register {
    pub(super) fn export_graph(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        let mut nodes: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        let mut edges: BTreeMap<(String, String), Edge> = BTreeMap::new();
        self.each_thing(Kind::Encounter, filter, |thing| {
            if matches!(thing.status.as_deref(), Some("denied" | "cancelled")) {
                return Ok(());
            }
            let mut persons: Vec<String> = Vec::new();
            for participant in thing.data["participants"].as_array().into_iter().flatten() {
                let Some(id) = participant["person"].as_str() else {
                    continue;
                };
                let name = thing.names.get(id).cloned().unwrap_or_else(|| id.to_owned());
                let side = participant["side"].as_str().map(str::to_owned);
                nodes.entry(id.to_owned()).or_insert((name, side));
                persons.push(id.to_owned());
            }
            persons.sort();
            persons.dedup();
            if persons.len() > CROWD {
                return Ok(());
            }
            let day = thing.first.clone().unwrap_or_default();
            for (i, a) in persons.iter().enumerate() {
                for b in &persons[i + 1..] {
                    let edge = edges.entry((a.clone(), b.clone())).or_insert(Edge {
                        met: 0,
                        first: day.clone(),
                        last: day.clone(),
                    });
                    edge.met += 1;
                    if !day.is_empty() && (edge.first.is_empty() || day < edge.first) {
                        edge.first = day.clone();
                    }
                    edge.last = edge.last.clone().max(day.clone());
                }
            }
            Ok(())
        })?;
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
             <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
             <key id=\"side\" for=\"node\" attr.name=\"side\" attr.type=\"string\"/>\n\
             <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n\
             <key id=\"first\" for=\"edge\" attr.name=\"first\" attr.type=\"string\"/>\n\
             <key id=\"last\" for=\"edge\" attr.name=\"last\" attr.type=\"string\"/>\n\
             <graph id=\"encounters\" edgedefault=\"undirected\">\n",
        );
        for (id, (name, side)) in &nodes {
            text.push_str(&format!(
                "<node id=\"{id}\"><data key=\"label\">{}</data><data key=\"side\">{}</data></node>\n",
                escaped(name),
                side.as_deref().unwrap_or_default()
            ));
        }
        for (at, ((a, b), edge)) in edges.iter().enumerate() {
            text.push_str(&format!(
                "<edge id=\"m{at}\" source=\"{a}\" target=\"{b}\"><data key=\"weight\">{}</data><data key=\"first\">{}</data><data key=\"last\">{}</data></edge>\n",
                edge.met, edge.first, edge.last
            ));
        }
        text.push_str("</graph>\n</graphml>\n");
        out.write_all(text.as_bytes()).map_err(written)?;
        Ok(edges.len())
    }
}
