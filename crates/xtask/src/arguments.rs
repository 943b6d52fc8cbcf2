//! What a person may write after `cargo xtask run` and `cargo xtask dev`.

use anyhow::{Context, Result, bail};

/// Where to listen, where the data is, and what goes to the server as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The address and port.
    pub(crate) listen: String,
    /// The data folder.
    pub(crate) data: String,
    /// Everything after `--`.
    pub(crate) rest: Vec<String>,
}

impl Arguments {
    /// Reads `--listen`, `--data` and `--`.
    ///
    /// # Errors
    /// A flag it does not know, or one without its value.
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut arguments =
            Self { listen: "127.0.0.1:8080".to_owned(), data: "./data".to_owned(), rest: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (flag, joined) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            if flag == "--" {
                arguments.rest = words.cloned().collect();
                break;
            }
            let place = match flag {
                "--listen" => &mut arguments.listen,
                "--data" => &mut arguments.data,
                _ => bail!(
                    "`{word}` is not known here: --listen ADDRESS, --data FOLDER, or -- and the server's own flags"
                ),
            };
            *place =
                joined.or_else(|| words.next().cloned()).with_context(|| format!("{flag} needs a value"))?;
        }
        Ok(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments> {
        Arguments::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn nothing_said_means_port_8080_and_the_data_folder_here() {
        let arguments = parse("").unwrap();
        assert_eq!((arguments.listen.as_str(), arguments.data.as_str()), ("127.0.0.1:8080", "./data"));
    }

    #[test]
    fn a_value_may_follow_its_flag_or_be_joined_to_it() {
        assert_eq!(parse("--listen 127.0.0.1:9000").unwrap(), parse("--listen=127.0.0.1:9000").unwrap());
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_server() {
        assert_eq!(parse("--data /tmp/d -- --api x").unwrap().rest, ["--api", "x"]);
    }

    #[test]
    fn an_unknown_flag_and_a_missing_value_are_refused() {
        assert!(parse("--port 9000").unwrap_err().to_string().contains("`--port` is not known"));
        assert!(parse("--listen").unwrap_err().to_string().contains("needs a value"));
    }
}
