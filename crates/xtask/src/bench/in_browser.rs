//! Benchmarks in a browser: the browser tests' own means, against the release binary, with nothing beside them.

use anyhow::Result;

use crate::steps::step;
use crate::test::stages;
use crate::{build, paths, proc, tools};

/// One of them.
pub(crate) struct Bench {
    /// What to call it.
    name: &'static str,
    /// The test that measures when it is told where to write.
    test: &'static str,
}

impl Bench {
    /// What a first visit costs.
    pub(crate) const FIRST_LOAD: Self = Self { name: "first load", test: "first_load::" };
    /// How long the list takes to answer each click.
    pub(crate) const LIST: Self = Self { name: "the list", test: "list_speed::" };

    /// Builds the product and measures it, each figure as the median of so many runs.
    ///
    /// # Errors
    /// Something does not build, a tool cannot be had, or a page does not do what it should.
    pub(crate) fn run(&self, runs: Option<u32>) -> Result<()> {
        let server = build::whole()?;
        let lighthouse = tools::lighthouse()?;
        step(self.name, || {
            let mut cargo =
                proc::cargo(["test", "--workspace", "--test", "e2e", self.test, "--", "--nocapture"]);
            stages::with_browser(&mut cargo)?;
            cargo
                .env("FRONTDESK_BIN", server)
                .env("FRONTDESK_LIGHTHOUSE", lighthouse)
                .env("FRONTDESK_BENCHMARKS", paths::root().join("docs/benchmarks"));
            if let Some(runs) = runs {
                cargo.env("FRONTDESK_RUNS", runs.to_string());
            }
            proc::run(&mut cargo, self.name)
        })
    }
}
