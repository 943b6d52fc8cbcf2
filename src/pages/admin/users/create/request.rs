//! What a new user is made of, and what is still to be set once a server has made them its own way.

use frontdesk_wire::replies::User;
use frontdesk_wire::requests::{OneOrMany, SignUp, SignUpExtras, UpdateUser};
use frontdesk_wire::{Email, Password};

/// What was filled in.
#[derive(Clone)]
pub struct NewUser {
    /// The address.
    pub email: Email,
    /// The password.
    pub password: Password,
    /// The scopes.
    pub scopes: Vec<String>,
    /// The vendors.
    pub vendors: Vec<String>,
}

impl NewUser {
    /// The request; an administrator's may carry scopes and vendors.
    pub fn request(&self) -> (SignUp, SignUpExtras) {
        let sign_up = SignUp {
            email: Some(self.email.as_str().to_owned()),
            username: Some(self.email.as_str().to_owned()),
            password: Some(self.password.clone()),
            metadata: None,
        };
        let vendor = (!self.vendors.is_empty()).then(|| OneOrMany::Many(self.vendors.clone()));
        (sign_up, SignUpExtras { scope: Some(self.scopes.clone()), vendor })
    }

    /// What the server did not take from the request: a plain tenant gives every new user its own scopes and vendors.
    pub fn missing(&self, made: &User) -> Option<UpdateUser> {
        let same = |left: &[String], right: &[String]| {
            left.len() == right.len() && left.iter().all(|item| right.contains(item))
        };
        let update = UpdateUser {
            scope: (!same(&self.scopes, &made.scope)).then(|| self.scopes.clone()),
            vendor: (!self.vendors.is_empty() && !same(&self.vendors, &made.vendor))
                .then(|| OneOrMany::Many(self.vendors.clone())),
            ..UpdateUser::default()
        };
        (update.scope.is_some() || update.vendor.is_some()).then_some(update)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(scopes: &[&str], vendors: &[&str]) -> NewUser {
        let owned = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        NewUser {
            email: Email::parse("a@x.io").expect("an address"),
            password: Password::new("abc321".to_owned()),
            scopes: owned(scopes),
            vendors: owned(vendors),
        }
    }

    fn made(scope: &str, vendor: &str) -> User {
        let text = format!(r#"{{"id":"5c88c7cc04a917256c726c3d","scope":{scope},"vendor":{vendor}}}"#);
        serde_json::from_str(&text).expect("a user")
    }

    #[test]
    fn a_server_that_took_everything_needs_no_second_call() {
        let wanted = wanted(&["user", "beta"], &["acme"]);
        assert!(wanted.missing(&made(r#"["beta","user"]"#, r#"["acme"]"#)).is_none());
    }

    #[test]
    fn what_a_plain_tenant_left_out_is_set_afterwards() {
        let update = wanted(&["user", "admin"], &["acme"]).missing(&made(r#"["user"]"#, "[]"));
        let text = update.and_then(|update| serde_json::to_string(&update).ok());
        assert_eq!(text.as_deref(), Some(r#"{"scope":["user","admin"],"vendor":["acme"]}"#));
    }

    #[test]
    fn the_servers_own_vendor_stays_where_none_was_wanted() {
        assert!(wanted(&["user"], &[]).missing(&made(r#"["user"]"#, r#"["house"]"#)).is_none());
    }
}
