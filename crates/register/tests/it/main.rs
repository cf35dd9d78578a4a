//! The register as its callers use it, on documents of fictional states whose readings are written beside them.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail as tests do; the lint knows only functions marked as tests"
)]

#[path = "../common/mod.rs"]
mod common;

mod asking;
mod decisions;
mod exports;
mod following;
mod merging;
mod safety;
mod world;
