//! Start of the app.
fn main() {}
