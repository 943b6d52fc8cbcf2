//! Where things lie in the checkout.

use std::path::{Path, PathBuf};

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The one sheet made from everything under `style/`; `index.html` links it.
pub(crate) fn generated_sheet() -> PathBuf {
    root().join("target/styles/frontdesk.css")
}
