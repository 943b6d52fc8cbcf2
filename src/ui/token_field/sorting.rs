//! Taking a text apart into values, and those that fit from those that do not.

/// Values as they are sorted into those that a field takes and those that stay to be mended.
pub(super) struct Sorted {
    /// What the field holds then.
    pub(super) tokens: Vec<String>,
    most: usize,
    refused: Vec<String>,
    /// Why the last of the others was refused.
    pub(super) complaint: Option<String>,
}

impl Sorted {
    /// Starts with what is there; no more than `most` in all.
    pub(super) fn new(tokens: Vec<String>, most: usize) -> Self {
        Self { tokens, most, refused: Vec::new(), complaint: None }
    }

    /// Takes a value as it was checked, or keeps it to be mended.
    pub(super) fn take(&mut self, word: &str, checked: Result<String, String>) {
        let complaint = match checked {
            Ok(token) if self.tokens.contains(&token) => return,
            Ok(token) if self.tokens.len() < self.most => return self.tokens.push(token),
            Ok(_) => format!("There is room for {} values.", self.most),
            Err(sentence) => sentence,
        };
        self.complaint = Some(complaint);
        self.refused.push(word.to_owned());
    }

    /// What stays in the field. A separator at its end stays too: the next value may be on its way already.
    pub(super) fn left(&self, typed: &str, phrases: bool) -> String {
        let apart = if phrases { ", " } else { " " };
        let mut left = self.refused.join(apart);
        if !left.is_empty() && typed.ends_with(|c: char| c.is_whitespace() || ends_value(c, phrases)) {
            left.push_str(apart);
        }
        left
    }
}

/// What ends a value while it is typed; a space only where a value cannot hold one.
pub(super) fn ends_value(c: char, phrases: bool) -> bool {
    matches!(c, ',' | ';' | '\n' | '\r' | '\t') || (!phrases && c.is_whitespace())
}

/// The values in a text, however they are kept apart.
pub(super) fn values_of(text: &str, phrases: bool) -> impl Iterator<Item = &str> {
    text.split(move |c| ends_value(c, phrases)).map(str::trim).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_taken_apart() {
        let words = |text| values_of(text, false).collect::<Vec<_>>();
        assert_eq!(words("user, admin;beta\n acme1 ,"), ["user", "admin", "beta", "acme1"]);
        assert!(words(" , ").is_empty());
    }

    #[test]
    fn a_phrase_keeps_its_spaces() {
        let phrases = |text| values_of(text, true).collect::<Vec<_>>();
        assert_eq!(phrases("Acme Corp, Globex;\nInitech  Ltd "), ["Acme Corp", "Globex", "Initech  Ltd"]);
    }

    #[test]
    fn what_does_not_fit_stays_to_be_mended() {
        let mut sorted = Sorted::new(vec!["user".to_owned()], 2);
        sorted.take("user", Ok("user".to_owned()));
        sorted.take("Éa", Err("No.".to_owned()));
        sorted.take("beta", Ok("beta".to_owned()));
        sorted.take("gamma", Ok("gamma".to_owned()));
        assert_eq!(sorted.tokens, ["user", "beta"]);
        assert_eq!(sorted.left("Éa beta gamma", false), "Éa gamma");
        assert_eq!(sorted.left("Éa beta gamma,", true), "Éa, gamma, ");
        assert_eq!(sorted.complaint.as_deref(), Some("There is room for 2 values."));
    }
}
