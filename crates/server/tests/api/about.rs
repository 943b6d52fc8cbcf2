//! `GET /`, `/config.json`, `/logo`, the probes, the description.

use crate::world::World;
use serde_json::{Value, json};

#[tokio::test]
async fn the_root_tells_programs_what_server_this_is() {
    let world = World::with(&[("SUPPORT_CONTACT", "help@example.com")]).await;
    for actor in [
        world.guest(),
        world.guest().header("accept", "*/*"),
        world.guest().header("accept", "application/json"),
    ] {
        let reply = actor.get("/").await;
        assert!(reply.header("vary").contains("accept"));
        let about = reply.is(200);
        assert_eq!((&about["version"], &about["name"]), (&json!("6.1.0"), &json!("Frontdesk")));
        assert_eq!(
            about["capabilities"],
            json!([
                "blocked",
                "sessions",
                "set-up",
                "multi-sort",
                "audit",
                "stats",
                "etag",
                "bulk",
                "export",
                "import"
            ])
        );
        assert_eq!((&about["signUp"], &about["passwordMinLength"]), (&json!("open"), &json!(5)));
        assert_eq!(about["resetLinkSeconds"], 3600);
        assert_eq!(about["supportContact"], "help@example.com");
    }
    assert_eq!(World::new().await.guest().get("/").await.is(200)["supportContact"], json!(null));
}

#[tokio::test]
async fn the_root_tells_how_long_a_reset_link_holds_here() {
    for (settings, seconds) in
        [(("PASSWORD_POLICY", "hardened"), 600), (("DB_FORGOT_PASSWORD_INDEX_EXPIRY", "2h"), 7200)]
    {
        let about = World::with(&[settings]).await.guest().get("/").await.is(200);
        assert_eq!(about["resetLinkSeconds"], seconds);
    }
}

#[tokio::test]
async fn the_root_shows_browsers_the_app() {
    let world = World::new().await;
    let reply = world.guest().header("accept", "text/html,application/xhtml+xml,*/*;q=0.8").get("/").await;
    assert_eq!(reply.status, 200);
    assert!(
        reply.header("content-type").starts_with("text/html")
            && reply.text.to_lowercase().contains("<!doctype html")
    );
    let vary: Vec<_> = reply.headers.get_all("vary").iter().collect();
    assert!(vary.iter().any(|line| *line == "accept"), "{vary:?}");
}

#[tokio::test]
async fn the_app_is_told_how_it_is_set_up() {
    let settings = [
        ("APP_NAME", "Ada's"),
        ("ACCENT_HUE", "200"),
        ("AFTER_SIGN_IN", "/admin/users"),
        ("PRIVACY_URL", "https://p.example/"),
    ];
    let config = World::with(&settings).await.guest().get("/config.json").await.is(200);
    assert_eq!(
        (&config["api"], &config["appName"], &config["accentHue"]),
        (&json!(""), &json!("Ada's"), &json!(200))
    );
    assert_eq!((&config["afterSignIn"], &config["logo"]), (&json!("/admin/users"), &json!(null)));
    assert_eq!(config["privacyUrl"], "https://p.example/");
}

#[tokio::test]
async fn the_logo_is_shown_if_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logo.svg");
    std::fs::write(&file, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let world = World::with(&[("LOGO_FILE", file.to_str().unwrap())]).await;
    assert_eq!(world.guest().get("/config.json").await.is(200)["logo"], "/logo");
    let logo = world.guest().get("/logo").await;
    assert_eq!((logo.status.as_u16(), logo.header("content-type")), (200, "image/svg+xml"));
    World::new().await.guest().get("/logo").await.refuses(404, "not_found");
}

#[tokio::test]
async fn probes_tell_whether_the_server_is_up_and_takes_requests() {
    let world = World::new().await;
    world.guest().get("/healthz").await.is(200);
    world.guest().get("/readyz").await.is(200);
    world.state.health.stop();
    world.guest().get("/healthz").await.is(200);
    world.guest().get("/readyz").await.refuses(503, "unavailable");
}

#[tokio::test]
async fn the_description_is_served() {
    let told = World::new().await.guest().get("/openapi.json").await.is(200);
    let names = |path: &str| -> Vec<Value> {
        let parameters = told["paths"][path]["get"]["parameters"].as_array().unwrap();
        parameters.iter().map(|parameter| parameter["name"].clone()).collect()
    };
    assert_eq!(names("/users"), ["filter", "pattern", "sort", "limit", "offset", "projection"]);
    assert_eq!(names("/users/count"), ["filter", "pattern"]);
}
