//! A static host on the loopback interface: serves one folder below a base path, answers unknown
//! addresses with its 404.html as GitHub Pages does, and can send the policy as headers.
//!
//! For tests it also records every request it sees, and can hold or fail chosen ones. It must not
//! know anything of what the files do.

mod headers;
mod requests;

pub use requests::SeenRequest;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::any;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::{ServeDir, ServeFile};

use requests::Requests;

/// What to serve, and where. Nothing listens before [`StaticHost::start`].
#[derive(Debug, Clone)]
pub struct StaticHost {
    site: Site,
    base: String,
    port: u16,
    sends_policy: bool,
}

#[derive(Debug, Clone)]
enum Site {
    Folder(PathBuf),
    Decoy,
}

impl StaticHost {
    /// Serves the files in `folder` at `/` on a free port, without policy headers.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self::serving(Site::Folder(folder.as_ref().to_path_buf()))
    }

    /// A foreign origin that welcomes everyone: it answers every request with 200 and allows any
    /// origin to read it, so that only the page's own policy can be what keeps a request away.
    pub fn decoy() -> Self {
        Self::serving(Site::Decoy)
    }

    fn serving(site: Site) -> Self {
        Self { site, base: "/".to_owned(), port: 0, sends_policy: false }
    }

    /// Serves below `base` only, such as `/meadow/`. Everything else on the port is a bare 404.
    #[must_use]
    pub fn at_base(mut self, base: &str) -> Self {
        let inner = base.trim_matches('/');
        self.base = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        self
    }

    /// Listens on `port`; 0 means any free one.
    #[must_use]
    pub fn on_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sends the content-security policy and its companions with every answer, as a host does
    /// where headers can be set. Without this the page has only the policy in its own head.
    #[must_use]
    pub fn with_policy_headers(mut self) -> Self {
        self.sends_policy = true;
        self
    }

    /// Starts to listen, inside a tokio runtime.
    ///
    /// # Errors
    /// If the port is taken.
    pub async fn start(self) -> io::Result<RunningHost> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let requests = Requests::default();
        let router = self.router().layer(from_fn_with_state(requests.clone(), requests::observe));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(RunningHost { address, base: self.base, requests, serving })
    }

    fn router(&self) -> Router {
        let router = match &self.site {
            Site::Folder(folder) => folder_router(folder, &self.base),
            Site::Decoy => decoy_router(),
        };
        if self.sends_policy { router.layer(from_fn(headers::add_policy)) } else { router }
    }
}

fn folder_router(folder: &Path, base: &str) -> Router {
    let not_found_page = ServeFile::new(folder.join("404.html"));
    let files = ServeDir::new(folder).not_found_service(not_found_page);
    let router = match base.trim_end_matches('/') {
        "" => Router::new().fallback_service(files),
        prefix => {
            let to_base = Redirect::permanent(base);
            Router::new()
                .nest_service(base, files)
                .route(prefix, any(async move || to_base.clone()))
        }
    };
    router.layer(from_fn(headers::always_revalidate))
}

fn decoy_router() -> Router {
    let any_origin = (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Router::new().fallback(async move || ([any_origin.clone()], "decoy"))
}

/// A host that listens until it is dropped.
#[derive(Debug)]
pub struct RunningHost {
    address: SocketAddr,
    base: String,
    requests: Requests,
    serving: JoinHandle<io::Result<()>>,
}

impl RunningHost {
    /// The address of the site, with the base path and a closing slash:
    /// `http://127.0.0.1:8080/meadow/`.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.base)
    }

    /// The origin alone: `http://127.0.0.1:8080`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request since the start or the last [`RunningHost::forget_requests`], oldest first.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.requests.seen()
    }

    pub fn forget_requests(&self) {
        self.requests.forget_seen();
    }

    /// Leaves requests whose path contains `path_part` unanswered until [`RunningHost::release`].
    pub fn hold(&self, path_part: &str) {
        self.requests.hold(path_part);
    }

    /// Answers requests whose path contains `path_part` with `status` until
    /// [`RunningHost::release`].
    pub fn fail(&self, path_part: &str, status: u16) {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.requests.fail(path_part, status);
    }

    /// Serves everything again; held requests are answered now.
    pub fn release(&self) {
        self.requests.release();
    }

    /// Runs until the process is asked to stop (Ctrl+C) or the listener breaks.
    ///
    /// # Errors
    /// If the listener breaks.
    pub async fn run_until_interrupted(mut self) -> io::Result<()> {
        tokio::select! {
            ended = &mut self.serving => ended.map_err(io::Error::other)?,
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
}

impl Drop for RunningHost {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
