//! Reads the tags of a page: as much HTML as our own pages use, and nothing that guesses.

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'page> {
    pub name: &'page str,
    pub attributes: Vec<(&'page str, String)>,
    /// What stands between this tag and its end tag, tags included; empty where there is no end tag.
    pub inner: &'page str,
}

impl Tag<'_> {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The text inside, without tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut rest = self.inner;
        while let Some(start) = rest.find('<') {
            text.push_str(&rest[..start]);
            rest = rest[start..].find('>').map_or("", |end| &rest[start + end + 1..]);
        }
        text.push_str(rest);
        unescaped(&text).trim().to_owned()
    }
}

/// Every start tag of a page, in order.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|found| at + found) {
        let after = &page[start + 1..];
        if after.starts_with("!--") {
            at = page[start..].find("-->").map_or(page.len(), |end| start + end + 3);
        } else if after.starts_with(|it: char| it.is_ascii_alphabetic()) {
            let (name, attributes, end) = start_tag(page, start + 1);
            let inner = inner(page, end, name);
            // What stands in a script or a style sheet is no markup.
            at = if matches!(name, "script" | "style") { end + inner.len() } else { end };
            tags.push(Tag { name, attributes, inner });
        } else {
            at = start + 1;
        }
    }
    tags
}

/// The name and attributes of the tag whose name starts at `at`, and where the tag ends.
fn start_tag(page: &str, mut at: usize) -> (&str, Vec<(&str, String)>, usize) {
    let name = word(page, at);
    at += name.len();
    let mut attributes = Vec::new();
    loop {
        at += page[at..].len() - page[at..].trim_start_matches([' ', '\n', '\t', '\r', '/']).len();
        if page[at..].is_empty() || page[at..].starts_with('>') {
            return (name, attributes, (at + 1).min(page.len()));
        }
        let key = word(page, at);
        at += key.len().max(1);
        let (value, length) = value(&page[at..]);
        at += length;
        attributes.push((key, unescaped(value)));
    }
}

fn word(page: &str, at: usize) -> &str {
    let rest = &page[at..];
    &rest[..rest.find([' ', '\n', '\t', '\r', '/', '>', '=']).unwrap_or(rest.len())]
}

/// The value in `="…"` at the start of `rest`, and how many bytes it takes with its signs.
fn value(rest: &str) -> (&str, usize) {
    let Some(rest) = rest.strip_prefix('=') else { return ("", 0) };
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let end = rest[1..].find(quote).unwrap_or(rest.len() - 1);
        (&rest[1..=end], (end + 3).min(rest.len() + 1))
    } else {
        let end = rest.find([' ', '\n', '>']).unwrap_or(rest.len());
        (&rest[..end], end + 1)
    }
}

/// What stands between `at` and the end tag that belongs to `name`.
fn inner<'page>(page: &'page str, at: usize, name: &str) -> &'page str {
    let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 0_usize;
    let mut from = at;
    loop {
        let Some(end) = page[from..].find(&closing).map(|found| from + found) else { return "" };
        depth += starts_of(&page[from..end], &opening);
        if depth == 0 {
            return &page[at..end];
        }
        depth -= 1;
        from = end + closing.len();
    }
}

/// How many tags open with `opening` as their whole name.
fn starts_of(text: &str, opening: &str) -> usize {
    text.match_indices(opening)
        .filter(|(at, _)| {
            !text[at + opening.len()..].starts_with(|it: char| it.is_ascii_alphanumeric() || it == '-')
        })
        .count()
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes_and_content() {
        let page = "<!doctype html><!-- <p> --><a href='x?a=1&amp;b=2' hidden class=\"c d\">go <b>on</b></a><br/><p>1 < 2</p>";
        let tags = tags(page);
        assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["a", "b", "br", "p"]);
        assert_eq!(tags[0].attribute("href"), Some("x?a=1&b=2"));
        assert_eq!(tags[0].attribute("hidden"), Some(""));
        assert_eq!(tags[0].attribute("class"), Some("c d"));
        assert_eq!(tags[0].text(), "go on");
    }

    #[test]
    fn what_stands_in_a_script_is_no_markup() {
        let tags = tags("<script type=\"application/json\">{\"a\":\"<p style='x'>\"}</script><p>");
        assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["script", "p"]);
        assert_eq!(tags[0].inner, "{\"a\":\"<p style='x'>\"}");
    }

    #[test]
    fn an_element_inside_one_of_its_kind_does_not_end_it() {
        let tags = tags("<div><div>a</div>b<divider></div><div>c</div>");
        assert_eq!(tags[0].inner, "<div>a</div>b<divider>");
    }
}
