//! The query language out of a raw query string.

use crate::api::pairs;
use crate::error::Error;
use crate::transfer::Format;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use frontdesk_store::OnExisting;
use frontdesk_wire::query::{QueryProblem, UserQuery};

/// What to list.
pub struct Query(pub UserQuery);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Ok(Self(read(parts.uri.query().unwrap_or_default(), &LISTING)?))
    }
}

/// Whom to count: of a query only what says which users fit; how they would be shown does not matter.
pub struct Fitting(pub UserQuery);

impl<S: Send + Sync> FromRequestParts<S> for Fitting {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Ok(Self(read(parts.uri.query().unwrap_or_default(), &FITTING)?))
    }
}

/// Whom to export, and how the file is written.
pub struct Exported {
    /// Of a query what says which users fit, and in which order.
    pub query: UserQuery,
    /// NDJSON unless said otherwise.
    pub format: Format,
}

impl<S: Send + Sync> FromRequestParts<S> for Exported {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let pairs = pairs::read(parts.uri.query().unwrap_or_default(), &EXPORTING)?;
        let format = pairs.iter().rev().find(|(name, _)| name == "format").map(|(_, value)| &**value);
        let format = Format::named(format.unwrap_or("ndjson")).ok_or_else(|| QueryProblem {
            parameter: "format",
            message: "format is ndjson or csv.".to_owned(),
        })?;
        Ok(Self { query: UserQuery::from_pairs(pairs)?, format })
    }
}

/// How a file is to be brought in.
pub struct Importing {
    /// What becomes of who is there already.
    pub on_existing: OnExisting,
    /// Only tried?
    pub is_dry: bool,
    /// The first line that is looked at.
    pub from: u64,
}

impl<S: Send + Sync> FromRequestParts<S> for Importing {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let pairs = pairs::read(parts.uri.query().unwrap_or_default(), &IMPORTING)?;
        let said = |name: &str| pairs.iter().rev().find(|(said, _)| said == name).map(|(_, value)| &**value);
        let slip = |parameter, message: &str| QueryProblem { parameter, message: message.to_owned() };
        Ok(Self {
            on_existing: match said("onExisting") {
                None | Some("skip") => OnExisting::Skip,
                Some("update") => OnExisting::Update,
                Some(_) => return Err(slip("onExisting", "onExisting is skip or update.").into()),
            },
            is_dry: match said("dryRun") {
                None | Some("false") => false,
                Some("true") => true,
                Some(_) => return Err(slip("dryRun", "dryRun is true or false.").into()),
            },
            from: said("from")
                .map_or(Ok(1), |text| text.parse())
                .ok()
                .filter(|line| *line > 0)
                .ok_or_else(|| slip("from", "from is the number of a line, the first is 1."))?,
        })
    }
}

/// The parameters of an import.
pub const IMPORTING: [&str; 3] = ["onExisting", "dryRun", "from"];
/// The parameters of a list.
pub const LISTING: [&str; 6] = ["filter", "pattern", "sort", "limit", "offset", "projection"];
/// The parameters of a count.
pub const FITTING: [&str; 2] = ["filter", "pattern"];

/// The parameters of an export.
pub const EXPORTING: [&str; 4] = ["filter", "pattern", "sort", "format"];

fn read(text: &str, parameters: &[&'static str]) -> Result<UserQuery, QueryProblem> {
    UserQuery::from_pairs(pairs::read(text, parameters)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_wire::query::Test;

    fn read(text: &str) -> Result<UserQuery, QueryProblem> {
        super::read(text, &LISTING)
    }

    #[test]
    fn raw_marks_in_a_query_mean_what_they_do_encoded() {
        let raw = read("filter=email:^a@b&filter[]=metadata.k:!~$x~&sort=email:-1,created:1").unwrap();
        let encoded =
            "filter=email%3A%5Ea%40b&filter%5B%5D=metadata.k%3A%21%7E%24x~&sort=email%3A-1%2Ccreated%3A1";
        assert_eq!(raw, read(encoded).unwrap());
        assert_eq!(raw.conditions.len(), 2);
    }

    #[test]
    fn a_plus_is_a_space() {
        let query = read("filter=plan:a+b%2Bc").unwrap();
        assert_eq!(
            query.conditions.first().map(|one| one.test.clone()),
            Some(Test::Equals("a b+c".to_owned()))
        );
    }

    #[test]
    fn a_broken_encoding_is_named_where_it_matters() {
        for text in ["filter=plan:%", "filter=plan:%4", "filter=plan:%zz", "filter=plan:%ff", "pattern=100%"]
        {
            let problem = read(text).err().unwrap();
            assert!(text.starts_with(problem.parameter) && problem.message.contains('%'), "{problem:?}");
        }
        assert!(read("utm=%zz&%zz=1&&x").is_ok());
    }
}
