//! How far a deletion is, in words and as what to do next.

use frontdesk_wire::replies::{DeletionState, DeletionStatus};

/// A deletion as the drawer follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not begun, or not known yet.
    Idle,
    /// Under way: the step being done, of how many. `None` until the server has said.
    Running(Option<(u32, u32)>),
    /// The user is gone.
    Done,
    /// It stopped: why, and what is left.
    Stopped(String),
}

impl Progress {
    /// Reads what the server says.
    pub fn of(status: &DeletionStatus) -> Self {
        match status.status {
            DeletionState::InProgress => Self::Running(step(status)),
            DeletionState::Completed => Self::Done,
            DeletionState::Failed => Self::Stopped(left("stopped", status)),
            DeletionState::Cancelled => Self::Stopped(left("was called off", status)),
        }
    }

    /// Is it under way, so that nothing else may be done to the user?
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }

    /// What the bar is labelled and the text under it opens with: "Step 2 of 5".
    pub fn label(&self) -> String {
        match self {
            Self::Running(Some((step, total))) => format!("Step {step} of {total}"),
            Self::Idle | Self::Running(None) => "Starting".to_owned(),
            Self::Done => "Done".to_owned(),
            Self::Stopped(_) => "Stopped".to_owned(),
        }
    }
}

/// The step being done: one more than are done, until all are.
fn step(status: &DeletionStatus) -> Option<(u32, u32)> {
    let total = status.steps_total;
    (total > 0).then(|| (status.steps_done.saturating_add(1).min(total), total))
}

fn left(how: &str, status: &DeletionStatus) -> String {
    let remaining = status.steps_total.saturating_sub(status.steps_done);
    let cause = status.message.as_deref().map(str::trim).filter(|message| !message.is_empty());
    let mut sentence = format!(
        "The deletion {how} at step {} of {}.",
        step(status).map_or(1, |(at, _)| at),
        status.steps_total.max(1)
    );
    if let Some(cause) = cause {
        sentence.push(' ');
        sentence.push_str(cause.trim_end_matches('.'));
        sentence.push('.');
    }
    match remaining {
        0 => {}
        1 => sentence.push_str(" One step is left to do."),
        more => sentence.push_str(&format!(" {more} steps are left to do.")),
    }
    sentence
}

/// How long to wait before asking again, in milliseconds: at once while it is quick, then less and less often.
pub fn pause(times_asked: u32) -> u32 {
    match times_asked {
        0..=3 => 250,
        4..=20 => 1_000,
        _ => 3_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: DeletionState, done: u32, message: Option<&str>) -> DeletionStatus {
        DeletionStatus { status, steps_done: done, steps_total: 5, message: message.map(str::to_owned) }
    }

    #[test]
    fn the_step_being_done_is_shown_not_the_steps_done() {
        let label = |done| Progress::of(&status(DeletionState::InProgress, done, None)).label();
        assert_eq!([label(0), label(1), label(5)], ["Step 1 of 5", "Step 2 of 5", "Step 5 of 5"]);
    }

    #[test]
    fn a_failure_says_why_and_what_is_left() {
        let failed = status(DeletionState::Failed, 3, Some("The webhook did not answer"));
        assert_eq!(
            Progress::of(&failed),
            Progress::Stopped(
                "The deletion stopped at step 4 of 5. The webhook did not answer. 2 steps are left to do."
                    .to_owned()
            )
        );
        let cancelled = status(DeletionState::Cancelled, 4, None);
        assert_eq!(
            Progress::of(&cancelled),
            Progress::Stopped(
                "The deletion was called off at step 5 of 5. One step is left to do.".to_owned()
            )
        );
    }

    #[test]
    fn completed_is_done() {
        assert_eq!(Progress::of(&status(DeletionState::Completed, 5, None)), Progress::Done);
    }

    #[test]
    fn asking_slows_down() {
        assert!(pause(0) < pause(4) && pause(4) < pause(40));
    }
}
