//! `[policy.…]`: the numbers an operator may set, each within bounds that keep people safe.

use std::time::Duration;

use domain::network_throttle::NetworkPolicy;
use domain::policy::{RememberPolicy, SessionPolicy, TokenPolicy};
use domain::throttle::ThrottlePolicy;
use domain::time::{days, hours, minutes};
use serde::Deserialize;

use super::brand::Brand;
use super::key::{Default as Is, Key, Section};
use super::personalise::{self, Personalise};
use super::span::Span;
use super::{Finding, audit, factors, passkeys, recourse, sending};

#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    pub remember: Remember,
    pub session: Session,
    pub throttle: Throttle,
    pub tokens: Tokens,
    pub audit: audit::Rules,
    pub personalise: Vec<Personalise>,
    pub second_factor: factors::SecondFactor,
    pub passkeys: passkeys::Passkeys,
    pub recourse: recourse::Recourse,
    pub sending: sending::Sending,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Remember {
    pub keep_offered: bool,
    pub keep_preselected: bool,
    pub keep_for: Span,
    pub identifier_preselected: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    pub idle: Span,
    pub absolute: Span,
    pub step_up_fresh: Span,
    pub rotation_grace: Span,
    pub form_valid: Span,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Throttle {
    pub free_tries: u32,
    pub free_tries_known_device: u32,
    pub first_delay: Span,
    pub longest_delay: Span,
    pub forget_after: Span,
    pub network_tries: u32,
    pub network_pause: Span,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tokens {
    pub code: Span,
    pub access: Span,
    pub id_token: Span,
}

impl Default for Remember {
    fn default() -> Self {
        let RememberPolicy { keep_offered, keep_preselected, keep_for, identifier_preselected } =
            RememberPolicy::default();
        Self { keep_offered, keep_preselected, keep_for: Span(keep_for), identifier_preselected }
    }
}

impl Default for Session {
    fn default() -> Self {
        let SessionPolicy { idle, absolute, step_up_fresh, rotation_grace, form_valid } =
            SessionPolicy::default();
        Self {
            idle: Span(idle),
            absolute: Span(absolute),
            step_up_fresh: Span(step_up_fresh),
            rotation_grace: Span(rotation_grace),
            form_valid: Span(form_valid),
        }
    }
}

impl Default for Throttle {
    fn default() -> Self {
        let policy = ThrottlePolicy::default();
        Self {
            free_tries: policy.free_tries,
            free_tries_known_device: policy.free_tries_known_device,
            first_delay: Span(policy.first_delay),
            longest_delay: Span(policy.longest_delay),
            forget_after: Span(policy.forget_after),
            network_tries: policy.network.tries,
            network_pause: Span(policy.network.pause),
        }
    }
}

impl Default for Tokens {
    fn default() -> Self {
        let TokenPolicy { code, access, id_token } = TokenPolicy::default();
        Self { code: Span(code), access: Span(access), id_token: Span(id_token) }
    }
}

impl Policy {
    /// The policy as the rules read it.
    pub fn rules(&self, brands: &[Brand]) -> domain::Policy {
        let Self {
            remember,
            session,
            throttle,
            tokens,
            audit,
            personalise,
            second_factor,
            recourse,
            sending,
            passkeys: _,
        } = self;
        domain::Policy {
            remember: RememberPolicy {
                keep_offered: remember.keep_offered,
                keep_preselected: remember.keep_preselected,
                keep_for: remember.keep_for.0,
                identifier_preselected: remember.identifier_preselected,
            },
            session: SessionPolicy {
                idle: session.idle.0,
                absolute: session.absolute.0,
                step_up_fresh: session.step_up_fresh.0,
                rotation_grace: session.rotation_grace.0,
                form_valid: session.form_valid.0,
            },
            throttle: ThrottlePolicy {
                free_tries: throttle.free_tries,
                free_tries_known_device: throttle.free_tries_known_device,
                first_delay: throttle.first_delay.0,
                longest_delay: throttle.longest_delay.0,
                forget_after: throttle.forget_after.0,
                network: NetworkPolicy { tries: throttle.network_tries, pause: throttle.network_pause.0 },
            },
            audit: audit.rules(),
            personalise: personalise::rules(personalise, brands),
            factors: second_factor.rules(),
            recourse: recourse.rules(),
            sending: sending.rules(),
            tokens: TokenPolicy { code: tokens.code.0, access: tokens.access.0, id_token: tokens.id_token.0 },
            // Passwords and recovery have no keys: nobody needs other values yet.
            ..domain::Policy::default()
        }
    }

    pub fn check(&self) -> Vec<Finding> {
        let Self {
            remember,
            session,
            throttle,
            tokens,
            audit,
            personalise: _,
            second_factor,
            recourse,
            sending,
            passkeys: _,
        } = self;
        let seconds = Duration::from_secs;
        let spans = [
            // Browsers forget a cookie after 400 days, whatever it says.
            ("remember.keep_for", remember.keep_for, days(1), days(400)),
            ("session.idle", session.idle, minutes(5), session.absolute.0),
            ("session.absolute", session.absolute, minutes(30), days(30)),
            ("session.step_up_fresh", session.step_up_fresh, minutes(1), hours(1)),
            ("session.rotation_grace", session.rotation_grace, seconds(10), minutes(5)),
            // R33: nobody is thrown out of a form in less than twenty minutes.
            ("session.form_valid", session.form_valid, minutes(20), hours(24)),
            ("throttle.first_delay", throttle.first_delay, seconds(1), throttle.longest_delay.0),
            ("throttle.longest_delay", throttle.longest_delay, minutes(1), hours(24)),
            ("throttle.forget_after", throttle.forget_after, throttle.longest_delay.0, days(30)),
            ("throttle.network_pause", throttle.network_pause, seconds(1), minutes(10)),
            // OA4.
            ("tokens.code", tokens.code, seconds(10), minutes(1)),
            ("tokens.access", tokens.access, minutes(1), hours(1)),
            ("tokens.id_token", tokens.id_token, minutes(1), hours(1)),
            // AU4: the regulator's half year at least, three years at most.
            ("audit.personal_for", audit.personal_for, days(180), days(1095)),
        ];
        let counts = [
            ("throttle.free_tries", throttle.free_tries, 3, 20),
            ("throttle.free_tries_known_device", throttle.free_tries_known_device, throttle.free_tries, 50),
            // RL6: fewer would stop a school, more would stop nobody.
            ("throttle.network_tries", throttle.network_tries, 20, 10_000),
        ];
        let spans = spans.into_iter().filter_map(|(key, span, least, most)| {
            outside(key, span >= Span(least) && span <= Span(most), &Span(least), &Span(most))
        });
        let counts = counts.into_iter().filter_map(|(key, count, least, most)| {
            outside(key, (least..=most).contains(&count), &least, &most)
        });
        spans
            .chain(counts)
            .chain(second_factor.check())
            .chain(recourse.check())
            .chain(sending.check())
            .collect()
    }
}

fn outside(
    key: &str,
    is_within: bool,
    least: &dyn std::fmt::Display,
    most: &dyn std::fmt::Display,
) -> Option<Finding> {
    let cure = format!("Choose {least} to {most}.");
    (!is_within)
        .then(|| Finding::refused(format!("policy.{key}"), "It is outside of what is safe and useful.", cure))
}

const SPAN: &str = "length of time";
const YES_NO: &str = "true or false";

pub const SECTIONS: &[Section] = &[
    Section {
        header: "[policy.remember]",
        says: "« Aide à la mémorisation »: the two boxes under the password. A client may say otherwise for itself.",
        is_written: true,
        keys: &[
            Key::new("keep_offered", YES_NO, Is::Is("true"), "Whether « rester identifié » is offered."),
            Key::new("keep_preselected", YES_NO, Is::Is("true"), "Whether its box is ticked from the start."),
            Key::new(
                "keep_for",
                SPAN,
                Is::Is("\"60 days\""),
                "How long a device stays signed in, from the sign-in.",
            ),
            Key::new(
                "identifier_preselected",
                YES_NO,
                Is::Is("false"),
                "Whether « mémoriser l'adresse mail » is ticked from the start.",
            ),
        ],
    },
    Section {
        header: "[policy.session]",
        says: "Sessions of customers who did not choose to stay signed in, and of all while they are open.",
        is_written: true,
        keys: &[
            Key::new("idle", SPAN, Is::Is("\"30 min\""), "A session without a request for so long is over."),
            Key::new(
                "absolute",
                SPAN,
                Is::Is("\"12 hours\""),
                "A session is over after so long, whatever happens.",
            ),
            Key::new(
                "step_up_fresh",
                SPAN,
                Is::Is("\"10 min\""),
                "How long a proof of identity opens sensitive acts.",
            ),
            Key::new(
                "rotation_grace",
                SPAN,
                Is::Is("\"1 min\""),
                "How long a kept device's former cookie still works, for parallel tabs and lost answers.",
            ),
            Key::new("form_valid", SPAN, Is::Is("\"4 hours\""), "How long a sign-in page may lie open."),
        ],
    },
    Section {
        header: "[policy.throttle]",
        says: "How tries at passwords are slowed; nobody is ever locked out for good.",
        is_written: true,
        keys: &[
            Key::new(
                "free_tries",
                "number",
                Is::Is("5"),
                "Tries without a wait, per account on unknown devices.",
            ),
            Key::new(
                "free_tries_known_device",
                "number",
                Is::Is("10"),
                "The same on a device that signed in before.",
            ),
            Key::new(
                "first_delay",
                SPAN,
                Is::Is("\"30 s\""),
                "The first wait; it doubles with each further try.",
            ),
            Key::new("longest_delay", SPAN, Is::Is("\"15 min\""), "The longest wait."),
            Key::new(
                "forget_after",
                SPAN,
                Is::Is("\"24 hours\""),
                "Without a try for so long, counting begins anew.",
            ),
            Key::new(
                "network_tries",
                "number",
                Is::Is("100"),
                "Wrong tries on unknown devices that one network may make at once, whatever the accounts.",
            ),
            Key::new("network_pause", SPAN, Is::Is("\"6 s\""), "After those, one more in each such span."),
        ],
    },
    Section {
        header: "[policy.tokens]",
        says: "How long what relying parties get is valid.",
        is_written: true,
        keys: &[
            Key::new("code", SPAN, Is::Is("\"1 min\""), "Authorization codes."),
            Key::new("access", SPAN, Is::Is("\"5 min\""), "Access tokens."),
            Key::new("id_token", SPAN, Is::Is("\"5 min\""), "ID tokens."),
        ],
    },
    factors::SECTION,
    passkeys::SECTION,
    recourse::SECTION,
    sending::SECTION,
];
