//! What each file of the app may weigh. The one place to change when a file has a good reason to grow.

use anyhow::{Result, bail};

use super::Asset;

/// A file and the most bytes it may be as packed by brotli.
struct Budget {
    /// Its name without the hash; one that ends with `*` is a beginning.
    file: &'static str,
    /// The most bytes.
    most: u64,
}

const fn budget(file: &'static str, most: u64) -> Budget {
    Budget { file, most }
}

const BUDGETS: [Budget; 20] = [
    budget("door_bg.wasm", 84_000),
    budget("choose_bg.wasm", 91_000),
    budget("account_bg.wasm", 115_000),
    budget("admin_bg.wasm", 153_000),
    budget("admin_second.wasm", 126_000),
    budget("strength_bg.wasm", 700_000),
    budget("door.js", 5_000),
    budget("choose.js", 5_000),
    budget("account.js", 5_400),
    budget("admin.js", 6_000),
    budget("strength.js", 2_200),
    budget("door.css", 3_500),
    budget("desk.css", 6_000),
    // With both sheets, and with the door's.
    budget("pages/account.html", 9_000),
    budget("pages/admin.html", 9_000),
    budget("pages/*", 5_200),
    budget("index.html", 1_600),
    budget("favicon.svg", 250),
    budget("config.json", 100),
    budget("robots.txt", 150),
];

/// Holds every file to its budget.
///
/// # Errors
/// The files that are over theirs or have none, and by how much.
pub(crate) fn check(assets: &[Asset]) -> Result<()> {
    let wrong: Vec<String> = assets.iter().filter_map(wrong).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    bail!(
        "{}. `cargo xtask size` says which crate costs what; the budget stands in crates/xtask/src/size/budget.rs",
        wrong.join("; ")
    )
}

fn wrong(asset: &Asset) -> Option<String> {
    let name = &asset.name;
    match of(name) {
        None => Some(format!("{name} is new and has no budget")),
        Some(most) if asset.brotli > most => {
            let over = asset.brotli - most;
            Some(format!("{name} is {} bytes packed, {over} over its budget of {most}", asset.brotli))
        }
        Some(_) => None,
    }
}

/// The most bytes that a file of this name may be.
fn of(name: &str) -> Option<u64> {
    let name = unhashed(name);
    let fits = |budget: &&Budget| match budget.file.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == budget.file,
    };
    BUDGETS.iter().find(fits).map(|budget| budget.most)
}

/// `app-0123456789abcdef_bg.wasm` is `app_bg.wasm`, whatever is in it.
fn unhashed(name: &str) -> String {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = name.split('-');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_at_checked(16) {
            Some((hash, rest)) if is_hash(hash) => kept.push_str(rest),
            _ => kept.extend(["-", part]),
        }
    }
    kept
}

/// Every file with its bytes and its budget.
pub(crate) fn table(assets: &[Asset]) -> String {
    let mut table = format!("{:>9} {:>9} {:>9} {:>9}  file\n", "as it is", "gzip", "brotli", "budget");
    for asset in assets {
        let most = of(&asset.name).map_or_else(|| "none".to_owned(), |most| most.to_string());
        let Asset { name, raw, gzip, brotli } = asset;
        table += &format!("{raw:>9} {gzip:>9} {brotli:>9} {most:>9}  {name}\n");
    }
    let sum = |bytes: fn(&Asset) -> u64| assets.iter().map(bytes).sum::<u64>();
    let (raw, gzip, brotli) = (sum(|one| one.raw), sum(|one| one.gzip), sum(|one| one.brotli));
    table + &format!("{raw:>9} {gzip:>9} {brotli:>9} {:>9}  all files\n", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str, brotli: u64) -> Asset {
        Asset { name: name.to_owned(), raw: brotli, gzip: brotli, brotli }
    }

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        assert_eq!(unhashed("frontdesk-app-64747f6ce3012dc1_bg.wasm"), "frontdesk-app_bg.wasm");
        assert_eq!(unhashed("frontdesk-44308deaf53e5484.css"), "frontdesk.css");
        assert_eq!(unhashed("deadline-fade-out.js"), "deadline-fade-out.js");
    }

    #[test]
    fn a_file_over_its_budget_and_one_without_are_named() {
        assert!(check(&[asset("index.html", 900), asset("robots.txt", 150)]).is_ok());
        let problem = check(&[asset("robots.txt", 157), asset("huge.png", 1)]).unwrap_err().to_string();
        assert!(problem.contains("robots.txt is 157 bytes packed, 7 over its budget of 150"), "{problem}");
        assert!(problem.contains("huge.png is new and has no budget"), "{problem}");
    }
}
