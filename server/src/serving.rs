//! Serving, with a limit on the time that a request takes to come in.

use core::net::SocketAddr;
use core::time::Duration;
use std::pin::pin;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};

/// How long the head of a request may take, and then its body. A connection without any request is closed after this, too.
pub(crate) const READ_WITHIN: Duration = Duration::from_secs(30);

/// Serves until told to end, and then answers what has been asked. A request whose head does not come to its end within
/// 30 seconds is dropped. Tells the router where requests come from, as `into_make_service_with_connect_info` does.
pub async fn serve(mut listener: TcpListener, router: Router, until: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let mut until = pin!(until);
    loop {
        tokio::select! {
            (stream, address) = Listener::accept(&mut listener) => talk(stream, address, router.clone(), &connections),
            () = &mut until => break,
        }
    }
    connections.shutdown().await;
}

fn talk(stream: TcpStream, address: SocketAddr, router: Router, connections: &GracefulShutdown) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        router.call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(READ_WITHIN);
    let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection broke off");
        }
    });
}
