//! Frontdesk store.
