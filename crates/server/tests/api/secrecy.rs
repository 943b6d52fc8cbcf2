//! What the log must never hold, at its finest.

use crate::product::Product;
use crate::world::{PASSWORD, World, email};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

/// A log kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_password_token_hash_code_or_address_is_logged_at_trace_level() {
    let log = Log::default();
    let lines =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    tracing::subscriber::set_global_default(lines).unwrap();
    let product = Product::new().await;
    product.fail(1);
    let world = World::with(&[
        ("WEBHOOK_USER_FORGOT_PASSWORD", &product.url),
        ("WEBHOOK_USER_CREATED", &product.url),
    ])
    .await;
    let made = world.guest().sign_up("ada").await.is(201);
    let token = made["token"].as_str().unwrap();
    world.guest().with_token(token).get("/user").await.is(200);
    world.guest().sign_in("ada", "a-wrong-one").await.is(403);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    world.pass(30);
    world.work().await;
    let code = product.calls().iter().find_map(|call| call.body["code"].as_str().map(str::to_owned)).unwrap();
    world.guest().redeem(&code, "brandnew").await.done();
    world.work().await;
    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(text.contains("a job is tried again later"), "nothing was logged at all");
    for secret in [PASSWORD, "a-wrong-one", "brandnew", &code, "$argon2", token, &email("ada")] {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
}
