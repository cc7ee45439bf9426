//! A printed card of codes, for people without a telephone at hand (X14).

use tokio::task::JoinSet;
use trial::{Answer, Browser, Trial};

use super::{methods, person, press, signed_in, start};

/// A card as it was printed.
struct Card(Vec<Vec<String>>);

impl Card {
    fn printed(page: &Answer) -> Self {
        let table =
            page.body.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a card");
        let cells = |row: &str| {
            row.split("<td>")
                .skip(1)
                .map(|cell| cell.split('<').next().unwrap_or_default().to_owned())
                .collect()
        };
        Self(table.split("<tr>").skip(1).map(cells).collect())
    }

    /// The code of the cell that the page asks for.
    fn answer(&self, page: &Answer) -> String {
        let cell =
            page.body.split("<p class=\"cell\">").nth(1).and_then(|rest| rest.split("<strong>").nth(1));
        let cell = cell.and_then(|rest| rest.split('<').next()).expect("a cell is asked for");
        let (letter, row) = cell.split_at(1);
        let column = usize::from(letter.as_bytes()[0] - b'A');
        self.0[row.parse::<usize>().expect("a row") - 1][column].clone()
    }
}

async fn print(browser: &mut Browser) -> (Card, Answer) {
    let list = methods(browser).await;
    let page = press(browser, &list, "choose", &[("kind", "card")]).await;
    assert!(page.body.contains("Imprimez votre carte de codes"), "X14: {}", page.body);
    assert_eq!(page.header("cache-control"), "no-store", "EN3");
    (Card::printed(&page), page)
}

async fn held() -> (Trial, Card) {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let (card, page) = print(&mut home).await;
    assert_eq!((card.0.len(), card.0[0].len()), (8, 5));
    let page = press(&mut home, &page, "next", &[]).await;
    let added = press(&mut home, &page, "code", &[("code", &card.answer(&page))]).await;
    assert!(added.body.contains("Votre carte de codes protège maintenant"), "EN4: {}", added.body);
    (trial, card)
}

#[tokio::test]
async fn a_card_is_printed_and_proven_and_asked_by_cell_at_each_new_device() {
    let (trial, card) = held().await;
    let mut asked = Vec::new();
    for _ in 0..4 {
        let (mut browser, page) = signed_in(&trial, &[]).await;
        let code = card.answer(&page);
        let inside = press(&mut browser, &page, "code", &[("code", &code)]).await;
        assert!(inside.body.contains("Bonjour Jeanne"), "X14: {}", inside.body);
        let (mut thief, page) = signed_in(&trial, &[]).await;
        let replayed = press(&mut thief, &page, "code", &[("code", &code)]).await;
        assert!(replayed.status == 422, "each code once");
        asked.push(code);
    }
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 4, "another cell each time");
}

#[tokio::test]
async fn the_cell_stays_until_it_is_answered_and_other_cells_prove_nothing() {
    let (trial, card) = held().await;
    let (mut thief, page) = signed_in(&trial, &[]).await;
    let right = card.answer(&page);
    let (_, again) = signed_in(&trial, &[]).await;
    assert_eq!(card.answer(&again), right, "nobody chooses the cell by asking again");
    let other = card.0.iter().flatten().find(|code| **code != right).expect("forty codes").clone();
    let wrong = press(&mut thief, &page, "code", &[("code", &other)]).await;
    assert!(wrong.body.contains("n’est pas celui de la case demandée"), "{}", wrong.body);
    assert_eq!(card.answer(&wrong), right, "nor by failing");
}

#[tokio::test]
async fn of_twenty_who_answer_one_cell_at_once_one_signs_in() {
    let (trial, card) = held().await;
    let mut waiting = Vec::new();
    for _ in 0..5 {
        waiting.push(signed_in(&trial, &[]).await);
    }
    let mut racers = JoinSet::new();
    for (browser, page) in waiting {
        let code = card.answer(&page);
        for _ in 0..4 {
            let (mut browser, page, code) = (browser.clone(), page.clone(), code.clone());
            racers.spawn(async move {
                press(&mut browser, &page, "code", &[("code", &code)]).await.body.contains("Bonjour Jeanne")
            });
        }
    }
    let signed = racers.join_all().await.into_iter().filter(|signed| *signed).count();
    assert_eq!(signed, 1, "X14");
}

#[tokio::test]
async fn a_card_that_lay_open_for_too_long_is_another_one() {
    let trial = start().await;
    let _ = person(&trial).await;
    let (mut home, _) = signed_in(&trial, &[]).await;
    let sent = home.get("/account/security/new").await;
    let address = sent.location().to_owned();
    let list = home.follow(sent).await;
    let page = press(&mut home, &list, "choose", &[("kind", "card")]).await;
    let first = Card::printed(&page);
    assert_eq!(Card::printed(&home.get(&address).await).0, first.0, "X8: a reload shows the same");
    trial.clock.turn(domain::time::minutes(10));
    let renewed = home.get(&address).await;
    assert!(renewed.body.contains("La carte précédente n’était plus valable"), "EN3: {}", renewed.body);
    assert_ne!(Card::printed(&renewed).0, first.0);
}

#[tokio::test]
async fn a_card_says_when_few_codes_are_left_and_a_used_up_one_opens_nothing() {
    let (trial, card) = held().await;
    let mut told = false;
    for _ in 0..39 {
        let (mut browser, page) = signed_in(&trial, &[]).await;
        told |= page.body.contains("Il reste peu de codes");
        let inside = press(&mut browser, &page, "code", &[("code", &card.answer(&page))]).await;
        assert!(inside.body.contains("Bonjour Jeanne"), "{}", inside.body);
    }
    assert!(told);
    let (mut browser, page) = signed_in(&trial, &[]).await;
    assert!(!page.body.contains("class=\"cell\""), "{}", page.body);
    assert_eq!(browser.get("/account").await.status, 303, "and it still protects");
}
