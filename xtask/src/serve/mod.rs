//! A server of static files for one machine: it shows a built site as a good static host would.
//!
//! It never leaves the site's folder and listens on 127.0.0.1 alone. What a request means is decided by pure
//! functions in `request.rs`; start reading there.

mod request;

use std::{
    fs,
    io::{Cursor, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Result, anyhow};
use request::{Asked, Encoding};
use tiny_http::{HTTPVersion, Header, Method, Request, Response, Server};

use crate::{bundle, cache::Cache, compress::with_suffix, options, options::Quality, watch};

/// A folder that is served, and under which path.
#[derive(Clone)]
pub struct Site {
    pub folder: PathBuf,
    /// Starts and ends with `/`; as people write it, not percent-encoded.
    pub mount: String,
    /// Counts the rebuilds; there while the site is being watched.
    pub version: Option<Arc<AtomicU64>>,
}

/// `cargo xtask serve`.
pub fn command(root: &Path, options: &options::Serve) -> Result<()> {
    // Taken first: nobody should wait for a build to hear that the port is busy.
    let listener = listen(options.port)?;
    let quality = if options.watches { Quality::Dev } else { Quality::Release };
    let folder = root.join(if options.watches { "target/site-dev" } else { "target/site" });
    let version = options.watches.then(|| Arc::new(AtomicU64::new(1)));
    bundle::build(root, &Cache::new(root), &folder, quality)?;
    let port = listener.local_addr()?.port();
    start(listener, Site { folder: folder.clone(), mount: "/".to_owned(), version: version.clone() })?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nBayplan is at {address}  (stop with Ctrl+C)");
    if options.opens_browser {
        open(&address);
    }
    match version {
        Some(version) => watch::run(root, &folder, &version),
        None => loop {
            std::thread::park();
        },
    }
}

/// Takes a port of this machine; 0 takes a free one.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("port {port} is taken by another program: stop that one, or choose another port with --port {}", u32::from(port) + 1)
        }
        std::io::ErrorKind::PermissionDenied => anyhow!("port {port} is reserved: choose one above 1023 with --port 8080"),
        _ => anyhow!("port {port} cannot be opened: {error}"),
    })
}

/// Serves a site from threads of its own until the program ends.
pub fn start(listener: TcpListener, site: Site) -> Result<()> {
    let server = Server::from_listener(listener, None)
        .map_err(|error| anyhow!("the server does not start: {error}"))?;
    let server = Arc::new(server);
    for _ in 0..4 {
        let (server, site) = (Arc::clone(&server), site.clone());
        std::thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A browser that leaves before the answer is no fault of ours.
                let _ = answer(request, &site);
            }
        });
    }
    Ok(())
}

fn answer(request: Request, site: &Site) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return give(request, plain(405, "This server only gives: use GET or HEAD."));
    }
    if let Some(version) = &site.version {
        match request.url() {
            watch::VERSION_PATH => {
                let version = version.load(Ordering::Relaxed).to_string();
                return give(request, plain(200, &version).with_header(header("Cache-Control", "no-store")));
            }
            watch::SCRIPT_PATH => {
                return give(request, data(watch::SCRIPT.into(), "text/javascript; charset=utf-8"));
            }
            _ => {}
        }
    }
    match request::asked(request.url(), &site.mount) {
        Asked::Nothing => give(request, plain(404, "There is nothing at this address.")),
        Asked::Refused => give(request, plain(400, "This address leads out of the site.")),
        Asked::Elsewhere(address) => give(request, plain(301, "").with_header(header("Location", &address))),
        Asked::Path(path) => answer_path(request, site, &path),
    }
}

