//! A real listener: deadlines, large bodies, the stop.

use crate::world::World;
use frontdesk_server::serve::serve;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<anyhow::Result<()>>,
}

async fn served(world: &World) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let state = world.state.clone();
    let ended = tokio::spawn(serve(listener, state, async move { drop(stopped.await) }));
    Served { address, stop, ended }
}

async fn said(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut text = Vec::new();
    drop(
        timeout(Duration::from_secs(8), stream.read_to_end(&mut text))
            .await
            .expect("the connection stayed open"),
    );
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_heads_and_slow_bodies_are_cut_off() {
    let world = World::new().await;
    let server = served(&world).await;
    let begun = Instant::now();
    let (idle, half_head, half_body) = tokio::join!(
        said(server.address, b""),
        said(server.address, b"GET / HTTP/1.1\r\nHost: x\r\nAccept: "),
        said(server.address, b"POST /user/auth HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"user"),
    );
    assert!(begun.elapsed() < Duration::from_secs(8));
    assert!(!idle.contains("200") && !half_head.contains("200"));
    assert!(half_body.starts_with("HTTP/1.1 408"), "{half_body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_of_ten_megabytes_sees_the_answer() {
    let world = World::new().await;
    let server = served(&world).await;
    let length = 10_000_000;
    let mut request = format!(
        "POST /user/auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    request.resize(request.len() + length, b' ');
    let text = said(server.address, &request).await;
    assert!(text.starts_with("HTTP/1.1 413") && text.contains("payload_too_large"), "{text:.200}");
}

#[tokio::test(flavor = "multi_thread")]
async fn none_or_two_hosts_are_refused_on_the_wire() {
    let world = World::new().await;
    let server = served(&world).await;
    for request in [
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    ] {
        assert!(said(server.address, request.as_bytes()).await.starts_with("HTTP/1.1 400"), "{request}");
    }
    let text = said(server.address, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_is_answered_after_the_stop() {
    let world = World::new().await;
    let server = served(&world).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"POST /user/auth HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{").await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let probe = said(server.address, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(probe.starts_with("HTTP/1.1 503"), "{probe}");
    stream.write_all(b"}").await.unwrap();
    let mut text = String::new();
    drop(timeout(Duration::from_secs(5), stream.read_to_string(&mut text)).await.unwrap());
    assert!(text.starts_with("HTTP/1.1 400"), "{text}");
    timeout(Duration::from_secs(10), server.ended).await.expect("the server did not end").unwrap().unwrap();
}
