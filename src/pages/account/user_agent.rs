//! "Firefox on Linux": a browser's long name in words people use.

/// What a session runs on, for its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    /// A computer.
    Computer,
    /// Something held in the hand.
    Phone,
}

/// A browser in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agent {
    /// "Firefox on Linux".
    pub(super) words: String,
    /// For its picture.
    pub(super) device: Device,
}

/// Later names hide in earlier ones: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("PostmanRuntime/", "Postman"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// Reads what a browser calls itself.
pub(super) fn read(user_agent: &str) -> Agent {
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, word)| *word)
    };
    let system = find(&SYSTEMS);
    let words = match (find(&BROWSERS), system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => unknown(user_agent),
    };
    let held = matches!(system, Some("iPhone" | "iPad" | "Android"));
    Agent { words, device: if held { Device::Phone } else { Device::Computer } }
}

/// A program that is no browser gives its name before a slash.
fn unknown(user_agent: &str) -> String {
    let name = user_agent.split(['/', ' ']).next().unwrap_or_default();
    if name.is_empty() { "An unknown program".to_owned() } else { name.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_people_do() {
        for (text, words, device) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
                "Firefox on Linux",
                Device::Computer,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge on Windows",
                Device::Computer,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on Mac",
                Device::Computer,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
                Device::Phone,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
                Device::Phone,
            ),
        ] {
            assert_eq!(read(text), Agent { words: words.to_owned(), device });
        }
    }

    #[test]
    fn what_is_no_browser_keeps_its_name() {
        assert_eq!(read("curl/8.5.0").words, "curl");
        assert_eq!(read("okhttp/4.12").words, "okhttp");
        assert_eq!(read("").words, "An unknown program");
    }
}
