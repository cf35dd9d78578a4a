//! `robots.txt` (RFC 9309).

/// The name by which rules address this program.
const NAME: &str = "mahdar";

/// How much of the file is read, in bytes; the standard asks for at least 500 KiB.
pub(super) const SIZE: usize = 512 << 10;

/// Whether a path (with its query) may be fetched. The longest rule that fits decides, and permission wins a tie.
pub(super) fn allows(robots: &str, path: &str) -> bool {
    let path = if path.is_empty() { "/" } else { path };
    let rules = rules(robots);
    let mut best: Option<(usize, bool)> = None;
    for (allow, pattern) in rules {
        if !fits(pattern, path) {
            continue;
        }
        let candidate = (pattern.len(), allow);
        if best.is_none_or(|b| candidate > b) {
            best = Some(candidate);
        }
    }
    path == "/robots.txt" || best.is_none_or(|(_, allow)| allow)
}

/// The rules of the group that names this program, or of the one for all.
fn rules(robots: &str) -> Vec<(bool, &str)> {
    let (mut own, mut common) = (Vec::new(), Vec::new());
    let (mut for_own, mut for_all, mut named) = (false, false, false);
    let mut in_rules = true;
    for line in robots.lines().take(20_000) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                // Agents named one after the other share the rules that follow.
                if in_rules {
                    (for_own, for_all, in_rules) = (false, false, false);
                }
                let is_own = value.to_ascii_lowercase().starts_with(NAME);
                for_own |= is_own;
                named |= is_own;
                for_all |= value == "*";
            }
            key @ ("allow" | "disallow") => {
                in_rules = true;
                // An empty rule forbids nothing.
                if value.is_empty() {
                    continue;
                }
                let rule = (key == "allow", value);
                if for_own {
                    own.push(rule);
                }
                if for_all {
                    common.push(rule);
                }
            }
            _ => {}
        }
    }
    if named { own } else { common }
}

/// Whether a pattern fits a path from its beginning; `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut last = first;
    let mut starred = false;
    for part in parts {
        starred = true;
        last = part;
        // Taking each part at its first place leaves the most for those that follow.
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    !whole || rest.is_empty() || (starred && (last.is_empty() || rest.ends_with(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_as_the_standard_has_them() {
        let robots = "# all\nUser-agent: *\nDisallow: /private\nDisallow: /*.pdf$\nAllow: /private/press\n\n\
            User-Agent: other\nUser-agent: Mahdar\nDisallow: /\nAllow: /rss\nAllow: /*/news$\n";
        for (path, expected) in [
            ("/", false),
            ("/rss.xml", true),
            ("/a/news", true),
            ("/a/news/b", false),
            ("/a/news/news", true),
            ("/robots.txt", true),
        ] {
            assert_eq!(allows(robots, path), expected, "{path}");
        }
        let common = &robots[..robots.find("User-Agent: other").unwrap()];
        for (path, expected) in [
            ("/", true),
            ("/private/x", false),
            ("/private/press/1", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
        ] {
            assert_eq!(allows(common, path), expected, "{path}");
        }
        assert!(allows("", "/x"));
        assert!(allows("User-agent: *\nDisallow:\n", "/x"));
        assert!(allows("<html>not found</html>", "/x"));
    }
}
