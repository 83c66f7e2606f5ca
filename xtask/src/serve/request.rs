//! What a request asks for: pure functions from its words to an answer.

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// A path relative to the site's folder; empty for the folder itself, with a `/` at its end for a folder.
    Path(String),
    /// Another address that is meant.
    Elsewhere(String),
    /// Something beside the path that the site is mounted at.
    Nothing,
    /// Something outside the site, or nothing that a browser would ask for.
    Refused,
}

/// Reads the address of a request to a site that is mounted at `mount`.
pub fn asked(url: &str, mount: &str) -> Asked {
    let raw = url.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = decoded(raw) else { return Asked::Refused };
    if has_traps(&path) {
        return Asked::Refused;
    }
    match path.strip_prefix(mount) {
        Some(inside) if inside.starts_with('/') => Asked::Refused,
        Some(inside) => Asked::Path(inside.to_owned()),
        None if path == mount.trim_end_matches('/') => Asked::Elsewhere(format!("{raw}/")),
        None if path.starts_with('/') => Asked::Nothing,
        None => Asked::Refused,
    }
}

/// Whether a decoded path could lead out of the site on some system: `..`, `\`, `C:`, a control character.
fn has_traps(path: &str) -> bool {
    let is_trap = |segment: &str| matches!(segment, ".." | ".");
    path.contains(['\\', ':']) || path.chars().any(char::is_control) || path.split('/').any(is_trap)
}

/// Decodes `%20` and the like, once. An encoded slash is refused: no file of ours has one in its name.
fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        let byte = u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
        if byte == b'/' {
            return None;
        }
        bytes.push(byte);
        rest = after.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

/// A way to pack what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// As `Content-Encoding` says it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
        }
    }

    /// What the build puts behind the name of a packed file.
    pub fn suffix(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gz",
        }
    }
}

/// The encoding that an `Accept-Encoding` header likes best of ours; brotli where it likes both the same.
pub fn encoding(accepted: &str) -> Option<Encoding> {
    let weight = |encoding: Encoding| weight(accepted, encoding.name());
    let (brotli, gzip) = (weight(Encoding::Brotli), weight(Encoding::Gzip));
    match (brotli, gzip) {
        (0, 0) => None,
        _ if brotli >= gzip => Some(Encoding::Brotli),
        _ => Some(Encoding::Gzip),
    }
}

/// How much a header wants an encoding, in thousandths.
fn weight(accepted: &str, name: &str) -> u32 {
    let offers = || accepted.split(',').map(|offer| offer.split_once(';').unwrap_or((offer, "")));
    let find = |wanted: &str| offers().find(|(offered, _)| offered.trim().eq_ignore_ascii_case(wanted));
    let Some((_, parameters)) = find(name).or_else(|| find("*")) else { return 0 };
    let quality = parameters.split(';').find_map(|it| it.trim().strip_prefix("q="));
    quality.map_or(1000, thousandths)
}

/// `0.5` is 500; what is not a number counts as nothing.
fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    format!("{whole}{part}").parse().unwrap_or(0).min(1000)
}

/// The MIME type that a browser must be told for a file.
pub fn mime_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// A page written for the site's root, with its relative links made right for `depth` folders further down.
pub fn deepened(page: &str, depth: usize) -> String {
    let up = "../".repeat(depth);
    let mut deepened = page.to_owned();
    for attribute in [" href=\"", " src=\""] {
        let mut parts = deepened.split(attribute);
        let mut changed = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            changed.push_str(attribute);
            if is_relative(part) {
                changed.push_str(&up);
            }
            changed.push_str(part);
        }
        deepened = changed;
    }
    deepened
}

fn is_relative(link: &str) -> bool {
    let link = link.split('"').next().unwrap_or_default();
    let has_scheme = link.split('/').next().is_some_and(|first| first.contains(':'));
    !(link.starts_with(['#', '/']) || has_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> Asked {
        Asked::Path(path.to_owned())
    }

    #[test]
    fn ordinary_addresses_lead_to_files() {
        assert_eq!(asked("/", "/"), path(""));
        assert_eq!(
            asked("/lessons/ec2-and-fargate.html?x=/../y#z", "/"),
            path("lessons/ec2-and-fargate.html")
        );
        assert_eq!(asked("/lessons/", "/"), path("lessons/"));
        assert_eq!(asked("/a%20b.html", "/"), path("a b.html"));
    }

    #[test]
    fn addresses_that_lead_out_of_the_site_are_refused() {
        let refused = [
            "/../Cargo.toml",
            "/assets/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/.%2E/Cargo.toml",
            "/..%2fCargo.toml",
            "/..\\Cargo.toml",
            "/..%5cCargo.toml",
            "/a%00.html",
            "/./index.html",
            "//etc/passwd",
            "/C:/Windows/win.ini",
            "/%",
            "/%2",
            "/%+1",
            "/%ff",
            "http://other.example/",
        ];
        for url in refused {
            assert_eq!(asked(url, "/"), Asked::Refused, "{url}");
        }
    }

    #[test]
    fn an_address_is_decoded_once_only() {
        assert_eq!(asked("/%252e%252e/Cargo.toml", "/"), path("%2e%2e/Cargo.toml"));
    }

    #[test]
    fn a_site_can_stand_under_a_path_with_a_space() {
        let mount = "/some/sub path/";
        assert_eq!(asked("/some/sub%20path/sandbox.html", mount), path("sandbox.html"));
        assert_eq!(asked("/some/sub%20path/", mount), path(""));
        assert_eq!(asked("/some/sub%20path", mount), Asked::Elsewhere("/some/sub%20path/".to_owned()));
        assert_eq!(asked("/sandbox.html", mount), Asked::Nothing);
    }

    #[test]
    fn the_best_accepted_encoding_is_chosen() {
        let cases = [
            ("", None),
            ("identity", None),
            ("gzip, deflate, br", Some(Encoding::Brotli)),
            ("GZIP", Some(Encoding::Gzip)),
            ("br;q=0, gzip", Some(Encoding::Gzip)),
            ("br;q=0.5, gzip;q=0.51", Some(Encoding::Gzip)),
            ("br;q=0.9,gzip;q=0.9", Some(Encoding::Brotli)),
            ("*", Some(Encoding::Brotli)),
            ("*;q=0, gzip", Some(Encoding::Gzip)),
            ("brotli, gzipped", None),
            ("br;q=nonsense", None),
        ];
        for (accepted, wanted) in cases {
            assert_eq!(encoding(accepted), wanted, "{accepted}");
        }
    }

    #[test]
    fn wasm_is_sent_as_wasm() {
        assert_eq!(mime_type("assets/read.0123.wasm"), "application/wasm");
        assert_eq!(mime_type("no-dot"), "application/octet-stream");
    }

    #[test]
    fn the_page_for_unknown_addresses_finds_its_assets_from_any_depth() {
        let page = r##"<a href="index.html"></a><a href="#main"><script src="assets/a.js"></script><a href="https://x.y/">"##;
        let wanted = r##"<a href="../../index.html"></a><a href="#main"><script src="../../assets/a.js"></script><a href="https://x.y/">"##;
        assert_eq!(deepened(page, 2), wanted);
        assert_eq!(deepened(page, 0), page);
    }
}
