//! A real listener: deadlines, large bodies, the stop.

use crate::world::{Reply, World};
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
    assert_eq!(Reply::read(&half_body).status, 408);
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
    Reply::read(&text).refuses(413, "payload_too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_read_on_for_sixteen_mebibytes_whatever_was_announced() {
    let world = World::new().await;
    let server = served(&world).await;
    for length in [16 << 20, (16 << 20) + 1, 17 << 20, 40 << 20] {
        let head = format!(
            "POST /user/auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
        );
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b' '; 16 << 20]).await.unwrap();
        drop(stream.write_all(&vec![b' '; length - (16 << 20)]).await);
        let mut text = Vec::new();
        drop(timeout(Duration::from_secs(8), stream.read_to_end(&mut text)).await.unwrap());
        if length < 40 << 20 {
            assert!(text.starts_with(b"HTTP/1.1 413"), "{length}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_told_so_with_every_header_and_a_sentence() {
    let world = World::new().await;
    let server = served(&world).await;
    let many = "X: 1\r\n".repeat(150);
    for (head, status) in [
        ("GET / HTTP/1.1\r\nHost: a\r\nBad Header: x".to_owned(), "400 Bad Request"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\n{many}X: 1"), "431 Request Header Fields Too Large"),
    ] {
        let text = said(server.address, format!("{head}\r\n\r\n").as_bytes()).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{text}");
        let reply = Reply::read(&text);
        assert_eq!(reply.json()["code"], "request_unreadable");
        assert_eq!(reply.header("content-length"), reply.text.len().to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn none_or_two_hosts_are_refused_on_the_wire() {
    let world = World::new().await;
    let server = served(&world).await;
    for request in [
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    ] {
        Reply::read(&said(server.address, request.as_bytes()).await).refuses(400, "host_refused");
    }
    let text = said(server.address, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
}

/// A request of which all but the last byte is there.
async fn begun(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"POST /user/auth HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{").await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream
}

/// It comes to its end, and is answered.
async fn ended(mut stream: TcpStream) {
    stream.write_all(b"}").await.unwrap();
    let mut text = String::new();
    drop(timeout(Duration::from_secs(5), stream.read_to_string(&mut text)).await.unwrap());
    assert!(text.starts_with("HTTP/1.1 400"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_is_answered_after_the_stop() {
    let world = World::new().await;
    let server = served(&world).await;
    let under_way = begun(server.address).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let probe = said(server.address, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert_eq!(Reply::read(&probe).status, 503);
    ended(under_way).await;
    timeout(Duration::from_secs(10), server.ended).await.expect("the server did not end").unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_after_the_stop_is_answered_and_does_not_keep_the_server() {
    let world = World::new().await;
    let server = served(&world).await;
    let under_way = begun(server.address).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    // Left alone, it would say nothing for five seconds.
    let _silent = TcpStream::connect(server.address).await.unwrap();
    let late = begun(server.address).await;
    ended(under_way).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    ended(late).await;
    timeout(Duration::from_secs(3), server.ended).await.expect("the server did not end").unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn prometheus_reads_what_was_counted_at_an_address_of_its_own_and_nothing_of_anybody() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.get("/user").await;
    world.guest().get("/user").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let scrape = tokio::spawn(frontdesk_server::scrape::run(listener, world.state.clone()));
    let asked = b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let text = said(address, asked).await;
    for line in [
        "frontdesk_requests_total{method=\"GET\",path=\"/user\",status=\"200\"} 1",
        "frontdesk_requests_total{method=\"GET\",path=\"/user\",status=\"401\"} 1",
        "frontdesk_jobs 0",
        "frontdesk_index_ready ",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("ada"), "{text}");
    assert!(
        said(address, b"GET /user HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.contains(" 404 ")
    );
    scrape.abort();
}

/// The head of an import by somebody with this token, of a body in chunks.
fn import(token: &str) -> String {
    format!(
        "POST /users/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
}

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_pause_longer_than_a_body_and_is_cut_where_its_connection_is() {
    let world = World::new().await;
    let admin = world.admin().await;
    let server = served(&world).await;
    let head = import(admin.token.as_deref().unwrap());
    let mut paused = TcpStream::connect(server.address).await.unwrap();
    paused.write_all(format!("{head}{}", chunk("{\"email\":\"u1@x.io\"}\n{\"ema")).as_bytes()).await.unwrap();
    let mut cut = TcpStream::connect(server.address).await.unwrap();
    cut.write_all(format!("{head}{}", chunk("{\"email\":\"u2@x.io\"}\n{\"email\":\"u3@x.io\"}")).as_bytes())
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(5_500)).await;
    drop(cut);
    paused.write_all(format!("{}0\r\n\r\n", chunk("il\":\"u4@x.io\"}")).as_bytes()).await.unwrap();
    let mut text = String::new();
    timeout(Duration::from_secs(5), paused.read_to_string(&mut text)).await.unwrap().unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("\"created\":2"), "{text}");
    let whole_and_the_root = 4;
    for _ in 0..50 {
        if admin.get("/users/count").await.is(200)["count"] == whole_and_the_root {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(admin.get("/users/count?pattern=u3").await.is(200)["count"], 0, "its line had no end");
    assert_eq!(admin.get("/users/count").await.is(200)["count"], whole_and_the_root);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_import_sees_the_answer_however_large_the_file() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let server = served(&world).await;
    let head = import(ada.token.as_deref().unwrap());
    let file = chunk(&"{\"email\":\"eve@x.io\"}\n".repeat(1_000)).repeat(400);
    let text = said(server.address, format!("{head}{file}0\r\n\r\n").as_bytes()).await;
    assert!(text.starts_with("HTTP/1.1 403") && text.contains("scope_insufficient"), "{text:.200}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_under_way_is_told_of_the_stop_and_of_what_is_saved() {
    let world = World::new().await;
    let admin = world.admin().await;
    let server = served(&world).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let lines: String = (1..=300).map(|n| format!("{{\"email\":\"u{n}@x.io\"}}\n")).collect();
    let head = import(admin.token.as_deref().unwrap());
    stream.write_all(format!("{head}{}", chunk(&lines)).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(format!("{}0\r\n\r\n", chunk("{\"email\":\"late@x.io\"}\n")).as_bytes()).await.unwrap();
    let mut text = String::new();
    drop(timeout(Duration::from_secs(8), stream.read_to_string(&mut text)).await.unwrap());
    assert!(text.starts_with("HTTP/1.1 503") && text.contains("from=301"), "{text}");
    timeout(Duration::from_secs(10), server.ended).await.expect("the server did not end").unwrap().unwrap();
}
