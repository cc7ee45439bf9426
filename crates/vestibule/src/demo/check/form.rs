//! Reads the forms of a page as a simple browser does: action, fields, ticked boxes.

/// A form as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The first form that posts and holds a field of that name; any that posts for the empty name.
    pub fn find(html: &str, field: &str) -> Option<Self> {
        let forms = html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
        let mut posting = forms.filter(|form| {
            let tag = form.split('>').next().unwrap_or_default();
            attribute(tag, "method").is_some_and(|method| method.eq_ignore_ascii_case("post"))
        });
        let form = posting.find(|form| {
            field.is_empty() || inputs(form).any(|tag| attribute(tag, "name").as_deref() == Some(field))
        })?;
        let tag = form.split('>').next()?;
        let fields = inputs(form).filter(|tag| is_sent(tag));
        Some(Self {
            action: attribute(tag, "action").unwrap_or_default(),
            fields: fields
                .filter_map(|tag| {
                    Some((
                        attribute(tag, "name")?,
                        attribute(tag, "value").unwrap_or_else(|| "on".to_owned()),
                    ))
                })
                .collect(),
        })
    }

    /// What is sent: the fields as they came, the given words in their places.
    pub fn filled<'a>(&'a self, words: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let as_it_came = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let kept = as_it_came.filter(|(name, _)| words.iter().all(|(word, _)| word != name));
        kept.chain(words.iter().copied()).collect()
    }
}

fn inputs(form: &str) -> impl Iterator<Item = &str> {
    form.split("<input").skip(1).filter_map(|rest| rest.split('>').next())
}

/// A box that is not ticked is not sent.
fn is_sent(tag: &str) -> bool {
    attribute(tag, "type").as_deref() != Some("checkbox")
        || tag.split_whitespace().any(|word| word.trim_end_matches('/') == "checked")
}

/// The value of an attribute, its character references read.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = tag[start..].split('"').next()?;
    let references =
        [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"), ("&#60;", "<")];
    let read =
        references.iter().fold(value.to_owned(), |text, (reference, sign)| text.replace(reference, sign));
    Some(read.replace("&gt;", ">").replace("&#62;", ">").replace("&#38;", "&").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form method="get" action="/search"><input name="q"></form>
        <form class="x" method="post" action="/sign-in?ctx=a&amp;b"><input type="hidden" name="csrf" value="a&#34;b">
        <input name="identifier" value=""><input type="checkbox" name="keep" checked><input type="checkbox" name="remember"></form>"#;

    #[test]
    fn a_form_is_sent_as_it_came_with_the_words_filled_in() {
        let form = Form::find(PAGE, "identifier").unwrap();
        assert_eq!(form.action, "/sign-in?ctx=a&b");
        assert_eq!(
            form.filled(&[("identifier", "zoé")]),
            [("csrf", "a\"b"), ("keep", "on"), ("identifier", "zoé")]
        );
    }

    #[test]
    fn a_form_without_the_field_or_that_does_not_post_is_not_it() {
        assert_eq!(Form::find(PAGE, "password"), None);
        assert_eq!(Form::find(PAGE, "q"), None);
        assert_eq!(Form::find(PAGE, ""), Form::find(PAGE, "csrf"));
    }
}
