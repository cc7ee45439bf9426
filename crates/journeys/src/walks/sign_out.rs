//! Nobody is signed out by a stranger's link, and only the sign-in that asked ends.

use domain::SignInId;

use super::{account, device, touched, walk};
use crate::Event as Any;
use crate::sign_out::{Event, Who, begin};

#[test]
fn only_a_proof_or_a_pressed_button_ends_a_sign_in_and_only_that_one() {
    let mut ended = 0_u64;
    walk(
        "sign-out",
        |chance| begin(chance.flip().then(|| "https://mail.example/bye".into())),
        |chance, _| {
            let who = chance.flip().then(|| Who {
                account: account(chance.below(4)),
                device: device(chance.below(3)),
                sign_in: SignInId::from_bytes([3; 16]),
            });
            Any::SignOut(if chance.flip() {
                Event::Asked { who, proven: chance.flip() }
            } else {
                Event::Confirmed { who, everywhere: chance.flip() }
            })
        },
        |_, (event, _), turn| {
            if event.contains("proven: false") {
                assert!(turn.writes.is_empty(), "{event}");
            }
            for account in touched(turn) {
                assert!(event.contains(&format!("account: {account:?}")), "{event}");
                ended += 1;
            }
        },
    );
    assert!(ended > 1000);
}
