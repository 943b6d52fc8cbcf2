//! Numbers in words and figures.

/// A count with its thousands apart: `1,000,000`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count and its noun: `1 user`, `1,000,000 users`.
pub fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Where a page stands in the whole, pages counted from one: `1–30 of 998,412`, or `0 of 0`.
pub fn span(page: u64, size: u64, total: u64) -> String {
    let first = page.saturating_sub(1).saturating_mul(size).saturating_add(1);
    let last = page.saturating_mul(size).min(total);
    if first > last {
        format!("0 of {}", grouped(total))
    } else {
        format!("{}–{} of {}", grouped(first), grouped(last), grouped(total))
    }
}

/// How many pages there are; an empty list has one.
pub fn pages(size: u64, total: u64) -> u64 {
    total.div_ceil(size.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }

    #[test]
    fn one_is_singular_and_none_is_not() {
        assert_eq!(plural(1, "user", "users"), "1 user");
        assert_eq!(plural(0, "user", "users"), "0 users");
        assert_eq!(plural(48_210, "user", "users"), "48,210 users");
    }

    #[test]
    fn a_page_says_where_it_stands() {
        assert_eq!(span(1, 30, 998_412), "1–30 of 998,412");
        assert_eq!(span(4, 30, 100), "91–100 of 100");
        assert_eq!(span(1, 30, 0), "0 of 0");
        assert_eq!(span(9, 30, 100), "0 of 100");
    }

    #[test]
    fn an_empty_list_has_one_page() {
        assert_eq!(pages(30, 0), 1);
        assert_eq!(pages(30, 30), 1);
        assert_eq!(pages(30, 31), 2);
        assert_eq!(pages(0, 3), 3);
    }
}
