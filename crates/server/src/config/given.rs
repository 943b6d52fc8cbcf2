//! What was said about the settings, and by whom: a flag beats the environment, the environment beats the file.

use super::settings::{SETTINGS, Setting};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use std::collections::BTreeMap;
use std::path::Path;

/// Texts that were given, by the setting's name.
#[derive(Clone, Default)]
pub struct Given(BTreeMap<&'static str, String>);

/// A setting that cannot be understood, or a file that cannot be read; one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigProblem(pub String);

/// The file that is read when nobody names one, if it is there.
const FILE: &str = "frontdesk.toml";

impl Given {
    /// Settings given as pairs, for programs and tests.
    ///
    /// # Errors
    /// A name that is no setting.
    pub fn pairs(pairs: &[(&str, &str)]) -> Result<Self, ConfigProblem> {
        let mut given = Self::default();
        for (name, text) in pairs {
            let known = known(name).ok_or_else(|| ConfigProblem(format!("there is no setting {name}")))?;
            given.0.insert(known.name, (*text).to_owned());
        }
        Ok(given)
    }

    /// These flags over the environment over the file: `file`, or `frontdesk.toml` in the data folder if it is there.
    ///
    /// # Errors
    /// The file cannot be read, or holds what is no setting.
    #[expect(clippy::disallowed_methods, reason = "here is where the environment is read")]
    pub fn over_environment_and_file(self, file: Option<&Path>, data: &Path) -> Result<Self, ConfigProblem> {
        let mut all = match file {
            Some(file) => from_file(file)?,
            None => Some(data.join(FILE))
                .filter(|file| file.exists())
                .map_or(Ok(Self::default()), |file| from_file(&file))?,
        };
        for setting in SETTINGS {
            if let Some(text) = std::env::var_os(setting.name) {
                let text = text
                    .into_string()
                    .map_err(|_| ConfigProblem(format!("the environment's {} is not UTF-8", setting.name)))?;
                all.0.insert(setting.name, text);
            }
        }
        all.0.extend(self.0);
        Ok(all)
    }

    /// The same, and this setting too if it is given.
    #[must_use]
    pub fn with(mut self, setting: &'static str, text: Option<&str>) -> Self {
        self.0.extend(text.map(|text| (setting, text.to_owned())));
        self
    }

    /// What was said, blanks around it cut; `None` if nothing or only blanks were.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// What holds: what was said, or the default.
    pub(super) fn or_default(&self, name: &str) -> &str {
        self.said(name).unwrap_or_else(|| known(name).map_or("", |setting| setting.default))
    }
}

fn known(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

fn from_file(file: &Path) -> Result<Given, ConfigProblem> {
    let problem = |what: String| ConfigProblem(format!("{}: {what}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|cause| problem(cause.to_string()))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|cause: toml::de::Error| problem(cause.message().to_owned()))?;
    let mut given = Given::default();
    for (name, value) in &table {
        let setting = known(name).ok_or_else(|| problem(format!("there is no setting {name}")))?;
        let text = as_text(value)
            .ok_or_else(|| problem(format!("{name} is a text, a number or a list of texts")))?;
        given.0.insert(setting.name, text);
    }
    Ok(given)
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(true) => Some("on".to_owned()),
        toml::Value::Boolean(false) => Some("off".to_owned()),
        toml::Value::Array(values) => {
            let texts: Option<Vec<_>> = values.iter().map(as_text).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

impl Args for Given {
    fn augment_args(command: Command) -> Command {
        let settings = SETTINGS.iter().filter(|setting| !setting.secret).map(|setting| {
            let default = if setting.default.is_empty() {
                String::new()
            } else {
                format!(" [default: {}]", setting.default)
            };
            Arg::new(setting.name)
                .long(setting.flag())
                .value_name("TEXT")
                .hide_short_help(true)
                .help_heading(
                    "Settings (each also as an environment variable or file key of the documented name)",
                )
                .help(format!("{}{default} [{}]", setting.help, setting.name))
        });
        command.args(settings)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Self::default();
        given.update_from_arg_matches(matches)?;
        Ok(given)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for setting in SETTINGS.iter().filter(|setting| !setting.secret) {
            if let Some(text) = matches.get_one::<String>(setting.name) {
                self.0.insert(setting.name, text.clone());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_flag_of_its_own() {
        Given::augment_args(Command::new("serve")).debug_assert();
    }

    #[test]
    fn a_flag_beats_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join(FILE),
            "APP_NAME = \"File\"\nACCENT_HUE = 200\nALLOWED_HOSTS = [\"a\", \"b\"]\n",
        )
        .unwrap();
        let flags = Given::pairs(&[("APP_NAME", "Flag")]).unwrap();
        let all = flags.over_environment_and_file(None, folder.path()).unwrap();
        assert_eq!(all.said("APP_NAME"), Some("Flag"));
        assert_eq!(all.said("ACCENT_HUE"), Some("200"));
        assert_eq!(all.said("ALLOWED_HOSTS"), Some("a,b"));
    }

    #[test]
    fn a_typo_in_the_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f.toml");
        std::fs::write(&file, "APP_NAEM = \"x\"\n").unwrap();
        let problem = Given::default().over_environment_and_file(Some(&file), folder.path()).err().unwrap();
        assert!(problem.to_string().contains("no setting APP_NAEM"), "{problem}");
    }
}
