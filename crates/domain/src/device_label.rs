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

#[cfg(test)]
mod tests {
    use super::device_label;

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
