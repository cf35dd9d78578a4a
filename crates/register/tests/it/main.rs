//! The register as its callers use it, on documents of fictional states whose readings are written beside them.

#[path = "../common/mod.rs"]
mod common;

mod asking;
mod decisions;
mod exports;
mod following;
mod merging;
mod safety;
mod world;
