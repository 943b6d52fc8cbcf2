//! Users found at one moment, to be read piece by piece.

/// Who fitted a query when it was asked, all of them, in its order. Holds four bytes a user and nothing open: whoever reads on may take their time.
#[derive(Clone, Debug)]
pub struct Selection {
    nums: Vec<u32>,
    read: usize,
}

impl Selection {
    pub(crate) fn new(nums: Vec<u32>) -> Self {
        Self { nums, read: 0 }
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.nums.len()
    }

    /// Was nobody found?
    pub fn is_empty(&self) -> bool {
        self.nums.is_empty()
    }

    /// The numbers that come next, which then count as read.
    pub(crate) fn advance(&mut self, most: usize) -> Vec<i64> {
        let next: Vec<i64> = self.nums.iter().skip(self.read).take(most).copied().map(i64::from).collect();
        self.read += next.len();
        next
    }
}
