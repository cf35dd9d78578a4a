//! Following up: what is overdue or quiet, what may show that something was done, what the next session is to take
//! up. Everything here is computed as of a day that the caller names.

mod report;
mod sessions;
mod suggest;
mod view;

pub use report::ReportFormat;
pub(crate) use report::say_state;
pub use sessions::{Agenda, MechanismPage, NextSession, Session, Track, Tracked};
pub use suggest::Suggestion;
pub use view::{Changes, FollowView, TargetFigure};
