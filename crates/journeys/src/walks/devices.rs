//! Another device is ended only by somebody who proved who they are less than ten minutes ago, and only their own.

use std::cell::RefCell;

use domain::time::minutes;

use super::{device, session, walk};
use crate::devices::{Event, begin};
use crate::{Event as Any, Outcome, Write};

#[test]
fn another_device_is_ended_only_after_a_fresh_proof() {
    let (mut ended, mut asked) = (0_u64, 0_u64);
    let drawn = RefCell::new(None);
    walk(
        "devices",
        |_| begin(),
        |chance, _| {
            let session = Box::new(session(chance));
            drawn.replace(Some(session.clone()));
            let device = device(chance.below(3));
            if chance.below(4) == 0 {
                return Any::Devices(Event::RenameAsked { session, device, name: None });
            }
            Any::Devices(Event::EndAsked { session, device })
        },
        |_, (event, now), turn| {
            let drawn = drawn.borrow().clone().expect("an event was drawn");
            let old = now.since(drawn.authenticated_at) >= minutes(10);
            // Its own name is given after a fresh proof, too.
            let own = event.contains(&format!("device: {:?} }}", drawn.device));
            let again = matches!(turn.next, crate::Next::Leave(Outcome::ProveAgain(_)));
            assert_eq!(again, old && !own, "{event}");
            assert_eq!(turn.writes.is_empty(), again, "{event}");
            for write in &turn.writes {
                let (Write::EndDevice { account, .. } | Write::RenameDevice { account, .. }) = write else {
                    panic!("only a device ends or is named: {write:?}")
                };
                assert!(event.contains(&format!("account: {account:?}")));
            }
            ended += turn.writes.len() as u64;
            asked += u64::from(again);
        },
    );
    assert!(ended > 1000 && asked > 1000, "{ended} {asked}");
}
