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

pub use forgot_password::forgot_password_page;
pub use not_found::NotFoundPage;
pub use reset_password::reset_password_page;
pub use set_up::set_up_page;
pub use sign_in::sign_in_page;
pub use sign_up::sign_up_page;
