//! Prints the dates of each line of standard input. `… --example dates -- 2021-03-24 [future]`

use mahdar_text::Text;
use mahdar_text::date::{DateOptions, dates_with};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = DateOptions {
        published: arguments.first().and_then(|a| a.parse().ok()),
        future: arguments.get(1).is_some(),
        standalone: false,
    };
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let text = Text::parse(&line);
        println!("{line}");
        for found in dates_with(&text, 0..text.len(), &options) {
            println!("\t{}\t{found:?}", text.slice(found.tokens.clone()));
        }
    }
}
