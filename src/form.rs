//! One submission: whether it is under way, what was wrong with it, and where each problem shows.

use crate::api::ApiError;
use crate::ui::countdown::Countdown;
use crate::ui::focus_id;
use crate::ui::problem_summary::Line;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Did it send?
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Submission {
    /// Not sent, or done.
    #[default]
    Idle,
    /// Under way.
    Sending,
    /// Refused, here or by the server.
    Failed(Vec<Problem>),
}

/// One thing that is wrong, and its one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Shows at a field.
    Field {
        /// The field's element id.
        id: &'static str,
        /// What is wrong.
        sentence: String,
    },
    /// Shows above the form.
    Form {
        /// The server's stable word, where it sent one.
        code: Option<String>,
        /// What is wrong.
        sentence: String,
    },
}

/// Waits for an answer of the server and hands it to the page that asked, of which `page` is any signal. The answer may
/// come after that page was left, and then nothing of it is there to be touched: `then` does not run. What must happen
/// all the same belongs into `answer`, with values taken before it waits.
pub fn when_answered<T: 'static>(
    page: impl IsDisposed + 'static,
    answer: impl Future<Output = T> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    spawn_local(async move {
        let answer = answer.await;
        if !page.is_disposed() {
            then(answer);
        }
    });
}

/// A form's fields: the wire's name and the element's id of each.
pub type Fields = &'static [(&'static str, &'static str)];

/// One form's submission. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    fields: Fields,
    submission: RwSignal<Submission>,
    wait: Countdown,
}

impl Form {
    /// A form with these fields, nothing sent yet.
    pub fn new(fields: Fields) -> Self {
        Self { fields, submission: RwSignal::new(Submission::Idle), wait: Countdown::new(None) }
    }

    /// Marks the form as sending; false where it is sending already, has to wait, or was left.
    pub fn begin(self) -> bool {
        if self.is_left() {
            return false;
        }
        let free = self.submission.with_untracked(|submission| *submission != Submission::Sending);
        let may = free && !untrack(|| self.wait.running());
        if may {
            self.submission.set(Submission::Sending);
        }
        may
    }

    /// Was its page left while an answer was on its way? The answer then has nothing of the page to touch, and reading
    /// what is gone would panic: what must happen all the same is taken along before the wait.
    pub fn is_left(self) -> bool {
        self.submission.is_disposed()
    }

    /// It was done.
    pub fn succeed(self) {
        self.submission.set(Submission::Idle);
    }

    /// The server refused, or could not be asked. A refusal for being too often starts the countdown. Nothing happens
    /// where the page was left.
    pub fn fail(self, error: &ApiError) {
        match error {
            _ if self.is_left() => {}
            ApiError::TooOften { retry_after } => {
                self.submission.set(Submission::Idle);
                self.wait.start(*retry_after);
            }
            // The session's own dialog speaks; nothing is wrong with what was typed.
            ApiError::SessionEnded | ApiError::Stopped => self.submission.set(Submission::Idle),
            other => {
                let problems = problems(other, self.fields);
                focus_problem(&problems);
                self.submission.set(Submission::Failed(problems));
            }
        }
    }

    /// Refuses before anything is sent; nothing happens where there is no problem. True when all is well.
    pub fn check(self, problems: Vec<Problem>) -> bool {
        let fine = problems.is_empty() && !self.is_left();
        self.submission.set(if fine { Submission::Idle } else { Submission::Failed(problems) });
        fine
    }

    /// What is wrong with a field, by its element id.
    pub fn error_of(self, field: &'static str) -> Signal<Option<String>> {
        self.derive(move |problems| {
            problems.iter().find_map(|problem| match problem {
                Problem::Field { id, sentence } if *id == field => Some(sentence.clone()),
                _ => None,
            })
        })
    }

    /// What is wrong with the whole.
    pub fn error(self) -> Signal<Option<String>> {
        self.derive(|problems| {
            problems.iter().find_map(|problem| match problem {
                Problem::Form { sentence, .. } => Some(sentence.clone()),
                Problem::Field { .. } => None,
            })
        })
    }

