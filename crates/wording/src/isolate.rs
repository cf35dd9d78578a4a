/// `text` between a first-strong isolate and its end, so that it does not disturb the line it stands in. Bidi
/// controls inside it are taken out: they came from outside.
pub fn isolate(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", visible(text))
}

/// `text` without bidi controls and other control characters, which could make a line show what it does not say.
/// Line ends become spaces.
pub fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => None,
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}
