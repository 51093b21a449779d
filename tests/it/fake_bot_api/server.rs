//! HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, and the faults of the line.

use super::calls::Call;
use super::params::Params;
use super::{Fault, Shared, TOKEN, methods, updates};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::IncomingStream;
use serde_json::{Value, json};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the Bot API answers.
pub enum Answer {
    Result(Value),
    Refused {
        code: u16,
        description: String,
        parameters: Option<Value>,
    },
}

impl Answer {
    pub fn refuse(code: u16, description: &str) -> Self {
        Self::Refused {
            code,
            description: description.to_owned(),
            parameters: None,
        }
    }

    pub fn too_many(retry_after: Option<u32>) -> Self {
        let text = match retry_after {
            Some(seconds) => format!("Too Many Requests: retry after {seconds}"),
            None => "Too Many Requests".to_owned(),
        };
        Self::Refused {
            code: 429,
            description: text,
            parameters: retry_after.map(|seconds| json!({ "retry_after": seconds })),
        }
    }

    fn body(self) -> (StatusCode, String) {
        match self {
            Self::Result(result) => {
                let body = json!({ "ok": true, "result": result });
                (StatusCode::OK, body.to_string())
            }
            Self::Refused {
                code,
                description,
                parameters,
            } => {
                let mut body =
                    json!({ "ok": false, "error_code": code, "description": description });
                if let Some(parameters) = parameters {
                    body["parameters"] = parameters;
                }
                let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_REQUEST);
                (status, body.to_string())
            }
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let (status, body) = self.body();
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}

pub async fn start(shared: Arc<Shared>) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/{bot}/{method}", any(call))
        .route("/file/{bot}/{*path}", get(file))
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
        .into_make_service_with_connect_info::<Cut>();
    let task = tokio::spawn(async move {
        let served = axum::serve(Wires(listener), router).await;
        served.unwrap();
    });
    (address, task)
}

async fn call(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    if bot != format!("bot{TOKEN}") {
        return Answer::refuse(401, "Unauthorized").into_response();
    }
    let method = method.to_lowercase();
    let params = Params::read(request).await;
    let chat = params.int("chat_id");
    let (fault, index) = {
        let mut state = shared.lock();
        let fault = state.faults.strike(&method, chat);
        state.calls.list.push(Call {
            method: method.clone(),
            params: params.values.clone(),
            chat,
            at: Instant::now(),
            applied: false,
            fault: fault.clone(),
        });
        (fault, state.calls.list.len() - 1)
    };
    if let Some(fault) = &fault
        && let Some(response) = before(fault, &cut).await
    {
        return response;
    }
    let answer = match method.as_str() {
        "getupdates" => updates::get(&shared, &params).await,
        _ => methods::perform(&shared, &method, &params),
    };
    if matches!(answer, Answer::Result(_)) {
        shared.lock().calls.list[index].applied = true;
    }
    match fault {
        Some(fault) => after(&fault, &cut, answer).await,
        None => answer.into_response(),
    }
}

/// What happens instead of the call.
async fn before(fault: &Fault, cut: &Cut) -> Option<Response> {
    match fault {
        Fault::TooMany(seconds) => Some(Answer::too_many(*seconds).into_response()),
        Fault::ServerError(code @ 502..) => {
            let status = StatusCode::from_u16(*code).ok()?;
            Some((status, "<html><h1>a gateway</h1></html>").into_response())
        }
        Fault::ServerError(code) => {
            Some(Answer::refuse(*code, "Internal Server Error").into_response())
        }
        Fault::Refuse(code, text) => Some(Answer::refuse(*code, text).into_response()),
        Fault::ResetBefore => Some(cut.reset()),
        Fault::Hang => std::future::pending().await,
        Fault::Slow(span) => {
            tokio::time::sleep(*span).await;
            None
        }
        Fault::ResetAfter | Fault::CutAfter | Fault::HangAfter => None,
    }
}

/// What happens to the answer.
async fn after(fault: &Fault, cut: &Cut, answer: Answer) -> Response {
    match fault {
        Fault::ResetAfter => cut.reset(),
        Fault::CutAfter => {
            let body = answer.body().1;
            let half = Bytes::from(body[..body.len() / 2].to_owned());
            let broken = [Ok(half), Err(io::Error::from(io::ErrorKind::BrokenPipe))];
            Body::from_stream(futures::stream::iter(broken)).into_response()
        }
        Fault::HangAfter => std::future::pending().await,
        Fault::TooMany(_)
        | Fault::ServerError(_)
        | Fault::Refuse(..)
        | Fault::ResetBefore
        | Fault::Hang
        | Fault::Slow(_) => answer.into_response(),
    }
}

async fn file(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((bot, path)): Path<(String, String)>,
) -> Response {
    if bot != format!("bot{TOKEN}") {
        return Answer::refuse(401, "Unauthorized").into_response();
    }
    let fault = shared.lock().faults.strike("file", None);
    if let Some(fault) = fault
        && let Some(response) = before(&fault, &cut).await
    {
        return response;
    }
    let found = shared.lock().files.get(&path).cloned();
    match found {
        Some(bytes) => bytes.to_vec().into_response(),
        None => Answer::refuse(404, "Not Found").into_response(),
    }
}

/// Cuts a connection, so that the peer sees a reset and no answer.
#[derive(Debug, Clone, Default)]
pub struct Cut(Arc<AtomicBool>);

impl Cut {
    fn reset(&self) -> Response {
        self.0.store(true, Ordering::SeqCst);
        StatusCode::OK.into_response()
    }
}

impl Connected<IncomingStream<'_, Wires>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Self {
        stream.io().cut.clone()
    }
}

/// A listener whose connections can be cut.
pub struct Wires(TcpListener);

impl axum::serve::Listener for Wires {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, peer) = axum::serve::Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        let cut = Cut::default();
        (Wire { stream, cut }, peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that fails to write once it is cut.
pub struct Wire {
    stream: TcpStream,
    cut: Cut,
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.cut.0.load(Ordering::SeqCst) {
            // Without lingering, closing sends a reset.
            let _ = self.stream.set_zero_linger();
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
