//! How somebody proved who they are, in the words of RFC 8176, and how much that is worth. Says only what happened (EN8).

use serde::{Deserialize, Serialize};

/// One proof that was given and judged right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    #[serde(rename = "pwd")]
    Password,
    /// The line's original password, printed on the contract letter: it stands for its holder until they choose their own (O7).
    Line,
    Totp,
    /// A passkey whose device verified its user: two factors in one act. It may be on several devices of that person.
    Passkey,
    /// The same, where the device says that the key never leaves it.
    DeviceKey,
    /// A request approved on the phone,
    Push,
    /// and the same behind the phone's own lock, which knew its owner: two factors in one act (decision 5).
    LockedPush,
    Sms,
    Voice,
    /// A code of a printed card.
    Card,
    /// Two steps, not two factors (decision 6).
    MailCode,
    /// A way back in, never a factor (EN8).
    RecoveryCode,
}

impl Method {
    const ALL: [Self; 12] = [
        Self::Password,
        Self::Line,
        Self::Totp,
        Self::Passkey,
        Self::DeviceKey,
        Self::Push,
        Self::LockedPush,
        Self::Sms,
        Self::Voice,
        Self::Card,
        Self::MailCode,
        Self::RecoveryCode,
    ];

    /// As it is stored; never renamed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::Line => "line",
            Self::Totp => "totp",
            Self::Passkey => "passkey",
            Self::DeviceKey => "device_key",
            Self::Push => "push",
            Self::LockedPush => "locked_push",
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Card => "card",
            Self::MailCode => "mail_code",
            Self::RecoveryCode => "recovery_code",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }

    /// Whether it makes two factors of a password.
    pub const fn is_second_factor(self) -> bool {
        self.is_two_by_itself()
            || matches!(self, Self::Totp | Self::Push | Self::Sms | Self::Voice | Self::Card)
    }

    /// Whether it is two factors by itself: what its owner has, and what lets them in there.
    pub const fn is_two_by_itself(self) -> bool {
        self.is_passkey() || matches!(self, Self::LockedPush)
    }

    /// Whether it is two factors by itself, which no other site can ask for in our place.
    pub const fn is_passkey(self) -> bool {
        matches!(self, Self::Passkey | Self::DeviceKey)
    }

    /// Whether it was asked for beside a password: second factors, and codes by mail, which are a step and no factor.
    pub const fn is_second_step(self) -> bool {
        self.is_second_factor() || matches!(self, Self::MailCode)
    }

    /// Its words in `amr`. What is no factor has none.
    const fn words(self) -> &'static [&'static str] {
        match self {
            // Relying parties need not know which password it was, we do.
            Self::Password | Self::Line => &["pwd"],
            Self::Totp | Self::Card => &["otp"],
            // A key that is copied between devices is no proof of one piece of hardware (PK5).
            Self::Passkey | Self::Push | Self::LockedPush => &["swk", "user"],
            Self::DeviceKey => &["hwk", "user"],
            Self::Sms => &["sms"],
            Self::Voice => &["tel"],
            Self::MailCode | Self::RecoveryCode => &[],
        }
    }
}

/// The `amr` of these proofs; `mfa` where they are two factors.
pub fn amr(methods: &[Method]) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    for word in methods.iter().flat_map(|method| method.words()) {
        if !words.contains(word) {
            words.push(word);
        }
    }
    if Assurance::of(methods) >= Assurance::TwoFactors {
        words.push("mfa");
    }
    words
}

/// How much a sign-in is worth: what `acr` says, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// Nothing that was proven is still worth something, as for a remembered browser.
    Nothing,
    OneFactor,
    TwoFactors,
    /// Two factors that no other site can ask for in our place.
    PhishingResistant,
}

impl Assurance {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::OneFactor, Self::TwoFactors, Self::PhishingResistant];

    pub fn of(methods: &[Method]) -> Self {
        let second = methods.iter().any(|method| method.is_second_factor());
        if methods.iter().any(|method| method.is_passkey()) {
            Self::PhishingResistant
        } else if methods.iter().any(|method| method.is_two_by_itself())
            || methods.iter().any(|method| matches!(method, Method::Password | Method::Line)) && second
        {
            Self::TwoFactors
        } else if methods.is_empty() {
            Self::Nothing
        } else {
            Self::OneFactor
        }
    }

    pub const fn acr(self) -> &'static str {
        match self {
            Self::Nothing => "0",
            Self::OneFactor => "1",
            Self::TwoFactors => "2",
            Self::PhishingResistant => "2pr",
        }
    }

    pub fn from_acr(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_with_a_factor_is_two_and_a_way_back_in_is_never_one() {
        use Method::{
            Card, DeviceKey, LockedPush, MailCode, Passkey, Password, Push, RecoveryCode, Sms, Totp, Voice,
        };
        for second in [Totp, Push, Sms, Voice, Card] {
            assert_eq!(Assurance::of(&[Password, second]), Assurance::TwoFactors);
            assert_eq!(Assurance::of(&[second]), Assurance::OneFactor, "alone it is one");
            assert!(amr(&[Password, second]).contains(&"mfa"));
        }
        for weak in [MailCode, RecoveryCode] {
            assert_eq!(Assurance::of(&[Password, weak]), Assurance::OneFactor, "EN8");
            assert_eq!(amr(&[Password, weak]), ["pwd"]);
        }
        for (alone, kept) in [(Passkey, "swk"), (DeviceKey, "hwk")] {
            assert_eq!(Assurance::of(&[alone]).acr(), "2pr");
            assert_eq!(amr(&[alone]), [kept, "user", "mfa"], "PK5");
        }
        assert_eq!(
            Assurance::of(&[LockedPush]).acr(),
            "2",
            "the phone and its lock; a site between can ask for it"
        );
        assert_eq!(amr(&[LockedPush]), ["swk", "user", "mfa"]);
        assert_eq!(
            Assurance::of(&[Push, MailCode]).acr(),
            "1",
            "decision 5 opens; it makes no second factor of a mailbox"
        );
        assert_eq!(amr(&[Password, Totp]), ["pwd", "otp", "mfa"]);
        assert_eq!(amr(&[]), Vec::<&str>::new());
    }

    #[test]
    fn every_word_reads_back() {
        for method in Method::ALL {
            assert_eq!(Method::from_word(method.word()), Some(method));
        }
        for level in Assurance::ALL {
            assert_eq!(Assurance::from_acr(level.acr()), Some(level));
        }
        assert_eq!(Method::from_word("otp"), None);
    }
}