fn answer_path(request: Request, site: &Site, path: &str) -> std::io::Result<()> {
    let file = site.folder.join(path);
    if file.is_dir() && !path.is_empty() && !path.ends_with('/') {
        let address = format!("{}/", request.url().split('?').next().unwrap_or_default());
        return give(request, plain(301, "").with_header(header("Location", &address)));
    }
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let file = site.folder.join(&path);
    if !is_inside(&site.folder, &file) {
        return not_found(request, site, &path);
    }
    let accepted = request.headers().iter().find(|it| it.field.equiv("Accept-Encoding"));
    let encoding = request::encoding(accepted.map_or("", |it| it.value.as_str()));
    let (bytes, encoding) = match read(&file, encoding) {
        Ok(found) => found,
        Err(error) => return give(request, plain(500, &format!("{path} cannot be read: {error}"))),
    };
    let bytes = if request::mime_type(&path).starts_with("text/html") {
        with_watch_script(bytes, site)
    } else {
        bytes
    };
    let mut response = data(bytes, request::mime_type(&path)).with_header(header("Vary", "Accept-Encoding"));
    // Names of assets carry the hash of their content; pages are what names them, so they are always asked for again.
    let keeps = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.add_header(header("Cache-Control", keeps));
    if let Some(encoding) = encoding {
        response.add_header(header("Content-Encoding", encoding.name()));
    }
    give(request, response)
}

/// The page for unknown addresses, with its links made right for the depth of the address.
fn not_found(request: Request, site: &Site, path: &str) -> std::io::Result<()> {
    let Ok(page) = fs::read_to_string(site.folder.join("404.html")) else {
        return give(request, plain(404, "There is nothing at this address."));
    };
    let page = request::deepened(&page, path.matches('/').count());
    give(request, data(page.into_bytes(), request::mime_type("404.html")).with_status_code(404))
}

/// A file as it is sent: packed where the build left a packed one and the browser takes it.
fn read(file: &Path, encoding: Option<Encoding>) -> std::io::Result<(Vec<u8>, Option<Encoding>)> {
    if let Some(encoding) = encoding
        && let Ok(bytes) = fs::read(with_suffix(file, encoding.suffix()))
    {
        return Ok((bytes, Some(encoding)));
    }
    Ok((fs::read(file)?, None))
}

/// Whether a file exists and stands in the folder after all links are followed.
fn is_inside(folder: &Path, file: &Path) -> bool {
    match (folder.canonicalize(), file.canonicalize()) {
        (Ok(folder), Ok(file)) => file.starts_with(folder) && file.is_file(),
        _ => false,
    }
}

fn with_watch_script(page: Vec<u8>, site: &Site) -> Vec<u8> {
    if site.version.is_none() {
        return page;
    }
    let script = format!("<script src=\"{}\" defer></script></body>", watch::SCRIPT_PATH);
    String::from_utf8_lossy(&page).replace("</body>", &script).into_bytes()
}

/// Answers in HTTP/1.0, after which the browser hangs up: connections that stay open hold threads of `tiny_http`, and of
/// many that come at once one may then wait for ever.
fn give(request: Request, response: Response<Cursor<Vec<u8>>>) -> std::io::Result<()> {
    let is_head = *request.method() == Method::Head;
    let headers = request.headers().to_vec();
    let mut writer = request.into_writer();
    response.raw_print(&mut writer, HTTPVersion(1, 0), &headers, is_head, None)?;
    writer.flush()
}

fn data(bytes: Vec<u8>, mime_type: &str) -> Response<Cursor<Vec<u8>>> {
    let response = Response::from_data(bytes).with_chunked_threshold(usize::MAX);
    // Pages in sandboxed frames have no origin; without this header their modules would not load.
    let response = response.with_header(header("Access-Control-Allow-Origin", "*"));
    let response = response.with_header(header("X-Content-Type-Options", "nosniff"));
    response.with_header(header("Content-Type", mime_type))
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    data(text.as_bytes().to_vec(), "text/plain; charset=utf-8").with_status_code(status)
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .expect("headers are ASCII because they hold our own words and addresses as they were asked")
}

fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    if std::process::Command::new(program).args(arguments).arg(address).spawn().is_err() {
        crate::step::note("no browser could be opened from here: open the address yourself");
    }
}
