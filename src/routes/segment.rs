//! The words that paths are made of, for the enum and for the router's table.

/// Sign in.
pub const SIGN_IN: &str = "sign-in";
/// Create an account.
pub const SIGN_UP: &str = "sign-up";
/// Ask for a reset link.
pub const FORGOT_PASSWORD: &str = "forgot-password";
/// Set a new password.
pub const RESET_PASSWORD: &str = "reset-password";
/// Make the first administrator.
pub const SET_UP: &str = "set-up";
/// My account.
pub const ACCOUNT: &str = "account";
/// The administration.
pub const ADMIN: &str = "admin";
/// The list of users.
pub const USERS: &str = "users";
/// A new user.
pub const NEW: &str = "new";
/// A user's metadata.
pub const METADATA: &str = "metadata";
/// A path that leads nowhere: what the page for such an address is made with ahead of time.
pub const NOWHERE: &str = "//";
