//! A strict little reader of our own HTML: elements in order, each closed where it must be.

/// One element's opening tag.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text inside, without tags.
    pub text: String,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }
    pub fn has(&self, attribute: &str) -> bool {
        self.get(attribute).is_some()
    }
}

const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "wbr"];

/// Reads a document; panics with the place where it is not well-formed.
pub fn read(html: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").expect("a document begins with its doctype");
    while let Some((text, after)) = rest.split_once('<') {
        for at in &open {
            elements[*at].text.push_str(text);
        }
        let (tag, after) =
            after.split_once('>').unwrap_or_else(|| panic!("a tag is not closed: {after:.60}"));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
            assert_eq!(elements[last].name, name, "</{name}> closes another element");
            continue;
        }
        let element = opening(tag);
        let closes_itself = tag.ends_with('/') || VOID.contains(&element.name.as_str());
        elements.push(element);
        if !closes_itself {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty(), "{:?} stay open", open.iter().map(|at| &elements[*at].name).collect::<Vec<_>>());
    elements
}

fn opening(tag: &str) -> Element {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric()), "<{tag}> is not a tag");
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or_else(|| panic!("<{tag}>: a value stays open")),
            None => ("", after),
        };
        assert!(!after.starts_with('='), "<{tag}>: {attribute} is not quoted");
        assert!(!value.contains('<'), "<{tag}>: {attribute} holds a raw <");
        assert!(attributes.iter().all(|(known, _)| known != attribute), "<{tag}>: {attribute} comes twice");
        attributes.push((attribute.to_owned(), value.to_owned()));
        rest = after;
    }
    Element { name: name.to_owned(), attributes, text: String::new() }
}

#[test]
fn a_document_that_is_not_well_formed_is_noticed() {
    for inside in [
        "<p><b></p></b>",
        "<p>",
        "</p>",
        "<p class=a></p>",
        "<p id=\"a\" id=\"b\"></p>",
        "<p title=\"<\"></p>",
    ] {
        let document = format!("<!doctype html><html>{inside}</html>");
        assert!(std::panic::catch_unwind(|| read(&document)).is_err(), "{inside} passed");
    }
}

#[test]
fn a_document_is_read_in_order() {
    let all = read("<!doctype html><html lang=\"fr\"><p class=\"a b\" hidden>un <b>deux</b></p><br></html>");
    let names: Vec<&str> = all.iter().map(|element| element.name.as_str()).collect();
    assert_eq!(names, ["html", "p", "b", "br"]);
    assert_eq!(all[1].text, "un deux");
    assert!(all[1].has("hidden") && all[1].get("class") == Some("a b"));
}
