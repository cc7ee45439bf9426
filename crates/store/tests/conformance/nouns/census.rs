//! X6: every open account is counted once, with its segment, its methods and its standing; and who holds only what is off.

use domain::factor::Why;
use domain::vap::{PhoneState, PushState};
use domain::{AccountId, AuthenticatorId, ContractId, Timestamp};
use store::authenticators::{self, StoredAuthenticator};
use store::census::{self, Counted};
use store::contracts::{self, StoredContract};
use store::memberships::{self, StoredMembership};
use store::phones::{self, StoredPhone};
use store::{Batch, Db, accounts, factor_standings};

use super::{account, account_id, later, ready, write};
use crate::bench::{Bench, NOW, on_both_engines};

on_both_engines!(
    each_open_account_is_counted_once_over_several_pages,
    segment_methods_and_standing_stand_with_their_account,
    who_holds_only_what_is_off_is_found_and_the_exempt_are_not,
    a_phone_and_its_codes_are_one_method,
);

fn totp(number: u8) -> StoredAuthenticator {
    StoredAuthenticator {
        account: account_id(number),
        id: AuthenticatorId::from_bytes([number; 16]),
        kind: "totp".into(),
        label_sealed: vec![1],
        secret_sealed: vec![2],
        handle_digest: None,
        counter: 0,
        failures: 0,
        created_at: NOW,
        last_used_at: None,
        blocked_at: None,
        lost_at: None,
    }
}

fn holds(batch: &mut Batch, number: u8, kind: &str) {
    let mut id = [number; 16];
    id[0] = u8::try_from(kind.len()).unwrap();
    let one = StoredAuthenticator { id: AuthenticatorId::from_bytes(id), kind: kind.into(), ..totp(number) };
    authenticators::insert(batch, &one);
}

fn has_phone(batch: &mut Batch, number: u8) {
    let phone = StoredPhone {
        account: account_id(number),
        id: AuthenticatorId::from_bytes([number; 16]),
        device: super::device_id(number),
        kid: number.to_string(),
        public_key: vec![4],
        about_sealed: vec![1],
        label_sealed: vec![1],
        totp_sealed: None,
        push_sealed: None,
        push_state: PushState::Absent,
        state: PhoneState::Active,
        registered_at: NOW,
        last_seen_at: NOW,
        lock: None,
    };
    phones::insert(batch, &phone);
    let codes = StoredAuthenticator { id: phone.id.codes(), ..totp(number) };
    authenticators::insert(batch, &codes);
}

async fn a_phone_and_its_codes_are_one_method(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        accounts::insert(batch, &account(1), &[1; 16]);
        has_phone(batch, 1);
        holds(batch, 1, "sms");
    })
    .await;
    let [one] = &all(db).await[..] else { panic!("one") };
    let mut kinds = one.kinds.clone();
    kinds.sort_unstable();
    assert_eq!(kinds, ["push", "sms"]);
    assert_eq!(census::with_only(db, "sms", &["push"], NOW).await.unwrap(), []);
    assert_eq!(census::with_only(db, "sms", &["card"], NOW).await.unwrap(), [account_id(1)]);
}

async fn all(db: &Db) -> Vec<Counted> {
    let (mut all, mut last) = (Vec::new(), None);
    loop {
        let page = census::after(db, last).await.unwrap();
        let Some(end) = page.last() else { return all };
        assert!(page.len() <= 500);
        last = Some(end.account);
        all.extend(page);
    }
}

async fn each_open_account_is_counted_once_over_several_pages(bench: &Bench) {
    let db = ready(bench).await;
    for wave in 0..6_u8 {
        write(db, |batch| {
            for number in 1..=200_u8 {
                let mut id = [number; 16];
                id[1] = wave;
                let one = accounts::StoredAccount { id: AccountId::from_bytes(id), ..account(1) };
                accounts::insert(batch, &one, &id);
            }
        })
        .await;
    }
    let mut closed = [7; 16];
    closed[1] = 3;
    write(db, |batch| accounts::disable(batch, AccountId::from_bytes(closed), later(1))).await;
    let counted = all(db).await;
    assert_eq!(counted.len(), 1199, "the closed one is not counted");
    assert!(counted.windows(2).all(|two| two[0].account.bytes() < two[1].account.bytes()));
}

async fn segment_methods_and_standing_stand_with_their_account(bench: &Bench) {
    let db = ready(bench).await;
    let contract = StoredContract {
        id: ContractId::from_bytes([1; 16]),
        ref_sealed: vec![1],
        brand: "lumen".into(),
        kind: "internet".into(),
        segment: Some("pro".into()),
        created_at: NOW,
        ended_at: None,
    };
    write(db, |batch| {
        for number in [1, 2] {
            accounts::insert(batch, &account(number), &[number; 16]);
        }
        contracts::put(batch, &contract, &[1; 16]);
        let member = StoredMembership {
            account: account_id(2),
            contract: contract.id,
            role: "holder".into(),
            since: NOW,
            ended_at: None,
            changed_at: None,
        };
        memberships::put(batch, &member);
        holds(batch, 2, "totp");
        holds(batch, 2, "sms");
        factor_standings::require(batch, account_id(1), Why::SwitchedOn, later(1));
        factor_standings::exempt(batch, account_id(1), later(9), vec![1]);
    })
    .await;
    let [one, two] = &all(db).await[..] else { panic!("two") };
    assert_eq!((&one.segment, one.kinds.len()), (&None, 0));
    assert_eq!(one.standing.required, Some((Why::SwitchedOn, later(1))));
    assert_eq!(one.standing.exempt_until, Some(later(9)));
    assert_eq!((two.segment.as_deref(), two.kinds.len()), (Some("pro"), 2));
}

async fn who_holds_only_what_is_off_is_found_and_the_exempt_are_not(bench: &Bench) {
    let db = ready(bench).await;
    write(db, |batch| {
        for (number, kinds) in [(1, &["sms"][..]), (2, &["sms", "totp"]), (3, &["sms"]), (4, &["totp"])] {
            accounts::insert(batch, &account(number), &[number; 16]);
            for kind in kinds {
                holds(batch, number, kind);
            }
        }
        factor_standings::exempt(batch, account_id(3), later(9), vec![1]);
    })
    .await;
    let found = |on: &'static [&'static str], now: Timestamp| async move {
        census::with_only(db, "sms", on, now).await.unwrap()
    };
    assert_eq!(found(&["totp", "passkey"], NOW).await, [account_id(1)]);
    let mut later_on = found(&["totp"], later(10)).await;
    later_on.sort_by_key(|account| *account.bytes());
    assert_eq!(later_on, [account_id(1), account_id(3)], "an exemption ends");
    assert_eq!(found(&[], NOW).await.len(), 2, "nothing else is on");
}
