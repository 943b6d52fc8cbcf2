//! Frontdesk server.
