//! Measures durable sign-ups a second: `cargo run --release -p frontdesk-server --example sign_ups -- 127.0.0.1:8080 64 10 ./data` (server, clients, seconds, a
//! folder on its disk). The server runs with `--limits off`, best built with the feature `weak-hash`, or its hash is all that is measured. Beside the figure stands
//! what the disk allows: how often a second a small write is synced there.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

use std::io::{Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a second a page is written and synced.
fn floor(folder: &Path, length: Duration) -> f64 {
    let path = folder.join("sync-floor");
    let mut file = std::fs::File::create(&path).unwrap();
    let (begun, mut synced) = (Instant::now(), 0_u32);
    while begun.elapsed() < length {
        file.seek(SeekFrom::Start(u64::from(synced % 1000) * 4096)).unwrap();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        synced += 1;
    }
    std::fs::remove_file(path).unwrap();
    f64::from(synced) / begun.elapsed().as_secs_f64()
}

/// Signs people up, one after the other, until the end; how long each took.
fn client(server: &str, number: usize, end: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_nodelay(true).unwrap();
    let started = std::process::id();
    let (mut took, mut answer) = (Vec::new(), vec![0; 16 * 1024]);
    while Instant::now() < end {
        let turn = took.len();
        let body = format!(r#"{{"email":"p{started}.{number}.{turn}@load.example","password":"abc321"}}"#);
        let length = body.len();
        let begun = Instant::now();
        let head = format!(
            "POST /user HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let mut read = 0;
        while !is_whole(&answer[..read]) {
            let more = stream.read(&mut answer[read..]).unwrap();
            assert!(more > 0, "the server hung up");
            read += more;
        }
        assert!(answer.starts_with(b"HTTP/1.1 201"), "{}", String::from_utf8_lossy(&answer[..read]));
        took.push(begun.elapsed());
    }
    took
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    length.is_some_and(|length| body.len() >= length.trim().parse::<usize>().unwrap())
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (server, clients, seconds) = (words[0].clone(), words[1].parse().unwrap(), words[2].parse().unwrap());
    let folder = Path::new(&words[3]);
    println!("syncs/s before: {:.0}", floor(folder, Duration::from_secs(2)));
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let clients: Vec<_> = (0..clients)
        .map(|number| {
            let server = server.clone();
            std::thread::spawn(move || client(&server, number, end))
        })
        .collect();
    let mut took: Vec<Duration> = clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
    let rate = took.len() as f64 / begun.elapsed().as_secs_f64();
    took.sort();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!("sign-ups/s: {rate:.0}   p50 {:.1} ms   p99 {:.1} ms", at(0.5), at(0.99));
    println!("syncs/s after: {:.0}", floor(folder, Duration::from_secs(2)));
}
