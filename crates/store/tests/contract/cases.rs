//! The list of cases, and the macro that runs it on an engine.

/// Runs every case on the store that a function opens, each on an empty one.
macro_rules! store_tests {
    ($engine:ident, $open:ident) => {
        store_tests! { $engine, $open;
            users {
                a_user_is_kept_as_given
                metadata_is_kept_to_the_letter
                an_address_belongs_to_one_user_as_either
                one_user_may_own_one_address_twice
                a_refused_sign_up_leaves_nothing_behind
                a_first_session_and_jobs_come_with_the_user
                of_many_sign_ups_with_one_address_one_wins
                who_signs_up_with_others_gets_what_is_theirs_whatever_is_wrong_with_the_others
                many_users_are_added_but_for_taken_addresses
                sign_in_finds_either_address_whatever_its_case
                the_first_admin_needs_the_code_and_is_the_only_first
                of_many_set_ups_one_wins
                a_taken_address_does_not_spend_the_set_up_code
                of_many_writes_at_once_each_is_kept_when_it_is_answered
            }
            arrivals {
                each_who_arrives_is_added_once
                who_is_there_is_changed_only_where_asked
                a_password_is_brought_only_where_there_is_none
                an_arrival_ends_sessions_as_any_change_does_and_leaves_an_admin
                many_arrive_in_one_write_with_all_that_is_theirs
                of_two_imports_at_once_each_user_is_added_by_one
            }
            updates {
                only_what_is_named_changes
                jobs_are_made_from_before_and_after
                an_email_that_belongs_to_another_is_refused
                an_old_email_is_free_again
                the_last_usable_admin_stays
                two_admins_demoting_each_other_leave_one
                blocking_and_demotion_end_sessions
                a_new_email_voids_codes_but_ends_no_session
                a_new_password_ends_sessions_and_opens_the_given_one
                a_password_is_set_only_over_the_hash_that_was_verified
                a_rehash_ends_nothing
                a_change_on_a_condition_is_made_only_where_it_holds
                what_is_not_there_is_absent
            }
            sessions {
                a_session_holds_until_it_expires
                a_session_ends_once
                nobody_ends_the_session_of_another
                everywhere_means_everywhere
                a_session_does_not_open_over_a_newer_password
                the_blocked_and_the_deleted_have_no_session
                the_last_use_is_noted_to_the_minute
                a_user_who_is_gone_is_told_from_a_session_that_ended
                of_many_who_ask_at_once_each_is_told_of_their_own
                no_answer_is_older_than_its_question_however_many_ask
                who_asks_and_goes_keeps_nobody_waiting
                of_a_closed_store_everybody_who_asks_is_told
            }
            reset_codes {
                a_code_sets_the_password_once
                an_expired_code_is_spent
                only_the_newest_code_holds
                a_late_retry_brings_no_code_back
                of_a_hundred_redeems_one_wins
                a_blocked_user_gets_no_code
                looking_spends_nothing
            }
            deletions {
                a_deletion_goes_step_by_step
                a_step_counts_once_and_in_order
                a_ticket_outlives_its_user_by_ten_minutes
                a_foreign_pair_is_no_deletion
                twice_is_the_same_ticket
                the_last_admin_is_not_deleted
                two_admins_deleting_each_other_leave_one
                a_failed_deletion_gives_the_user_back
                an_erased_user_leaves_no_address_job_or_code
            }
            bulks {
                each_action_does_what_it_says_and_nothing_where_it_is_so_already
                whom_it_is_about_is_found_once_whatever_changes_afterwards
                who_cannot_be_changed_says_why_and_keeps_nobody_else_up
                whatever_two_administrators_ask_at_once_one_of_them_stays
                it_stops_when_whoever_asked_administers_no_more
                what_is_called_off_begins_nobody_more
                only_what_failed_is_tried_again_and_once
                however_many_work_on_it_each_user_is_done_once
                a_step_that_was_broken_off_is_done_whole_later
                a_bulk_deletion_goes_as_fast_as_deletions_end
                what_was_done_to_each_is_in_the_trail
                its_users_are_shown_page_by_page
                it_is_forgotten_a_week_after_its_end
            }
            jobs {
                the_job_due_first_is_leased_first
                a_leased_job_is_nobody_elses_until_the_lease_runs_out
                a_lost_lease_changes_nothing
                a_finished_job_is_followed_by_the_next
                a_retried_job_waits_and_counts
                of_many_workers_each_job_has_one
                a_worker_that_asks_for_some_kinds_passes_the_others_over
            }
            limits {
                of_two_hundred_takes_five_go_through
                one_empty_bucket_keeps_all_others_full
                what_is_given_back_can_be_taken_again
                a_forgotten_bucket_is_new
            }
            listing {
                the_newest_come_first_by_default
                every_filter_finds_what_it_says
                pages_never_overlap_where_keys_are_equal
                a_selection_keeps_its_order_and_passes_over_who_is_gone
                text_compares_without_case_beyond_ascii
                signs_of_like_and_regex_are_plain_text
            }
            audit {
                what_is_done_leaves_one_entry
                what_is_refused_or_changes_nothing_leaves_none
                any_filters_find_what_a_plain_list_does
                whoever_reads_while_others_write_misses_nothing_and_sees_nothing_twice
                what_is_old_is_thrown_away_to_the_hour
            }
            stats {
                counts_are_what_a_recount_comes_to_whatever_is_written
                counts_hold_while_many_write_at_once
            }
            upkeep {
                what_ran_out_is_thrown_away
                a_sound_store_has_no_problems
            }
        }
    };
    ($engine:ident, $open:ident; $($area:ident { $($case:ident)* })*) => {
        mod $engine {
            $(mod $area {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    let (store, _place) = $open().await;
                    crate::$area::$case(store).await;
                })*
                use crate::$open;
            })*
        }
    };
}

/// Runs every case in which several stores share a place, each in an empty one.
macro_rules! place_tests {
    ($place:ident) => {
        place_tests! { $place;
            agreement {
                statements_agree_with_the_plain_model
                a_loaded_index_agrees_with_the_plain_model
                an_index_that_follows_changes_agrees_with_the_plain_model
                what_is_written_while_the_index_loads_is_in_it
                an_index_whose_changes_are_forgotten_is_loaded_anew
                changes_are_forgotten_after_an_hour
            }
            append_only {
                nobody_changes_an_entry_or_takes_one_away
            }
            patience {
                a_count_that_takes_too_long_is_given_up
                slow_counts_keep_only_lists_and_counts_waiting
                a_store_that_closes_waits_for_no_count
            }
        }
    };
    ($place:ident; $($area:ident { $($case:ident)* })*) => {
        mod $place {
            $(mod $area {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::$area::$case(crate::place::Place::$place().await).await;
                })*
            })*
        }
    };
}
