//! Which language a text is in, as far as its script tells.

/// The BCP 47 tag of a text's language, or `None` where its script does not settle it.
///
/// Arabic script with its own letters is `ar`; letters that only Persian, Urdu or Central Kurdish use, in more than
/// stray numbers, give `fa`, `ur` or `ckb`. Latin and other scripts are not told apart further. Reads at most the
/// first 1,500 characters.
pub(crate) fn of(text: &str) -> Option<&'static str> {
    let (mut arabic, mut persian, mut urdu, mut kurdish, mut other) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for c in text.chars().take(1500) {
        match c {
            'ی' | 'ک' | 'گ' | 'پ' | 'چ' | 'ژ' => persian += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ' | 'ھ' => urdu += 1,
            'ێ' | 'ۆ' | 'ڕ' | 'ڵ' | 'ە' | 'ڤ' => kurdish += 1,
            '\u{620}'..='\u{6FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => arabic += 1,
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    let script = arabic + persian + urdu + kurdish;
    if script < 3 || script < other {
        return None;
    }
    // A foreign name or an Egyptian keyboard's letters may put a few of them into Arabic prose.
    let share = |count: u32| count * 25 > script;
    Some(if share(urdu) {
        "ur"
    } else if share(kurdish) {
        "ckb"
    } else if share(persian) {
        "fa"
    } else {
        "ar"
    })
}

/// Whether bytes hold enough Arabic script in UTF-8, Windows-1256 or numeric entities to be worth parsing; cheap,
/// for records of a crawl of which most are in other languages.
pub(crate) fn may_be_arabic(bytes: &[u8]) -> bool {
    // Arabic letters in UTF-8 begin with D8..DB; the one-byte charsets fall in C1..ED throughout. Both are plain
    // counts over bytes, which the compiler turns into wide instructions.
    let utf8 = bytes.iter().filter(|b| **b & 0xFC == 0xD8).count();
    let high = bytes.iter().filter(|b| **b >= 0xC1).count();
    if utf8 * 200 > bytes.len() && utf8 * 2 > high {
        return true;
    }
    let one_byte = high * 100 > bytes.len()
        && std::str::from_utf8(&bytes[..bytes.len().min(65536)]).is_err_and(|e| e.error_len().is_some());
    one_byte || memchr::memmem::find_iter(bytes, b"&#1").take(50).count() == 50
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_the_same_script_are_told_apart() {
        for (text, language) in [
            ("وصل الوزير إلى العاصمة في زيارة رسمية تستمر يومين", Some("ar")),
            (
                "وصل گلبدین إلى كابول والتقى الرئيس الأفغاني وبحث معه سير المفاوضات والعلاقات بين البلدين",
                Some("ar"),
            ),
            (
                "وزیر امور خارجه در دیدار با همتای خود گفت که گفتگوها ادامه دارد",
                Some("fa"),
            ),
            (
                "وزیر خارجہ نے کہا ہے کہ دونوں ممالک کے درمیان مذاکرات جاری رہیں گے",
                Some("ur"),
            ),
            ("The minister arrived", None),
            ("2012 — 5", None),
        ] {
            assert_eq!(of(text), language, "{text}");
        }
    }

    #[test]
    fn arabic_is_seen_in_bytes_of_any_charset() {
        let text = "وصل الوزير إلى العاصمة في زيارة رسمية. ".repeat(20);
        assert!(may_be_arabic(text.as_bytes()));
        assert!(may_be_arabic(&encoding_rs::WINDOWS_1256.encode(&text).0));
        assert!(may_be_arabic(
            text.chars()
                .map(|c| format!("&#{};", c as u32))
                .collect::<String>()
                .as_bytes()
        ));
        assert!(!may_be_arabic("Министр прибыл в столицу. ".repeat(20).as_bytes()));
        assert!(!may_be_arabic(
            "The minister arrived in the capital. ".repeat(20).as_bytes()
        ));
        assert!(!may_be_arabic("部长抵达首都进行正式访问。".repeat(20).as_bytes()));
    }
}