    /// Was it refused with this word?
    pub fn is_refused_with(self, word: &'static str) -> Signal<bool> {
        self.derive(move |problems| {
            problems
                .iter()
                .any(|problem| matches!(problem, Problem::Form { code: Some(code), .. } if code == word))
        })
    }

    /// A summary's lines, where several things are wrong; one alone is said at its place.
    pub fn lines(self) -> Signal<Vec<Line>> {
        self.derive(|problems| match problems {
            [] | [_] => Vec::new(),
            several => several.iter().map(line).collect(),
        })
    }

    /// Is anything wrong, a wait included?
    pub fn is_wrong(self) -> Signal<bool> {
        let refused = self.derive(|problems| !problems.is_empty());
        Signal::derive(move || refused.get() || self.wait.running())
    }

    /// Is it under way?
    pub fn is_sending(self) -> Signal<bool> {
        Signal::derive(move || self.submission.with(|submission| *submission == Submission::Sending))
    }

    /// The wait after too many tries.
    pub fn wait(self) -> Countdown {
        self.wait
    }

    /// Why the button cannot be used: the wait.
    pub fn waits(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.wait.running().then(|| format!("Too many tries. Wait {}.", self.wait.clock()))
        })
    }

    fn derive<T: Send + Sync + 'static>(
        self,
        of: impl Fn(&[Problem]) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Signal::derive(move || {
            self.submission.with(|submission| match submission {
                Submission::Failed(problems) => of(problems),
                Submission::Idle | Submission::Sending => of(&[]),
            })
        })
    }
}

/// Leads to the one field that is wrong; where several are, the summary takes the focus.
pub fn focus_problem(problems: &[Problem]) {
    if let [Problem::Field { id, .. }] = problems {
        focus_id(id);
    }
}

impl IsDisposed for Form {
    fn is_disposed(&self) -> bool {
        self.is_left()
    }
}

fn line(problem: &Problem) -> Line {
    match problem {
        Problem::Field { id, sentence } => Line { field: Some((*id).to_owned()), sentence: sentence.clone() },
        Problem::Form { sentence, .. } => Line { field: None, sentence: sentence.clone() },
    }
}

/// Where each part of a refusal shows: at the field it names, where the form has it, else above the form.
fn problems(error: &ApiError, fields: Fields) -> Vec<Problem> {
    let named = error.fields();
    if named.is_empty() {
        return vec![Problem::Form { code: error.code().map(str::to_owned), sentence: error.sentence() }];
    }
    let place = |(name, sentence): (String, String)| {
        let found = fields.iter().find(|(wire, _)| *wire == name);
        match found {
            Some((_, id)) => Problem::Field { id, sentence },
            None => Problem::Form { code: error.code().map(str::to_owned), sentence },
        }
    };
    named.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Refusal;
    use frontdesk_wire::FieldProblem;

    const FIELDS: Fields = &[("email", "sign-up-email")];

    fn refused(field: &str) -> ApiError {
        let problem =
            FieldProblem { field: field.to_owned(), code: "x".to_owned(), message: "No.".to_owned() };
        ApiError::Refused(Refusal {
            current: None,
            status: 400,
            code: None,
            message: String::new(),
            fields: vec![problem],
            request_id: None,
        })
    }

    #[test]
    fn an_answer_for_a_page_that_was_left_touches_nothing() {
        let owner = Owner::new();
        let form = owner.with(|| Form::new(FIELDS));
        assert!(!form.is_left());
        owner.cleanup();
        assert!(form.is_left());
        form.fail(&ApiError::TooOften { retry_after: 30 });
        form.fail(&ApiError::Offline);
        form.succeed();
        assert!(!form.begin() && !form.check(Vec::new()));
    }

    #[test]
    fn a_named_field_shows_its_own_problem() {
        let found = problems(&refused("email"), FIELDS);
        assert_eq!(found, [Problem::Field { id: "sign-up-email", sentence: "No.".to_owned() }]);
    }

    #[test]
    fn a_field_the_form_does_not_have_shows_above_it() {
        assert!(matches!(problems(&refused("scope"), FIELDS)[..], [Problem::Form { .. }]));
        assert!(matches!(problems(&ApiError::Offline, FIELDS)[..], [Problem::Form { code: None, .. }]));
    }
}
