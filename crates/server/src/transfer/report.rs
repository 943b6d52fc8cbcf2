//! What has become of a file's lines so far.

use super::import::conflict;
use frontdesk_store::Arrived;
use frontdesk_wire::FieldProblem;
use frontdesk_wire::replies::{Imported, LineProblem};

/// So many problems are told one by one.
const TOLD: usize = 1_000;

/// Counts, and the first problems.
pub(super) struct Report {
    so_far: Imported,
}

impl Report {
    pub(super) fn new(is_dry: bool) -> Self {
        Self { so_far: Imported { dry_run: is_dry, ..Imported::default() } }
    }

    /// A line could not be understood.
    pub(super) fn invalid(&mut self, line: u64, problems: Vec<FieldProblem>) {
        self.so_far.rows += 1;
        self.so_far.invalid += 1;
        problems.into_iter().for_each(|problem| self.note(line, problem));
    }

    /// A line was understood, and this came of it.
    pub(super) fn arrived(&mut self, line: u64, arrived: Arrived) {
        self.so_far.rows += 1;
        match arrived {
            Arrived::Added => self.so_far.created += 1,
            Arrived::Changed => self.so_far.updated += 1,
            Arrived::Same => self.so_far.skipped += 1,
            _ => self.so_far.conflicts += 1,
        }
        if let Some(problem) = conflict(arrived) {
            self.note(line, problem);
        }
    }

    /// All up to this line is saved, if it ever is.
    pub(super) fn saved(&mut self, line: u64) {
        if !self.so_far.dry_run {
            self.so_far.saved_through = line.max(self.so_far.saved_through);
        }
    }

    pub(super) fn saved_through(&self) -> u64 {
        self.so_far.saved_through
    }

    /// As it is told: the lines in their order.
    pub(super) fn told(&self) -> Imported {
        let mut told = self.so_far.clone();
        told.problems.sort_by_key(|problem| problem.line);
        told
    }

    fn note(&mut self, line: u64, problem: FieldProblem) {
        self.so_far.problem_count += 1;
        if self.so_far.problems.len() < TOLD {
            let FieldProblem { field, code, message } = problem;
            self.so_far.problems.push(LineProblem { line, field, code, message });
        }
    }
}
