//! A browser's name for people: « Firefox · Windows ». Reads only family and system, never a version (PR2).

/// Browser and system of a `User-Agent`, or `None` where it names neither.
/// Order matters: many browsers also call themselves by the names of others.
pub fn device_label(user_agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 12] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("FxiOS", "Firefox"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("HeadlessChrome", "Chrome"),
        ("Chrome", "Chrome"),
        ("Chromium", "Chromium"),
        ("Epiphany", "GNOME Web"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
        ("X11", "Linux"),
    ];
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (first(&BROWSERS), first(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

/// Whether such a label is a telephone's.
pub fn is_phone(label: &str) -> bool {
    label.ends_with("iPhone") || label.ends_with("Android")
}

/// Stands between what its owner calls a device and what its browser says; no name holds it.
const BETWEEN: char = '\u{1f}';
/// Letters of a name.
pub const LONGEST_NAME: usize = 40;

/// A name as it is kept: what cannot be read is taken out, and nothing is no name.
pub fn device_name(typed: &str) -> Option<String> {
    let readable: String = typed.chars().filter(|letter| !letter.is_control()).collect();
    let name: String = readable.trim().chars().take(LONGEST_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}

/// Name and label in one: whoever took a device over does not hide behind a name.
pub fn named_label(name: Option<&str>, label: &str) -> String {
    match name {
        Some(name) => format!("{name}{BETWEEN}{label}"),
        None => label.to_owned(),
    }
}

/// What `named_label` wrote.
pub fn split_label(text: &str) -> (Option<&str>, &str) {
    match text.split_once(BETWEEN) {
        Some((name, label)) => (Some(name), label),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_readable_and_never_taken_for_the_label() {
        assert_eq!(device_name("  Ordi du salon "), Some("Ordi du salon".to_owned()));
        assert_eq!(device_name(" \u{1f} "), None);
        assert_eq!(device_name(&"é".repeat(50)).map(|name| name.chars().count()), Some(40));
        let both = named_label(Some("Ordi"), "Firefox · Windows");
        assert_eq!(split_label(&both), (Some("Ordi"), "Firefox · Windows"));
        assert_eq!(split_label("Firefox · Windows"), (None, "Firefox · Windows"));
    }

    #[test]
    fn browsers_that_borrow_names_are_told_apart() {
        let label = |agent| device_label(agent).unwrap_or_default();
        assert_eq!(
            label("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/156.0 Safari/537.36 Edg/156.0"),
            "Edge · Windows"
        );
        assert_eq!(
            label("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1"),
            "Safari · iPhone"
        );
        assert_eq!(
            label("Mozilla/5.0 (Linux; Android 16) Chrome/156.0 Mobile Safari/537.36"),
            "Chrome · Android"
        );
        assert_eq!(
            label("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"),
            "Firefox · Linux"
        );
    }

    #[test]
    fn an_unknown_agent_has_no_label() {
        assert_eq!(device_label("<script>"), None);
    }
}
