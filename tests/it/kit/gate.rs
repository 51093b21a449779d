//! A way to a server that can be cut, as a connection on the road is: nothing gets through, and what was open breaks.

use std::net::SocketAddr;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A way to a server. Cut, it refuses; lifted, it leads there again at the same address.
pub struct Gate {
    own: SocketAddr,
    server: SocketAddr,
    open: Option<(CancellationToken, JoinHandle<()>)>,
}

impl Gate {
    /// Opens a way to `http://address:port`.
    pub async fn to(server: &str) -> Self {
        let server = server.trim_start_matches("http://").parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut gate = Self {
            own: listener.local_addr().unwrap(),
            server,
            open: None,
        };
        gate.let_through(listener);
        gate
    }

    /// Address by which the server is reached.
    pub fn base(&self) -> String {
        format!("http://{}", self.own)
    }

    /// Breaks every connection and takes no new one.
    pub async fn cut(&mut self) {
        let (token, task) = self.open.take().unwrap();
        token.cancel();
        task.await.unwrap();
    }

    /// Lets connections through again.
    pub async fn lift(&mut self) {
        let listener = TcpListener::bind(self.own).await.unwrap();
        self.let_through(listener);
    }

    fn let_through(&mut self, listener: TcpListener) {
        let (token, server) = (CancellationToken::new(), self.server);
        let stop = token.clone();
        let task = tokio::spawn(async move {
            loop {
                let from = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted.unwrap().0,
                };
                tokio::spawn(pass(from, server, stop.clone()));
            }
        });
        self.open = Some((token, task));
    }
}

async fn pass(mut from: TcpStream, server: SocketAddr, stop: CancellationToken) {
    let Ok(mut to) = TcpStream::connect(server).await else {
        return;
    };
    tokio::select! {
        () = stop.cancelled() => {}
        _ = tokio::io::copy_bidirectional(&mut from, &mut to) => {}
    }
}
