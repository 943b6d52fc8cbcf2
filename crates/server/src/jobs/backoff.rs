//! How long to wait between tries.

use crate::config::Retry;

/// For work of our own: as the product's calls by default, for half a day or so.
pub(super) const OWN: Retry = Retry { count: 20, interval: 30_000, factor: 1.5, max: 1_800_000 };

/// The wait, ms, after a try that failed and `earlier` ones before it; `None`: enough.
pub(super) fn wait(retry: &Retry, earlier: u32) -> Option<i64> {
    if earlier >= retry.count {
        return None;
    }
    let grown = retry.interval as f64 * retry.factor.powi(i32::try_from(earlier).unwrap_or(i32::MAX));
    Some(if grown < retry.max as f64 { grown as i64 } else { retry.max })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest_and_end() {
        let documented = Retry { count: 20, interval: 30_000, factor: 1.5, max: 1_800_000 };
        let waits: Vec<_> = (0..=20).map(|earlier| wait(&documented, earlier)).collect();
        assert_eq!(waits.first(), Some(&Some(30_000)));
        assert_eq!(waits.get(1), Some(&Some(45_000)));
        assert_eq!(waits.get(19), Some(&Some(1_800_000)));
        assert_eq!(waits.get(20), Some(&None));
    }

    #[test]
    fn a_setting_out_of_all_measure_still_waits_no_longer_than_the_longest() {
        let wild = Retry { count: u32::MAX, interval: i64::MAX, factor: 1e300, max: 5 };
        assert_eq!(wait(&wild, 1_000_000), Some(5));
    }
}
