//! The one HTTP server: where it listens, how it is called, and how it stops without waiting for open streams.

use crate::channel::web::Web;
use crate::config::Config;
use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::http::header;
use axum::response::Response;
use axum::serve::ListenerExt;
use futures::StreamExt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Opens the port.
pub(super) async fn listen(addr: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(addr).await.with_context(|| {
        format!("cannot listen on {addr}; stop what uses it, or choose another: serve --listen ADDRESS:PORT")
    })
}

/// The address to print and to put into links, without a slash at its end.
pub fn base_url(config: &Config, addr: SocketAddr) -> String {
    match &config.public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None if addr.ip().is_unspecified() => {
            let ip = own_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
            format!("http://{}", SocketAddr::new(ip, addr.port()))
        }
        None => format!("http://{addr}"),
    }
}

/// The machine's address in its network, as its routing table has it. Nothing is sent: connecting a UDP socket
/// only chooses a route (192.0.2.1 is reserved for documentation).
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Serves until `closing`, then finishes the requests in flight. Event streams end at once: their pages
/// reconnect by themselves.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    web: Arc<Web>,
    closing: CancellationToken,
) -> anyhow::Result<()> {
    let end = closing.clone();
    let router = router.layer(axum::middleware::map_response(move |response| {
        let end = end.clone();
        async move { end_stream_with(end, response) }
    }));
    // Small answers are not to wait for the acknowledgement of earlier ones.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "nodelay");
        }
    });
    // Who connects is counted where passwords are tried.
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            closing.cancelled().await;
            web.close();
        })
        .await
        .context("the HTTP server failed")
}

/// Lets an event stream end when the server closes.
fn end_stream_with(closing: CancellationToken, response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let stream = body
        .into_data_stream()
        .take_until(closing.cancelled_owned());
    Response::from_parts(parts, Body::from_stream(stream))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_use_the_public_address_or_one_that_can_be_opened() {
        let mut config = Config::default();
        let on = |text: &str| text.parse::<SocketAddr>().unwrap();
        assert_eq!(
            base_url(&config, on("127.0.0.1:8080")),
            "http://127.0.0.1:8080"
        );
        assert_eq!(base_url(&config, on("[::1]:80")), "http://[::1]:80");
        let anywhere = base_url(&config, on("0.0.0.0:8080"));
        assert!(
            anywhere.ends_with(":8080") && !anywhere.contains("0.0.0.0"),
            "{anywhere}"
        );
        config.public_url = "https://back.example/x/".parse().ok();
        assert_eq!(
            base_url(&config, on("127.0.0.1:8080")),
            "https://back.example/x"
        );
    }
}
