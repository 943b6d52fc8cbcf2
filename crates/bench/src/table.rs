//! The table: one line for each row, with its goal, its floor, and how it was at the smaller size.

use crate::line::Engine;
use crate::load::Figures;

/// One line of the table.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    name: String,
    engine: Engine,
    /// What is asked for, in words.
    goal: String,
    /// What came of it, in the goal's own unit.
    figure: String,
    is_met: Option<bool>,
    times: Option<Figures>,
    /// The least that any answer costs.
    floor: String,
    /// The same by one plain statement.
    plain: String,
    /// What came of it at the smaller size.
    small: String,
}

impl Measured {
    /// Times of answers, held to the most that p99 may be, ms. `rate` is that of many clients at once.
    pub(crate) fn of_times(
        name: &str,
        engine: Engine,
        most: f64,
        alone: Figures,
        rate: f64,
        floor: f64,
        plain: Option<f64>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            engine,
            goal: format!("p99 ≤ {most:.0} ms"),
            figure: ms(alone.p99),
            is_met: Some(alone.p99 <= most),
            times: Some(Figures { rate, ..alone }),
            floor: ms(floor),
            plain: plain.map(ms).unwrap_or_default(),
            small: String::new(),
        }
    }

    /// Answers a second, held to the least that may be.
    pub(crate) fn of_rate(name: &str, engine: Engine, least: f64, figures: Figures, floor: String) -> Self {
        let goal = format!("≥ {}/s", thousands(least));
        let (figure, is_met) = (format!("{}/s", thousands(figures.rate)), Some(figures.rate >= least));
        let (plain, small) = (String::new(), String::new());
        Self {
            name: name.to_owned(),
            engine,
            goal,
            figure,
            is_met,
            times: Some(figures),
            floor,
            plain,
            small,
        }
    }

    /// A single figure.
    pub(crate) fn fact(name: &str, engine: Engine, goal: &str, figure: String, is_met: Option<bool>) -> Self {
        let (floor, plain, small) = (String::new(), String::new(), String::new());
        let (name, goal) = (name.to_owned(), goal.to_owned());
        Self { name, engine, goal, figure, is_met, times: None, floor, plain, small }
    }

    /// One line for whoever watches.
    pub(crate) fn in_words(&self) -> String {
        let verdict = if self.is_met == Some(false) { "  MISSED" } else { "" };
        let p50 = self.times.map(|times| format!(", p50 {}", ms(times.p50))).unwrap_or_default();
        format!(
            "{}: {}{p50} (goal {}; floor {}; plain {}){verdict}",
            self.name, self.figure, self.goal, self.floor, self.plain
        )
    }

    fn line(&self) -> String {
        let mark = if self.is_met == Some(false) { " ✗" } else { "" };
        let time =
            |take: fn(&Figures) -> f64| self.times.as_ref().map(|times| ms(take(times))).unwrap_or_default();
        let rate = self.times.map(|times| thousands(times.rate)).unwrap_or_default();
        let cells = [
            self.engine.name(),
            &self.name,
            &self.goal,
            &format!("{}{mark}", self.figure),
            &time(|times| times.p50),
            &time(|times| times.p99),
            &rate,
            &self.floor,
            &self.plain,
            &self.small,
        ];
        format!("| {} |", cells.join(" | "))
    }
}

/// Puts the figures of a larger size in the place of those of a smaller one, which stay beside them.
pub(crate) fn join(measured: &mut Vec<Measured>, larger: Vec<Measured>) {
    let smaller = std::mem::take(measured);
    measured.extend(larger.into_iter().map(|mut one| {
        let before = smaller.iter().find(|other| other.name == one.name);
        one.small = before.map(|other| other.figure.clone()).unwrap_or_default();
        one
    }));
}

/// The table's head.
const HEAD: &str = "\
| engine | row | goal | figure | p50 | p99 | requests/s | floor | one plain statement | figure at 10,000 |
|---|---|---|---|---|---|---|---|---|---|";

/// The whole table.
pub(crate) fn table(measured: &[Measured]) -> String {
    measured.iter().fold(format!("{HEAD}\n"), |table, one| table + &one.line() + "\n")
}

/// Milliseconds as people read them.
pub(crate) fn ms(time: f64) -> String {
    match time {
        time if time < 1.0 => format!("{time:.2} ms"),
        time if time < 100.0 => format!("{time:.1} ms"),
        time => format!("{time:.0} ms"),
    }
}

/// A whole number with commas.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_people() {
        assert_eq!([ms(0.123), ms(4.56), ms(1234.5)], ["0.12 ms", "4.6 ms", "1234 ms"]);
        assert_eq!([thousands(7.4), thousands(12_345.6), thousands(1e6)], ["7", "12,346", "1,000,000"]);
    }

    #[test]
    fn the_smaller_size_stays_beside_the_larger() {
        let fact = |figure: &str| Measured::fact("RSS", Engine::Sqlite, "", figure.to_owned(), None);
        let mut measured = Vec::new();
        join(&mut measured, vec![fact("20 MB")]);
        join(&mut measured, vec![fact("100 MB")]);
        assert!(table(&measured).ends_with("|\n| SQLite | RSS |  | 100 MB |  |  |  |  |  | 20 MB |\n"));
    }
}
