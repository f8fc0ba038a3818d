//! The whole desk as a router, and as a server that stops when it is dropped.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    thread::{self, JoinHandle},
};

use axum::{
    Router,
    http::{Method, StatusCode, Uri},
    response::Response,
};
use reqwest::Client;
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::oneshot,
};

use crate::{
    Admin, Desk, Settings, admin, desk,
    host::Host,
    open_api,
    question::wrong,
    webhooks::{client::client, courier::Courier},
};

/// A TikTok that runs in this process, on a port of its own. It stops when it is dropped.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    admin: Admin,
    desk: Desk,
    /// Dropping it ends the server.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The desk without a port: routes to mount or to serve, and what to hold it by.
#[derive(Debug)]
pub struct Mounted {
    /// Everything that a [`Simulator`] serves.
    pub router: Router,
    /// The buttons.
    pub admin: Admin,
    /// What a user does in the app.
    pub desk: Desk,
}

impl Simulator {
    /// Starts a simulator in a thread of its own. It needs no async runtime, and fits into any.
    ///
    /// # Errors
    /// The address is taken or is not this machine's, the callback is no URL with `http://` or `https://`, or
    /// `callback_ca` holds no certificates.
    ///
    /// # Example
    /// ```
    /// use purchasable_simulator::{Settings, Simulator};
    ///
    /// let tiktok = Simulator::start(Settings::default())?;
    /// let login = tiktok.desk().log_in("ada"); // for the backend, which calls tiktok.url()
    /// assert_eq!(tiktok.admin().users()[0].balance, 1000);
    /// # Ok::<_, std::io::Error>(())
    /// ```
    pub fn start(settings: Settings) -> io::Result<Self> {
        settings.webhooks.check().map_err(invalid)?;
        let client = client(settings.callback_ca.as_deref()).map_err(invalid)?;
        let listener = TcpListener::bind(settings.listen)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let Mounted { router, admin, desk } = {
            let _inside = runtime.enter();
            mount_with(settings, client)
        };
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("tiktok".into())
            .spawn(move || serve(&runtime, listener, router.fallback(nothing_here), stopped))?;
        Ok(Self { address, admin, desk, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a backend takes for TikTok's address: `http://127.0.0.1:…`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The buttons.
    #[must_use]
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// What a user does in the app.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // The thread ends only by a panic, which has been printed.
            let _ = thread.join();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It has been printed if the thread panicked, and there is nobody to tell.
            let _ = thread.join();
        }
    }
}

/// The desk without a port, for a server of your own. Webhooks are sent from the runtime in which this is called, for as
/// long as that lasts.
///
/// # Panics
/// Outside of a tokio runtime, and where `callback_ca` holds no certificates.
#[must_use]
pub fn mount(settings: Settings) -> Mounted {
    let client = client(settings.callback_ca.as_deref()).unwrap_or_else(|sentence| panic!("{sentence}"));
    mount_with(settings, client)
}

fn mount_with(settings: Settings, client: Client) -> Mounted {
    let host = Host::new(settings);
    let courier = Courier::new(host.clone(), client);
    tokio::spawn(courier.clone().run());
    let admin = Admin::new(host.clone(), courier, Handle::current());
    let desk = Desk::new(host.clone());
    let router = open_api::routes(&host).merge(desk::routes(desk.clone())).merge(admin::routes(admin.clone()));
    Mounted { router, admin, desk }
}

fn invalid(sentence: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, sentence)
}

async fn nothing_here(method: Method, path: Uri) -> Response {
    let sentence = format!("there is nothing at {method} {path}; simulator/README.md lists the paths");
    wrong(StatusCode::NOT_FOUND, &sentence)
}

fn serve(runtime: &Runtime, listener: TcpListener, router: Router, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("the runtime drives sockets");
        tokio::select! {
            served = axum::serve(listener, router) => served.expect("serving goes on until it is stopped"),
            // The sender is dropped, never used.
            _ = stopped => {}
        }
    });
}
