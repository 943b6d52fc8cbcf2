//! The Frontdesk app.
