//! Adding many rows to one table, as each engine likes it best.

use super::bind::Bind;
use super::connection::Connection;
use super::dialect::Dialect;
use super::statement::Statement;
use crate::store::Result;

/// The most rows that SQLite takes together.
const ROWS: usize = 128;

/// A table and the columns of its new rows.
pub(super) struct Insert {
    /// `INSERT INTO t (a, b)`
    pub(super) into: &'static str,
    /// The columns' types as PostgreSQL has them, each an array.
    pub(super) arrays: &'static [&'static str],
    /// What follows the rows.
    pub(super) after: &'static str,
}

impl Insert {
    /// Adds the rows. How many were added.
    pub(super) async fn rows<const N: usize>(
        &self,
        on: &mut Connection,
        rows: Vec<[Bind; N]>,
    ) -> Result<u64> {
        if on.dialect() == Dialect::Postgres && !rows.is_empty() {
            return on.execute(self.by_arrays(rows)).await;
        }
        let (mut rows, mut added) = (rows.into_iter(), 0);
        while rows.len() > 0 {
            let together = together(rows.len());
            let row = |statement: &mut Statement, row: [Bind; N]| {
                statement.list(row);
            };
            let part = rows.by_ref().take(together);
            added += on.execute(Statement::each(on.dialect(), self.into, part, row, self.after)).await?;
        }
        Ok(added)
    }

    /// One statement, the same for however many rows: an array for each column.
    fn by_arrays<const N: usize>(&self, rows: Vec<[Bind; N]>) -> Statement {
        let mut columns: [Vec<Bind>; N] = std::array::from_fn(|_| Vec::with_capacity(rows.len()));
        for row in rows {
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        let mut statement = Statement::new(self.into);
        statement.push(" SELECT * FROM unnest(");
        for (at, (column, array)) in columns.into_iter().zip(self.arrays).enumerate() {
            statement.push(if at == 0 { "" } else { ", " }).bind(Bind::Array(column)).push(array);
        }
        statement.push(")").push(self.after);
        statement
    }
}

/// How many of these rows SQLite takes next: a power of two, so that eight statements do for any number of rows, and all of them stay prepared.
fn together(rows: usize) -> usize {
    1 << rows.clamp(1, ROWS).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_is_a_few_powers_of_two() {
        let mut parts = Vec::new();
        let mut rows = 2 * ROWS + 100;
        while rows > 0 {
            parts.push(together(rows));
            rows -= together(rows);
        }
        assert_eq!(parts, [128, 128, 64, 32, 4]);
        assert_eq!(together(1), 1);
    }

    #[test]
    fn postgresql_takes_an_array_for_each_column() {
        let insert = Insert {
            into: "INSERT INTO t (a, b)",
            arrays: &["::bigint[]", "::text[]"],
            after: " ON CONFLICT DO NOTHING",
        };
        let statement = insert.by_arrays(vec![[1_i64.into(), "x".into()], [2_i64.into(), "y".into()]]);
        assert!(format!("{statement:?}").contains(
            "INSERT INTO t (a, b) SELECT * FROM unnest($1::bigint[], $2::text[]) ON CONFLICT DO NOTHING"
        ));
    }
}
