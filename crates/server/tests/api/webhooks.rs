//! Calls to the product: what they say, and that they come again.

use crate::product::Product;
use crate::world::{World, email};
use frontdesk_server::jobs;
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn a_new_user_is_told_with_waits_between_the_tries_and_one_delivery_id() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_CREATED", &product.url)]).await;
    product.fail(2);
    let ada = world.guest().sign_up("ada").await.is(201)["user"].clone();
    for wait in [29_999, 1, 44_999, 1] {
        world.work().await;
        world.pass_millis(wait);
    }
    world.work().await;
    let calls = product.calls();
    assert_eq!(calls.len(), 3);
    let told = json!({
        "userId": ada["id"],
        "username": email("ada"),
        "email": email("ada"),
        "created": ada["created"],
    });
    assert_eq!(calls[0].body, told);
    assert!(calls.iter().all(|call| call.delivery == calls[0].delivery));
}

#[tokio::test]
async fn mail_and_webhook_carry_one_code_on_every_try() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_FORGOT_PASSWORD", &product.url)]).await;
    let ada = world.user("ada").await;
    product.fail(1);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    world.pass(30);
    world.work().await;
    let (letters, calls) = (world.letters(), product.calls());
    assert_eq!((letters.len(), calls.len()), (1, 2));
    assert_eq!(calls[0].body, calls[1].body);
    let told = &calls[0].body;
    assert_eq!((&told["userId"], &told["email"]), (&ada.user["id"], &json!(email("ada"))));
    assert!(letters[0].text.contains(told["link"].as_str().unwrap()));
    assert!(told["link"].as_str().unwrap().ends_with(told["code"].as_str().unwrap()));
}

#[tokio::test]
async fn a_product_that_is_gone_costs_its_own_job_and_nothing_else() {
    let world =
        World::with(&[("WEBHOOK_USER_CREATED", "http://127.0.0.1:9/gone"), ("WEBHOOK_RETRY_COUNT", "0")])
            .await;
    world.guest().sign_up("ada").await.is(201);
    assert_eq!(world.jobs().await, 1);
    world.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_hangs_keeps_no_letter_and_no_deletion_back() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_CREATED", &product.url)]).await;
    let (admin, ada, bob) = (world.admin().await, world.user("ada").await, world.user("bob").await);
    product.hang(true);
    let (stop, stopped) = watch::channel(false);
    let workers = tokio::spawn(jobs::run(world.state.clone(), stopped));
    for n in 0..12 {
        world.guest().sign_up(&format!("new{n}")).await.is(201);
    }
    let until = async |done: &dyn Fn() -> bool| {
        let waited = async {
            while !done() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(5), waited).await.expect("it is held up");
    };
    until(&|| product.calls().len() >= 2).await;
    let wish = json!({"email": email("ada"), "password": "brandnew"});
    admin.post("/user/reset-password", wish).await.done();
    until(&|| !world.letters().is_empty()).await;
    let ticket = admin.delete(&bob.path()).await.is(200)["ticket"].as_str().unwrap().to_owned();
    let status = format!("{}/delete-status/{ticket}", bob.path());
    let gone = async {
        while admin.get(&status).await.is(200)["status"] != "completed" {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(5), gone).await.expect("the deletion is held up");
    product.hang(false);
    stop.send(true).unwrap();
    workers.await.unwrap();
    world.work().await;
    ada.get("/user").await.is(401);
}
