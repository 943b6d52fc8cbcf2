//! The API, from outside the router.
fn main() {}
