//! Start of the document of the account.

use frontdesk_app::app::account::account;
use frontdesk_app::app::begin;

fn main() {
    begin(account);
}
