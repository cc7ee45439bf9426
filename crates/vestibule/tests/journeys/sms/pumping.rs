//! SM2: what somebody tries who earns money with our texts, with accounts whose passwords they have.

use domain::sending::SendingPolicy;
use domain::time::{days, minutes};
use tokio::task::JoinSet;
use trial::{Browser, Trial};

use super::{number_given, press, signed_in, start, start_with, telephone, texted};

/// People with passwords, signed in.
async fn crowd(trial: &Trial, count: usize) -> Vec<Browser> {
    let mut crowd = Vec::new();
    for n in 0..count {
        let login = format!("personne{n}@lumen.example");
        let _ = trial.customer(&login, "soleil levant 42").await;
        let mut browser = trial.browser();
        let sent = browser.sign_in("/sign-in", &login, "soleil levant 42", &[]).await;
        browser.follow(sent).await;
        crowd.push(browser);
    }
    crowd
}

fn number(n: usize) -> String {
    format!("07 {:02} {:02} {:02} {:02}", 40 + n % 50, n % 90, 10 + n % 80, 10 + n % 80)
}

#[tokio::test]
async fn twenty_accounts_that_ask_at_once_for_one_number_send_it_one_code() {
    let trial = start().await;
    let mut racers = JoinSet::new();
    for mut browser in crowd(&trial, 20).await {
        racers.spawn(async move { number_given(&mut browser, "sms", super::NUMBER).await.status });
    }
    let statuses = racers.join_all().await;
    assert_eq!(telephone(&trial).await.len(), 1, "SM2: {statuses:?}");
}

#[tokio::test]
async fn one_number_gets_three_codes_in_ten_minutes_and_ten_in_a_day_whoever_asks() {
    let trial = start().await;
    let mut crowd = crowd(&trial, 12).await;
    let mut sent = Vec::new();
    for step in 0..144 {
        let browser = &mut crowd[step % 12];
        // Signed in again where the proof is too old.
        number_given(browser, "sms", super::NUMBER).await;
        sent.push(telephone(&trial).await.len());
        trial.clock.turn(std::time::Duration::from_mins(1));
    }
    assert!(sent[9] <= 3, "SM2: {sent:?}");
    assert!(*sent.last().expect("tries") <= 10, "SM2: {sent:?}");
}

#[tokio::test]
async fn a_range_of_numbers_an_account_a_network_and_the_house_have_their_budgets() {
    let small = SendingPolicy { to_a_range_a_day: 2, ..SendingPolicy::default() };
    assert_eq!(stopped_after(small, |n| format!("06 12 34 {:02} 78", 10 + n)).await, 2, "SM2: range");
    let small = SendingPolicy { of_an_account_a_day: 3, ..SendingPolicy::default() };
    assert_eq!(stopped_after(small, number).await, 3, "SM2: account");
    let small = SendingPolicy { of_a_network_an_hour: 4, ..SendingPolicy::default() };
    assert_eq!(stopped_after(small, number).await, 4, "SM2: network");
    let small = SendingPolicy { in_all_a_day: 5, ..SendingPolicy::default() };
    assert_eq!(stopped_after(small, number).await, 5, "SM2: house");
}

/// How many texts one account gets out, a number after the other.
async fn stopped_after(sending: SendingPolicy, number: impl Fn(usize) -> String) -> usize {
    let trial = start_with(sending).await;
    let mut crowd = crowd(&trial, 1).await;
    for n in 0..8 {
        let page = number_given(&mut crowd[0], "sms", &number(n)).await;
        assert!(page.status == 200 || page.body.contains("Aucun code ne peut partir"), "{}", page.body);
    }
    telephone(&trial).await.len()
}

#[tokio::test]
async fn codes_that_nobody_uses_stop_new_numbers_and_no_customer_who_has_one() {
    let sending = SendingPolicy { breaker_from: 6, ..SendingPolicy::default() };
    let trial = start_with(sending).await;
    let _ = super::person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    super::add_number(&trial, &mut home, super::NUMBER).await;
    let mut crowd = crowd(&trial, 2).await;
    for n in 0..10 {
        number_given(&mut crowd[n % 2], "sms", &number(n)).await;
    }
    let sent = telephone(&trial).await.len();
    assert_eq!(sent, 6, "SM2: the breaker opens");
    trial.clock.turn(minutes(11));
    let (mut browser, page) = super::asked(&trial).await;
    let inside = press(&mut browser, &page, "code", &[("code", &texted(&trial).await)]).await;
    assert!(inside.body.contains("Bonjour Jeanne"), "RL4: a number that is known goes on: {}", inside.body);
    trial.clock.turn(days(1));
    let mut later = self::crowd_again(&trial).await;
    number_given(&mut later, "sms", &number(30)).await;
    assert_eq!(telephone(&trial).await.len(), sent + 2, "and closes by itself");
}

async fn crowd_again(trial: &Trial) -> Browser {
    let mut browser = trial.browser();
    let sent = browser.sign_in("/sign-in", "personne0@lumen.example", "soleil levant 42", &[]).await;
    browser.follow(sent).await;
    browser
}
