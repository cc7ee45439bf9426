//! Random walks over every journey: each journey's one sentence of safety, against replays, reloads, restarts, other
//! people's browsers and a clock that moves. 100 000 walks in the ordinary run, 10 million with VESTIBULE_TEST_LONG.

mod add_person;
mod chance;
mod change_contact;
mod change_password;
mod consent;
mod devices;
mod enrol_authenticator;
mod household;
mod lost_phone;
mod manage_authenticators;
mod not_me;
mod personalise;
mod recover;
mod recovery_codes;
mod second_factor;
mod sign_in;
mod sign_in_by_phone;
mod sign_out;
mod start;
mod who;

use domain::passkey::{Made, Shown};
use domain::{AccountId, ClientId, DeviceId, Method, Policy, Session, SessionId, SignInId, Timestamp};

use crate::{Destination, Event, Need, State, Turn, Visit, Write, step};
use chance::Chance;

const WALKS: u64 = 100_000;
const STEPS: u64 = 12;

/// Walks one journey: `begin` gives a state, `draw` an event, `check` judges each turn that was taken.
fn walk(
    name: &str,
    begin: impl Fn(&mut Chance) -> State,
    draw: impl Fn(&mut Chance, &State) -> Event,
    mut check: impl FnMut(&State, (&str, Timestamp), &Turn),
) {
    let walks = if option_env!("VESTIBULE_TEST_LONG").is_some() { WALKS * 100 } else { WALKS };
    let policy = Policy::default();
    for seed in 1..=walks {
        let mut chance = Chance::new(seed);
        let mut state = begin(&mut chance);
        let mut seen = vec![state.clone()];
        for _ in 0..=chance.below(STEPS) {
            match chance.below(8) {
                // A reload or a restart: the state comes back from its stored form.
                0 => state = stored(&state),
                // A replay, the back button, another tab: an earlier state comes again.
                1 => state = chance.one_of(&seen).clone(),
                _ => {
                    let event = draw(&mut chance, &state);
                    let told = format!("{event:?}");
                    let now = Timestamp::from_millis(i64::try_from(chance.below(1 << 24)).unwrap_or(0));
                    let Ok(turn) = step(state.clone(), event, now, &policy) else { continue };
                    check(&state, (&told, now), &turn);
                    state = turn.state;
                    seen.push(state.clone());
                }
            }
        }
        assert!(seen.len() <= usize::try_from(STEPS).unwrap_or(0) + 2, "{name}: a walk ends");
    }
}

fn stored(state: &State) -> State {
    let text = serde_json::to_string(state).expect("states are plain values");
    serde_json::from_str(&text).expect("and come back")
}

fn account(n: u64) -> AccountId {
    AccountId::from_bytes([u8::try_from(n % 4).unwrap_or(0) + 1; 16])
}

fn device(n: u64) -> DeviceId {
    DeviceId::from_bytes([u8::try_from(n % 3).unwrap_or(0) + 1; 16])
}

fn visit() -> Visit {
    let need = Need {
        client: ClientId("cloud".into()),
        name: "Cloud".into(),
        request: String::new(),
        scopes: vec!["openid".into()],
        login: false,
        choose: false,
        silent: false,
        consent: true,
        max_age: None,
        login_hint: None,
        keep_signed_in: None,
        assurance: None,
    };
    Visit::to(Destination::Client(Box::new(need)), Timestamp::from_millis(0))
}

fn session(chance: &mut Chance) -> Session {
    let at = Timestamp::from_millis(i64::try_from(chance.below(1 << 24)).unwrap_or(0));
    Session {
        id: SessionId::from_bytes([1; 16]),
        account: account(chance.below(4)),
        device: device(chance.below(3)),
        sign_in: SignInId::from_bytes([4; 16]),
        started_at: at,
        authenticated_at: at,
        last_seen_at: at,
        ends_at: at + domain::time::hours(12),
        methods: vec![Method::Password],
    }
}

fn passkey_made() -> Made {
    Made { client_data: vec![1], attestation: vec![2], transports: vec![] }
}

fn passkey_shown() -> Shown {
    let (credential, client_data, authenticator_data) = (vec![1], vec![2], vec![3]);
    Shown { credential, client_data, authenticator_data, signature: vec![4], user_handle: vec![5] }
}

/// What a turn wants done to accounts, by whose they are.
fn touched(turn: &Turn) -> Vec<AccountId> {
    let of = |write: &Write| match write {
        Write::SendRecovery { accounts, .. } => accounts.clone(),
        one => one.account().into_iter().collect(),
    };
    turn.writes.iter().flat_map(of).collect()
}
