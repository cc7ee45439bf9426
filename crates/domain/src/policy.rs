//! The numbers an operator may set. Defaults are the table "Numbers" of the product page.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::alarm::AlarmPolicy;
use crate::client::KeepChoice;
use crate::factor::FactorPolicy;
use crate::household::HouseholdPolicy;
use crate::password::PasswordPolicy;
use crate::personalise::PersonalisePolicy;
use crate::recourse::RecoursePolicy;
use crate::recovery::RecoveryPolicy;
use crate::sending::SendingPolicy;
use crate::throttle::ThrottlePolicy;
use crate::time::{days, hours, minutes};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    pub remember: RememberPolicy,
    pub session: SessionPolicy,
    pub throttle: ThrottlePolicy,
    pub tokens: TokenPolicy,
    pub audit: AuditPolicy,
    pub password: PasswordPolicy,
    pub recovery: RecoveryPolicy,
    pub household: HouseholdPolicy,
    pub factors: FactorPolicy,
    pub sending: SendingPolicy,
    pub personalise: PersonalisePolicy,
    pub alarms: AlarmPolicy,
    pub recourse: RecoursePolicy,
}

impl Policy {
    /// What holds for one client: its own choice, or the house's (decision 1).
    pub fn remember_for(&self, choice: Option<&KeepChoice>) -> RememberPolicy {
        match choice {
            None => self.remember.clone(),
            Some(choice) => RememberPolicy {
                keep_offered: choice.offered,
                keep_preselected: choice.preselected,
                keep_for: days(u64::from(choice.days)),
                ..self.remember.clone()
            },
        }
    }
}

/// « Aide à la mémorisation » (O10, O11): two separate aids, each pre-ticked or not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RememberPolicy {
    pub keep_offered: bool,
    pub keep_preselected: bool,
    pub keep_for: Duration,
    pub identifier_preselected: bool,
}

impl Default for RememberPolicy {
    fn default() -> Self {
        Self { keep_offered: true, keep_preselected: true, keep_for: days(60), identifier_preselected: false }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionPolicy {
    pub idle: Duration,
    pub absolute: Duration,
    /// How long a proof of identity opens sensitive acts.
    pub step_up_fresh: Duration,
    /// How long the verifier before the last rotation is still answered (SE4).
    pub rotation_grace: Duration,
    /// How long a sign-in page may lie open before its form expires; at least 20 minutes (R33).
    pub form_valid: Duration,
}

impl Default for SessionPolicy {
    fn default() -> Self {
        Self {
            idle: minutes(30),
            absolute: hours(12),
            step_up_fresh: minutes(10),
            rotation_grace: Duration::from_mins(1),
            form_valid: hours(4),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenPolicy {
    /// RFC 6749 §4.1.2 asks for ten minutes at most; one is enough for a redirect.
    pub code: Duration,
    pub access: Duration,
    pub id_token: Duration,
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self { code: Duration::from_mins(1), access: minutes(5), id_token: minutes(5) }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditPolicy {
    /// How long device and network of an act are kept (AU4).
    pub personal_for: Duration,
}

impl Default for AuditPolicy {
    fn default() -> Self {
        Self { personal_for: days(365) }
    }
}
