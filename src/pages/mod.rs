//! The pages, one module each.

#[cfg(not(feature = "ssr"))]
pub mod account;
#[cfg(not(feature = "ssr"))]
pub mod admin;
pub mod forgot_password;
pub mod not_found;
pub mod reset_password;
pub mod set_up;
pub mod sign_in;
pub mod sign_up;

pub use forgot_password::ForgotPasswordPage;
pub use not_found::NotFoundPage;
pub use reset_password::ResetPasswordPage;
pub use set_up::SetUpPage;
pub use sign_in::SignInPage;
pub use sign_up::SignUpPage;
