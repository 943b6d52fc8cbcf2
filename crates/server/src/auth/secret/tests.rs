//! Which secrets are taken.

use super::*;

fn load(file: &Path) -> Result<Secret, SecretProblem> {
    Secret::load(Some(file), Path::new("unused"), &Clock::system())
}

fn written(folder: &Path, text: &[u8]) -> PathBuf {
    let path = folder.join(Clock::system().uuid().to_string());
    private(&path).unwrap().write_all(text).unwrap();
    path
}

#[test]
fn a_secret_is_made_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let made = Secret::load(None, folder.path(), &Clock::system()).unwrap();
    let again = Secret::load(None, folder.path(), &Clock::system()).unwrap();
    assert_eq!(made.derive("x", &[b"y"]), again.derive("x", &[b"y"]));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(!is_for_everybody(&folder.path().join(FILE)).unwrap());
}

#[test]
fn short_and_guessable_secrets_are_refused_without_being_told() {
    let folder = tempfile::tempdir().unwrap();
    for text in [
        "short",
        &"ab".repeat(40),
        "a-string-secret-at-least-256-bits-long",
        "Your-256-bit-secret-your-256-bit-secret",
        "passwordpasswordpasswordpassword1234",
        "12345678901234567890123456789012",
        "0123456789abcdef0123456789abcdef",
        "abcdefghijklmnopqrstuvwxyzabcdef",
        "qwertyuiopasdfghjklzxcvbnm123456",
        "\n\n",
    ] {
        let problem = load(&written(folder.path(), text.as_bytes())).err().unwrap().to_string();
        assert!(text.trim().is_empty() || !problem.contains(text), "{problem}");
    }
}

#[test]
fn chance_is_never_taken_for_a_guess() {
    let clock = Clock::system();
    for _ in 0..2000 {
        let bytes = clock.random::<32>();
        assert!(!is_guessable(&bytes) && !is_guessable(URL_SAFE_NO_PAD.encode(bytes).as_bytes()));
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!is_guessable(hex.as_bytes()), "{hex}");
    }
}

#[test]
fn only_one_line_end_is_no_part_of_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let secret = b"kX2vQ9rT7mB4nW8zL1cY6pH3jD5fG0 \t";
    let plain = load(&written(folder.path(), secret)).unwrap();
    for end in ["\n", "\r\n"] {
        let ended = load(&written(folder.path(), &[secret, end.as_bytes()].concat())).unwrap();
        assert_eq!(ended.derive("x", &[b"y"]), plain.derive("x", &[b"y"]));
    }
}

#[cfg(unix)]
#[test]
fn a_secret_that_everybody_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), b"kX2vQ9rT7mB4nW8zL1cY6pH3jD5fG0sA");
    assert!(load(&path).is_ok());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(load(&path).err().unwrap().to_string().contains("chmod 600"));
}

#[test]
fn parts_do_not_run_together() {
    let secret = Secret::of(&[7; 32]).unwrap();
    assert_ne!(secret.derive("p", &[b"ab", b"c"]), secret.derive("p", &[b"a", b"bc"]));
    assert_ne!(secret.derive("p", &[b"a"]), secret.derive("q", &[b"a"]));
}
