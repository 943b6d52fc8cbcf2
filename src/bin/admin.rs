//! Start of the document of the administration.

use frontdesk_app::app::admin::admin;
use frontdesk_app::app::begin;

fn main() {
    begin(admin);
}
