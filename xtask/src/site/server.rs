//! A server for one folder, on a free local port.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow};
use tiny_http::Request;

/// Serves until it is dropped.
pub(crate) struct Server {
    server: Arc<tiny_http::Server>,
    address: String,
}

impl Server {
    /// Serves this folder on this port, or on a free one where it is 0.
    pub(crate) fn start(folder: PathBuf, port: u16) -> Result<Self> {
        let server = tiny_http::Server::http(("127.0.0.1", port))
            .map_err(|error| anyhow!("port {port} cannot be served: {error}"))?;
        let address = format!("http://{}/", server.server_addr());
        let server = Arc::new(server);
        let serving = server.clone();
        thread::spawn(move || {
            for request in serving.incoming_requests() {
                // A browser that has gone away meanwhile misses nothing.
                let _ = answer(request, &folder);
            }
        });
        Ok(Self { server, address })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// Written by hand for the sake of `Connection: close`, which `tiny_http` keeps for itself. It gives every open connection a
/// thread, and of several that a browser opens at once it may leave one without, for as long as the others stay open.
fn answer(request: Request, folder: &Path) -> io::Result<()> {
    let found = file_for(request.url(), folder).and_then(|path| Some((fs::read(&path).ok()?, kind_of(&path))));
    let (status, body, kind) = match found {
        Some((body, kind)) => ("200 OK", body, kind),
        None => ("404 Not Found", "there is no such file".into(), "text/plain; charset=utf-8"),
    };
    let mut writer = request.into_writer();
    let length = body.len();
    // A page that is rebuilt must not come out of a cache.
    write!(writer, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n")?;
    write!(writer, "Cache-Control: no-store\r\nConnection: close\r\n\r\n")?;
    writer.write_all(&body)?;
    writer.flush()
}

/// The file that an address asks for, which lies below the folder or nowhere.
fn file_for(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    stays_inside.then(|| folder.join(path))
}

fn kind_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn the_bare_address_is_the_page() {
        let folder = Path::new("/site");
        assert_eq!(file_for("/", folder), Some("/site/index.html".into()));
        assert_eq!(file_for("/?stand-in=Minis", folder), Some("/site/index.html".into()));
        assert_eq!(file_for("/arcade_bg.wasm", folder), Some("/site/arcade_bg.wasm".into()));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for url in ["/../secret", "/a/../../secret", "//etc/passwd/..", "/./x/.."] {
            assert_eq!(file_for(url, Path::new("/site")), None, "{url}");
        }
    }

    #[test]
    fn a_file_is_served_with_its_kind() {
        let folder = std::env::temp_dir().join(format!("purchasable-server-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("game.wasm"), "\0asm").unwrap();
        let server = Server::start(folder.clone(), 0).unwrap();
        let place = server.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let get = |path: &str| {
            let mut stream = TcpStream::connect(&place).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            let mut reply = String::new();
            stream.read_to_string(&mut reply).unwrap();
            reply
        };
        let found = get("/game.wasm");
        assert!(found.starts_with("HTTP/1.1 200") && found.contains("Content-Type: application/wasm"), "{found}");
        assert!(found.ends_with("\0asm"), "{found}");
        assert!(found.contains("\r\nConnection: close\r\n"), "a browser has to let go of its connection; {found}");
        assert!(get("/nothing").starts_with("HTTP/1.1 404"));
        fs::remove_dir_all(folder).unwrap();
    }
}
