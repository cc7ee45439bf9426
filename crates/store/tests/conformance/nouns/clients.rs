//! Clients as documents, what customers allowed them, and which of them a sign-in opened.

use domain::{Client, Method, Session, SessionId};
use store::clients::{self, StoredClient};
use store::{consents, opened_clients, sessions};

use super::{account_id, client_id, device_id, later, ready, sign_in_id, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    a_client_reads_back_as_it_was_applied,
    a_removed_client_is_gone_until_it_is_applied_again,
    a_consent_is_replaced_by_the_next,
    a_sign_in_remembers_each_client_it_opened_once,
    what_was_told_is_forgotten,
    a_device_knows_the_clients_of_all_its_sign_ins,
);

fn client(name: &str) -> StoredClient {
    let document = format!(
        r#"{{"client_id": "{name}", "name": "Espace « {name} »", "redirect_uris": ["https://{name}.example/cb"]}}"#
    );
    let client: Client = serde_json::from_str(&document).unwrap();
    StoredClient { client, secret_hash: Some([3; 32]), changed_at: NOW }
}

async fn a_client_reads_back_as_it_was_applied(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        clients::put(batch, &client("mail"));
        clients::put(batch, &client("cloud"));
    })
    .await;
    assert_eq!(clients::by_id(db, &client_id("mail")).await.unwrap(), Some(client("mail")));
    assert_eq!(clients::by_id(db, &client_id("MAIL")).await.unwrap(), None);
    let public = StoredClient { secret_hash: None, changed_at: later(1), ..client("mail") };
    write(db, |batch| clients::put(batch, &public)).await;
    assert_eq!(clients::all(db).await.unwrap(), [client("cloud"), public]);
}

async fn a_removed_client_is_gone_until_it_is_applied_again(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| clients::put(batch, &client("mail"))).await;
    write(db, |batch| clients::remove(batch, &client_id("mail"), later(1))).await;
    assert_eq!(clients::by_id(db, &client_id("mail")).await.unwrap(), None);
    assert_eq!(clients::all(db).await.unwrap(), []);
    write(db, |batch| clients::put(batch, &client("mail"))).await;
    assert_eq!(clients::by_id(db, &client_id("mail")).await.unwrap(), Some(client("mail")));
}

async fn a_consent_is_replaced_by_the_next(bench: &Bench) {
    let db = ready(bench).await;
    let mail = client_id("mail");
    assert_eq!(consents::given(db, account_id(1), &mail).await.unwrap(), None);
    for scopes in ["openid", "openid email"] {
        write(db, |batch| consents::put(batch, account_id(1), &mail, scopes, NOW)).await;
        let given = consents::given(db, account_id(1), &mail).await.unwrap();
        assert_eq!(given.map(|(scopes, _)| scopes).as_deref(), Some(scopes));
    }
    assert_eq!(consents::given(db, account_id(2), &mail).await.unwrap(), None);
    assert_eq!(consents::given(db, account_id(1), &client_id("cloud")).await.unwrap(), None);
}

async fn a_sign_in_remembers_each_client_it_opened_once(bench: &Bench) {
    let db = ready(bench).await;
    let opened = [(1, "mail", 0), (1, "cloud", 2), (1, "mail", 5), (2, "mail", 3)];
    for (sign_in, name, seconds) in opened {
        let at = later(seconds);
        write(db, |batch| {
            opened_clients::note(batch, sign_in_id(sign_in), &client_id(name), account_id(1), at);
        })
        .await;
    }
    let of_sign_in = opened_clients::of_sign_in(db, sign_in_id(1)).await.unwrap();
    assert_eq!(of_sign_in, [client_id("cloud"), client_id("mail")]);
    let of_account = opened_clients::of_account(db, account_id(1)).await.unwrap();
    let newest_first = [(2, "mail"), (1, "cloud"), (1, "mail")];
    assert_eq!(of_account, newest_first.map(|(sign_in, name)| (sign_in_id(sign_in), client_id(name))));
    assert_eq!(opened_clients::of_account(db, account_id(2)).await.unwrap(), []);
}

async fn what_was_told_is_forgotten(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        opened_clients::note(batch, sign_in_id(1), &client_id("mail"), account_id(1), NOW);
        opened_clients::note(batch, sign_in_id(2), &client_id("mail"), account_id(1), NOW);
        opened_clients::forget_sign_in(batch, sign_in_id(1));
    })
    .await;
    let left = opened_clients::of_account(db, account_id(1)).await.unwrap();
    assert_eq!(left, [(sign_in_id(2), client_id("mail"))]);
}

async fn a_device_knows_the_clients_of_all_its_sign_ins(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        for (token, device, sign_in) in [(1, 1, 1), (2, 1, 1), (3, 1, 2), (4, 2, 3)] {
            let session = Session {
                id: SessionId::from_bytes([token; 16]),
                account: account_id(1),
                device: device_id(device),
                sign_in: sign_in_id(sign_in),
                started_at: NOW,
                authenticated_at: NOW,
                last_seen_at: NOW,
                ends_at: later(3600),
                methods: vec![Method::Password],
            };
            sessions::start(batch, &[token; 32], &session);
            opened_clients::note(batch, sign_in_id(sign_in), &client_id("mail"), account_id(1), NOW);
        }
    })
    .await;
    let of_device = opened_clients::of_device(db, device_id(1)).await.unwrap();
    assert_eq!(of_device, [1, 2].map(|sign_in| (sign_in_id(sign_in), client_id("mail"))));
}
