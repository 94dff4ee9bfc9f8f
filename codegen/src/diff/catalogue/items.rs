//! Lists changes that only Rust callers see, which no edit of what is sent causes. The last resort of a comparison, so
//! that no public item changes in silence.

table! {
    ITEM_ADDED = "rust-item-added": "A public item of the crate appeared, and nothing else tells why." {
        None, "names of the crate are not sent"
    }
    ITEM_REMOVED = "rust-item-removed": "A public item of the crate vanished, and nothing else tells why." {
        None, "names of the crate are not sent"
    }
    ITEM_CHANGED = "rust-item-changed": "A public item of the crate is another one, and nothing else tells why." {
        None, "names of the crate are not sent"
    }
}
