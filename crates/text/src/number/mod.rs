//! Numbers, ordinals and amounts over the tokens of a [`Text`](crate::Text).

mod cardinal;
mod digits;
mod numeral;
mod ordinal;
mod unit;

pub use cardinal::{NumberMatch, number_at};
pub use ordinal::{OrdinalMatch, ordinal_at};
pub use unit::{AmountMatch, Unit, amount_at};

pub(crate) use numeral::{Numeral, numeral};

#[cfg(test)]
mod tests;
