//! Starts everything, and ends it in good order.

use core::net::SocketAddr;
use std::io::{ErrorKind, IsTerminal};
use std::sync::Arc;

use purchasable::{Catalog, Inventory};
use purchasable_simulator::Simulator;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::app::App;
use super::settings::Settings;
use super::welcome;
use crate::{
    Backend, Book, Database, Environment, Grant, Origins, Outbox, SystemClock, TikTok, Vault, metrics_router, router,
};

const IN_MEMORY: &str = "sqlite::memory:";
/// Where the simulator's own program listens.
const SIMULATOR_PORT: u16 = 4180;

/// Serves until the process is told to end. The problem, where it cannot.
pub(super) fn serve(
    settings: Settings,
    catalog: &'static Catalog,
    grant: Option<Arc<dyn Grant>>,
) -> Result<(), String> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let has_colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(has_colours).init();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no threads: {error}"))?;
    runtime.block_on(serve_in(settings, catalog, grant))
}

async fn serve_in(settings: Settings, catalog: &'static Catalog, grant: Option<Arc<dyn Grant>>) -> Result<(), String> {
    let url = settings.database_url.unwrap_or_else(|| SecretString::from(IN_MEMORY));
    let database = Database::open(url.expose_secret()).await.map_err(|error| format!("DATABASE_URL: {error}"))?;
    let (listener, own_url) = listen("LISTEN", settings.listen).await?;
    let for_metrics = match settings.metrics_listen {
        Some(address) => Some(listen("METRICS_LISTEN", address).await?),
        None => None,
    };

    let is_simulated = settings.app.is_none();
    let (app, simulator) = match settings.app {
        Some(app) => (app, None),
        None => simulated(&own_url)?,
    };
    let inventory = if grant.is_some() { Inventory::Backend } else { Inventory::Client };
    let book = Book::new(database, catalog, inventory, app.environment, Arc::new(SystemClock));
    let backend = Backend::new(book.clone(), app.tiktok, app.vault).behind_proxies(settings.proxies);
    let backend = match settings.operator {
        Some(key) => backend.with_operator(key),
        None => backend,
    };
    let (sweeper, measured) = (backend.clone(), backend.clone());
    let pages = if is_simulated { Origins::Any } else { Origins::These(Vec::new()) };
    let router = router(backend, settings.origins.unwrap_or(pages));

    welcome::print(&own_url, simulator.as_ref(), catalog);
    let sweeper = tokio::spawn(async move { sweeper.keep_sweeping().await });
    let metrics = for_metrics.map(|(listener, url)| {
        tracing::info!("figures for Prometheus are at {url}/metrics");
        tokio::spawn(crate::serve(listener, metrics_router(measured), core::future::pending()))
    });
    let outbox = grant.map(|grant| tokio::spawn(async move { Outbox::new(book, grant).run().await }));
    crate::serve(listener, router, told_to_end()).await;
    // What they are at is taken up again, after the next start or by another copy.
    sweeper.abort();
    outbox.inspect(tokio::task::JoinHandle::abort);
    metrics.inspect(tokio::task::JoinHandle::abort);
    Ok(())
}

/// Listens there, and says where that is: the port may have been left to the system.
async fn listen(setting: &str, address: SocketAddr) -> Result<(TcpListener, String), String> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("{setting}: cannot listen on {address}: {error}"))?;
    let url = format!("http://{}", listener.local_addr().map_err(|error| format!("{setting}: {error}"))?);
    Ok((listener, url))
}

/// A TikTok in this process that tells this server of payments.
fn simulated(own_url: &str) -> Result<(App, Option<Simulator>), String> {
    let mut settings = purchasable_simulator::Settings::default();
    settings.webhooks.callback = Some(format!("{own_url}/webhooks/tiktok"));
    let (key, secret) = (settings.client_key.clone(), settings.client_secret.clone());
    let any_port = settings.clone();
    settings.listen.set_port(SIMULATOR_PORT);
    let simulator = match Simulator::start(settings) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => Simulator::start(any_port),
        started => started,
    };
    let simulator = simulator.map_err(|error| format!("the simulated TikTok does not start: {error}"))?;
    let tiktok = TikTok::new(&simulator.url(), key, secret.into());
    let app = App { tiktok, environment: Environment::Production, vault: Vault::until_the_end() };
    Ok((app, Some(simulator)))
}

/// By Ctrl+C, or by a service manager.
async fn told_to_end() {
    tokio::select! {
        Ok(()) = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => core::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    core::future::pending().await
}
