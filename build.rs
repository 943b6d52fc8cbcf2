//! Builds the app again when a sheet changes: `style_sheet!` reads the file without telling the compiler. And lets the
//! linker tell where in a program what is, for the one that is cut in two (`crates/xtask/src/web/split.rs`).

fn main() {
    println!("cargo:rerun-if-changed=style");
    #[expect(clippy::disallowed_methods, reason = "cargo says here for what it builds")]
    let architecture = std::env::var("CARGO_CFG_TARGET_ARCH");
    if architecture.is_ok_and(|name| name == "wasm32") {
        println!("cargo:rustc-link-arg-bin=admin=--emit-relocs");
    }
}
