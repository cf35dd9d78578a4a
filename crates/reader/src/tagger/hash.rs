//! One hash for words and features, the same on every machine, so that a model trained here is read anywhere.

/// The hash of a word's folded bytes.
#[inline]
pub(super) fn bytes(word: &[u8]) -> u64 {
    let mut state = 0xCBF2_9CE4_8422_2325u64 ^ word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        state = step(state, u64::from_le_bytes(chunk.try_into().expect("eight bytes")));
    }
    let mut rest = [0u8; 8];
    rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(step(state, u64::from_le_bytes(rest)))
}

/// A feature's hash: its template and up to any number of values, one after the other.
#[inline]
pub(super) fn join(state: u64, value: u64) -> u64 {
    step(state, value)
}

/// Spreads a state over all bits; done once, at the end.
#[inline]
pub(super) fn mix(mut state: u64) -> u64 {
    state ^= state >> 32;
    state = state.wrapping_mul(0x9FB2_1C65_1E98_DF25);
    state ^ (state >> 29)
}

#[inline]
fn step(state: u64, value: u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95)
}
