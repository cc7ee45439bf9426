//! Twenty at once, on one node and on two: exactly one wins.

use trial::{Device, options};

use super::{answer, holder, is_in, to_the_device};
use crate::two_nodes::trials;

#[tokio::test]
async fn of_twenty_who_show_one_answer_at_once_exactly_one_signs_in() {
    for trial in trials().await {
        let other = trial.second_node().await;
        let (_, _, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
        let mut away = trial.browser();
        let page = away.get("/sign-in").await;
        let fields = device.show(&options(&page));
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let mut browser = if n % 2 == 0 { away.clone() } else { away.at(&other) };
            let (page, fields) = (page.clone(), fields.clone());
            racers.spawn(async move {
                let on = answer(&mut browser, &page, &fields).await;
                assert!(on.status < 500, "{}", on.body);
                is_in(&on)
            });
        }
        let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
        assert_eq!(signed, 1, "PK1");
    }
}

#[tokio::test]
async fn of_twenty_who_add_one_passkey_at_once_exactly_one_does() {
    for trial in trials().await {
        let (_, mut home, mut device) = holder(&trial, Device::synced(&trial.issuer)).await;
        let other = trial.second_node().await;
        let page = to_the_device(&mut home).await;
        let fields = device.make(&options(&page));
        let mut racers = tokio::task::JoinSet::new();
        for n in 0..20 {
            let mut browser = if n % 2 == 0 { home.clone() } else { home.at(&other) };
            let (page, fields) = (page.clone(), fields.clone());
            racers.spawn(async move {
                let on = answer(&mut browser, &page, &fields).await;
                (on.status, on.body.contains("Méthode ajoutée"), browser)
            });
        }
        let done = racers.join_all().await;
        assert!(done.iter().all(|(status, ..)| *status < 500));
        let (_, _, mut winner) = done.into_iter().find(|(_, added, _)| *added).expect("one adds it");
        assert_eq!(winner.get("/account/security").await.body.matches("<h3>").count(), 2, "PK3: once");
    }
}
