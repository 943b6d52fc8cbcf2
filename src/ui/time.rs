//! When something happened: how long ago, and exactly when.

use leptos::prelude::*;

use super::part::{Tag, live, tag};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment in milliseconds since 1970, told by its distance from the present, which is given in the same. The exact
/// time shows on hover and on focus, in the reader's time zone.
pub fn time(at: i64, now: Signal<i64>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/time.css");
    let offset = offset_of(at);
    let exactly = tag("span").attr("role", "tooltip").with(tag("span").attr("class", "sr").with(", "));
    tag("time")
        .attr("class", format!("time {scope}"))
        .attr("datetime", iso(at))
        .attr("tabindex", "0")
        .with(live(move || relative(at, now.get(), offset)))
        .with(exactly.with(absolute(at, offset)))
}

/// The moment itself in the reader's time zone, for where there is room to say it: `21 Nov 2026, 09:14`.
pub fn absolute_here(at: i64) -> String {
    absolute(at, offset_of(at))
}

/// How far the reader's clock is ahead of UTC at that moment, in minutes.
fn offset_of(at: i64) -> i64 {
    let behind = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64)).get_timezone_offset();
    -(behind as i64)
}

/// The distance in words: `just now`, `2 min ago`, `3 h ago`, `Yesterday`, `20 Nov`, `20 Nov 2025`; `in 5 min` for what is to come.
///
/// `offset` is how far the reader's clock is ahead of UTC, in minutes: it decides where a day begins.
pub fn relative(at: i64, now: i64, offset: i64) -> String {
    let past = now - at;
    let days = day_of(now, offset) - day_of(at, offset);
    match past.abs() {
        distance if distance < MINUTE => "just now".into(),
        distance if distance < HOUR => towards(past, distance / MINUTE, "min"),
        distance if days == 0 || distance < 6 * HOUR => towards(past, distance / HOUR, "h"),
        _ if days == 1 => "Yesterday".into(),
        _ if days == -1 => "Tomorrow".into(),
        _ => {
            let (year, month, day) = date_of(day_of(at, offset));
            let (this_year, ..) = date_of(day_of(now, offset));
            let month = month_name(month);
            if year == this_year { format!("{day} {month}") } else { format!("{day} {month} {year}") }
        }
    }
}

/// The moment itself: `21 Nov 2026, 09:14`.
pub fn absolute(at: i64, offset: i64) -> String {
    let local = at + offset * MINUTE;
    let (year, month, day) = date_of(day_of(at, offset));
    let minutes = local.rem_euclid(DAY) / MINUTE;
    format!("{day} {} {year}, {:02}:{:02}", month_name(month), minutes / 60, minutes % 60)
}

/// The moment as machines read it, in UTC.
fn iso(at: i64) -> String {
    let (year, month, day) = date_of(day_of(at, 0));
    let seconds = at.rem_euclid(DAY) / 1_000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn towards(past: i64, count: i64, unit: &str) -> String {
    if past >= 0 { format!("{count} {unit} ago") } else { format!("in {count} {unit}") }
}

fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

fn day_of(at: i64, offset: i64) -> i64 {
    (at + offset * MINUTE).div_euclid(DAY)
}

/// Year, month and day of a day counted from 1 January 1970, by the civil calendar: eras of 400 years, each year
/// beginning in March so that the odd day comes last.
fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23 November 2026, 12:00 UTC.
    const NOON: i64 = 1_795_435_200_000;

    #[test]
    fn the_distance_grows_coarser() {
        assert_eq!(relative(NOON - 20_000, NOON, 0), "just now");
        assert_eq!(relative(NOON - 2 * MINUTE, NOON, 0), "2 min ago");
        assert_eq!(relative(NOON - 3 * HOUR, NOON, 0), "3 h ago");
        assert_eq!(relative(NOON - 20 * HOUR, NOON, 0), "Yesterday");
        assert_eq!(relative(NOON - 3 * DAY, NOON, 0), "20 Nov");
        assert_eq!(relative(NOON - 400 * DAY, NOON, 0), "19 Oct 2025");
    }

    #[test]
    fn what_is_to_come_is_told_too() {
        assert_eq!(relative(NOON + 5 * MINUTE, NOON, 0), "in 5 min");
        assert_eq!(relative(NOON + 30 * HOUR, NOON, 0), "Tomorrow");
        assert_eq!(relative(NOON + 30 * DAY, NOON, 0), "23 Dec");
    }

    #[test]
    fn a_day_begins_where_the_reader_is() {
        let at = NOON - 11 * HOUR;
        assert_eq!(relative(at, NOON, 0), "11 h ago");
        assert_eq!(relative(at, NOON, -120), "Yesterday");
    }

    #[test]
    fn the_exact_time_is_the_readers() {
        assert_eq!(absolute(NOON, 0), "23 Nov 2026, 12:00");
        assert_eq!(absolute(NOON, 13 * 60), "24 Nov 2026, 01:00");
        assert_eq!(absolute(0, 0), "1 Jan 1970, 00:00");
        assert_eq!(absolute(951_782_400_000, 0), "29 Feb 2000, 00:00");
        assert_eq!(absolute(-1, 0), "31 Dec 1969, 23:59");
    }

    #[test]
    fn machines_read_utc() {
        assert_eq!(iso(NOON + 1_500), "2026-11-23T12:00:01Z");
    }
}
