//! Builds the app again when a sheet changes: `style_sheet!` reads the file without telling the compiler.

fn main() {
    println!("cargo:rerun-if-changed=style");
}
