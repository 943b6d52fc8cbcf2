//! Chance that comes out the same each time: SplitMix64, seeded. For demonstrations alone, never for secrets.

/// A row of dice; equal seeds throw equal numbers.
pub(super) struct Dice(u64);

impl Dice {
    /// Dice for the person of this number in this seed's crowd.
    pub(super) fn of(seed: u64, number: u64) -> Self {
        let mut dice = Self(seed ^ number.wrapping_mul(0xA24B_AED4_963E_E407));
        dice.throw();
        dice
    }

    /// The next 64 bits.
    pub(super) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `sides`.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.throw() % sides.max(1)
    }

    /// From 0 up to, not including, 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.throw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Yes, so many times in a thousand.
    pub(super) fn in_thousand(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of several, each as likely.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(usize::try_from(self.below(of.len() as u64)).unwrap_or_default())
    }

    /// One of a comma-separated list, each as likely.
    pub(super) fn word<'a>(&mut self, of: &'a str) -> &'a str {
        let words = of.split(',').count() as u64;
        let at = usize::try_from(self.below(words)).unwrap_or_default();
        of.split(',').nth(at).unwrap_or_default()
    }

    /// One of several, the first ones far more likely than the last.
    pub(super) fn pick_early<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let unit = self.unit();
        of.get((unit * unit * of.len() as f64) as usize)
    }

    /// One of several, by weight.
    pub(super) fn weighted<'a, T>(&mut self, of: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let all: u64 = of.iter().map(|one| u64::from(weight(one))).sum();
        let mut left = self.below(all);
        of.iter().find(|one| {
            let weight = u64::from(weight(one));
            let found = left < weight;
            left = left.saturating_sub(weight);
            found
        })
    }
}
