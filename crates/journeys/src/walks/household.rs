//! A role changes only for who proved who they are less than ten minutes ago, and only as their own part allows.

use std::cell::RefCell;

use domain::time::minutes;
use domain::{ContractId, HandoverId, Role};

use super::{account, session, walk};
use crate::household::{Act, Event, Open, Other, Table, begin};
use crate::{Event as Any, Write};

#[test]
fn a_role_changes_only_after_a_fresh_proof_and_as_ones_own_part_allows() {
    let mut written = 0_u64;
    let drawn = RefCell::new(None);
    walk(
        "household",
        |_| begin(),
        |chance, _| {
            let role = |flip: bool| if flip { Role::Holder } else { Role::Member };
            let table = Table {
                contract: ContractId::from_bytes([1; 16]),
                mine: role(chance.flip()),
                i_am_minor: chance.below(4) == 0,
                other: chance.flip().then(|| Other {
                    account: account(chance.below(4)),
                    role: role(chance.flip()),
                    is_minor: chance.below(4) == 0,
                }),
                open: chance.flip().then(|| Open {
                    handover: HandoverId::from_bytes([2; 16]),
                    from: account(chance.below(4)),
                    to: account(chance.below(4)),
                }),
                fresh_id: HandoverId::from_bytes([3; 16]),
            };
            let acts = [Act::Propose, Act::Withdraw, Act::Accept, Act::Decline, Act::Leave, Act::Remove];
            let (session, act) = (Box::new(session(chance)), *chance.one_of(&acts));
            let table = (chance.below(8) > 0).then(|| Box::new(table));
            drawn.replace(Some((session.clone(), table.clone())));
            Any::Household(Event::Asked { session, table, act })
        },
        |_, (event, now), turn| {
            let (session, table) = drawn.borrow().clone().expect("an event was drawn");
            if turn.writes.is_empty() {
                assert!(turn.facts.is_empty() && turn.notices.is_empty(), "{event}");
                return;
            }
            let table = table.expect("nothing is written for somebody else's contract");
            assert!(now.since(session.authenticated_at) < minutes(10), "{event}");
            written += 1;
            match &turn.writes[0] {
                Write::ProposeHandover { account, to, .. } => {
                    let other = table.other.expect("somebody is named");
                    assert!(table.mine == Role::Holder && *account == session.account, "{event}");
                    assert!(*to == other.account && !other.is_minor && table.open.is_none(), "{event}");
                }
                Write::EndHandover { .. } => {
                    let open = table.open.expect("a proposal");
                    assert!(open.from == session.account || open.to == session.account, "{event}");
                }
                Write::HandOver { account, from, .. } => {
                    let open = table.open.expect("a proposal");
                    assert!(
                        open.to == session.account && *account == open.to && *from == open.from,
                        "{event}"
                    );
                    assert!(!table.i_am_minor, "{event}");
                }
                Write::EndMembership { account, person, .. } => {
                    assert_eq!(*account, session.account);
                    let own = *person == session.account;
                    assert_eq!(own, table.mine == Role::Member, "{event}");
                }
                other => panic!("no other write: {other:?}"),
            }
        },
    );
    assert!(written > 1000, "{written}");
}
