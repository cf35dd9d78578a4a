//! Prints each word of standard input with its cut: `… | cargo run -p mahdar-text --example segment`

use mahdar_text::{Text, TokenKind, clitic::Segmenter};

fn main() {
    let segmenter = Segmenter::new();
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let text = Text::parse(&line);
        for i in (0..text.len()).filter(|i| text.kind(*i) == TokenKind::Word) {
            println!(
                "{}\t{}",
                text.raw(i),
                segmenter.segment(text.raw(i)).pieces(text.raw(i)).join("+")
            );
        }
    }
}
