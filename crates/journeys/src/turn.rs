//! What one exchange gives: the next state, what to show or ask, and everything to write, in one value.

use domain::factor::Held;
use domain::password::Weakness;
use domain::{
    AccountId, AlarmId, AuthenticatorId, ChangeId, ClientId, CodeSetId, ContactId, ContractId, DeviceId,
    Fact, Factor, HandoverId, JourneyId, Method, RecoveryId, SessionId, SignInId, StartId, Timestamp,
};

use crate::{Notice, Outcome, Question, Screen, State, Visit};

/// One exchange. State, writes, facts and notices are committed together or not at all (invariant 6).
#[derive(Debug)]
pub struct Turn {
    pub state: State,
    pub next: Next,
    pub facts: Vec<Fact>,
    pub writes: Vec<Write>,
    pub notices: Vec<Notice>,
}

impl Turn {
    pub const fn new(state: State, next: Next) -> Self {
        Self { state, next, facts: Vec::new(), writes: Vec::new(), notices: Vec::new() }
    }
    #[must_use]
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }
    #[must_use]
    pub fn write(mut self, write: Write) -> Self {
        self.writes.push(write);
        self
    }
    #[must_use]
    pub fn notice(mut self, notice: Notice) -> Self {
        self.notices.push(notice);
        self
    }
}

/// Who speaks next: the customer, the world, or nobody.
#[derive(Debug)]
pub enum Next {
    Show(Screen),
    Ask(Question),
    Leave(Outcome),
}

/// What is said of a password that somebody chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewPassword {
    /// Good, and hashed: the hash stays with the shell.
    Good,
    Weak(Weakness),
    /// The current one, asked beside it, is not right.
    WrongCurrent,
    /// Not judged: too many tries at the current one.
    TooSoon {
        until: Timestamp,
    },
    /// Not judged: every permit is taken (DO1).
    Busy,
}

/// What the judge of passwords says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Right(Box<Recognised>),
    /// No such pair: the same for unknown, disabled and mistaken (NU1).
    Wrong {
        known_device: bool,
    },
    /// Not judged: too many tries before.
    TooSoon {
        until: Timestamp,
    },
    /// Not judged: every permit is taken; try again shortly (DO1).
    Busy,
}

/// Who was recognised, with the ids that the shell drew for the session to come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recognised {
    pub account: AccountId,
    pub given_name: String,
    pub session: SessionId,
    pub sign_in: SignInId,
    pub device: DeviceId,
    /// This account had not used this browser before.
    pub new_device: bool,
    /// The old scheme, when the password was hashed again because its hash was not ours of today (X11).
    pub upgraded_from: Option<String>,
    pub by: ProvenBy,
    /// What the account can prove itself with beside the password.
    pub held: Vec<Held>,
    /// When a second factor was last proven in this browser.
    pub factor_at: Option<Timestamp>,
    /// Where the sign-in waits, if it must wait for a factor,
    pub journey: JourneyId,
    /// and the only browser that may go on with it.
    pub browser: [u8; 16],
}

/// Which password it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProvenBy {
    /// Their own; `weak` for an old one that today's rules would not take (X11).
    Own { weak: bool },
    /// The line's, for its holder.
    Line(LineServes),
}

/// What the line's password is good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineServes {
    /// The areas, as before (O7).
    Opening,
    /// Choosing only: somebody chose before. `by_code` where an address of theirs can be written to.
    Choosing { by_code: bool },
}

/// What to change, besides the journey's own state. The shell turns each into guarded statements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Write {
    StartSession {
        account: AccountId,
        session: SessionId,
        sign_in: SignInId,
        device: DeviceId,
        new_device: bool,
        methods: Vec<Method>,
        kept_until: Option<Timestamp>,
    },
    /// The browser's own memory of who uses it: no row, no power to sign in (SE9).
    RememberPerson {
        account: AccountId,
        device: DeviceId,
        identifier: Option<String>,
        given_name: String,
    },
    /// The browser forgets one person: name, device and « rester identifié » (C3).
    ForgetPerson {
        account: AccountId,
        device: DeviceId,
    },
    /// The contract is proposed to a member, for as long as both still are what they are.
    ProposeHandover {
        account: AccountId,
        contract: ContractId,
        handover: HandoverId,
        to: AccountId,
        until: Timestamp,
    },
    /// Single use: of accepting, declining and withdrawing, one wins.
    EndHandover {
        account: AccountId,
        contract: ContractId,
        handover: HandoverId,
    },
    /// `account` holds the contract from now on, and `from` is a member.
    HandOver {
        account: AccountId,
        contract: ContractId,
        handover: HandoverId,
        from: AccountId,
    },
    /// `person` is no longer of the household: `account` themself, or somebody whom its holder removes.
    EndMembership {
        account: AccountId,
        contract: ContractId,
        person: AccountId,
    },
    /// X19: the account that the shell drew is made, on this contract. The whole turn is lost where somebody has the login, too
    /// many were added, or `account` no longer holds the contract.
    AddPerson {
        account: AccountId,
        contract: ContractId,
        person: AccountId,
        start: StartId,
        until: Timestamp,
    },
    /// Another code takes the place of any that waits.
    IssueStart {
        account: AccountId,
        contract: ContractId,
        person: AccountId,
        start: StartId,
        until: Timestamp,
    },
    TakeBackStart {
        account: AccountId,
        contract: ContractId,
        person: AccountId,
    },
    /// Single use: the whole turn is lost where it served, was taken back or replaced, or is too old.
    SpendStart {
        account: AccountId,
        start: StartId,
    },
    /// The try was right: what was booked as a failure is cleared.
    ClearAttempts {
        account: AccountId,
    },
    /// Stores the hash that the judge made of the verified password.
    UpgradePassword {
        account: AccountId,
    },
    GiveConsent {
        account: AccountId,
        client: ClientId,
        scopes: Vec<String>,
    },
    EndSignIn {
        account: AccountId,
        device: DeviceId,
        sign_in: SignInId,
    },
    EndDevice {
        account: AccountId,
        device: DeviceId,
    },
    EndEverything {
        account: AccountId,
        device: DeviceId,
    },
    /// Lays the messages by which these people may choose a new password; for nobody, the same work without a message.
    SendRecovery {
        visit: Visit,
        accounts: Vec<AccountId>,
    },
    /// From now on this browser, and no other, may choose the password.
    ClaimRecovery {
        account: AccountId,
        recovery: RecoveryId,
    },
    /// Single use: the whole turn is lost where it was used, replaced or too old.
    SpendRecovery {
        account: AccountId,
        recovery: RecoveryId,
    },
    /// Stores the hash that the shell made, clears the counters, and makes every outstanding message dead (EL5).
    ChoosePassword {
        account: AccountId,
    },
    /// No session yet: the sign-in waits in a row of its own for a second factor.
    AwaitFactor {
        account: AccountId,
        journey: JourneyId,
        state: Box<State>,
    },
    /// Takes the proof that was judged right. Single use: the whole turn is lost where it served before (TO1).
    AcceptFactor {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    /// The session goes on under a new id, and says what was proven in it (SE1).
    RaiseSession {
        account: AccountId,
        session: SessionId,
        sign_in: SignInId,
        device: DeviceId,
        methods: Vec<Method>,
    },
    /// Lays the code that the shell drew, and its message (SM3).
    SendCode {
        account: AccountId,
    },
    /// SM5: the change of a SIM card was met. Where it is told, the whole turn is lost if a parallel one told it.
    NoteSimChange {
        account: AccountId,
        told: bool,
    },
    NoteEnrolmentAsked {
        account: AccountId,
    },
    PostponeEnrolment {
        account: AccountId,
    },
    /// Stores the secret that the shell drew, for this sign-in alone (EN3).
    ShowSecret {
        account: AccountId,
    },
    /// Passkeys of this account are made under a name that says nothing; drawn once.
    NamePasskeyUser {
        account: AccountId,
    },
    /// Asks the phone what was drawn for it; an older question of the same service is over.
    AskPhone {
        account: AccountId,
    },
    /// The whole turn is lost where this phone no longer serves.
    HoldPhone {
        account: AccountId,
        phone: AuthenticatorId,
    },
    /// Ends a phone, its questions and its approvals (PU7).
    EndPhone {
        account: AccountId,
        phone: AuthenticatorId,
    },
    /// It proves nothing until it is given back; its questions and approvals are over (C29).
    SuspendPhone {
        account: AccountId,
        phone: AuthenticatorId,
    },
    ResumePhone {
        account: AccountId,
        phone: AuthenticatorId,
    },
    LoseAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    FindAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    /// Counts that a telephone was said to be lost.
    NoteLoss {
        account: AccountId,
    },
    RenamePhone {
        account: AccountId,
        phone: AuthenticatorId,
        name: String,
    },
    /// From now on it counts (EN4).
    AddAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
        kind: Factor,
    },
    /// It proves nothing any more (TO3).
    BlockAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    RenameAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
        name: String,
    },
    /// « Ce n'était pas moi »: what a notice told of, where it is still there (X10).
    EndToldMethod {
        account: AccountId,
        method: AuthenticatorId,
        is_phone: bool,
    },
    /// What its owner calls it; nothing gives the browser's own name back.
    RenameDevice {
        account: AccountId,
        device: DeviceId,
        name: Option<String>,
    },
    EndAuthenticator {
        account: AccountId,
        authenticator: AuthenticatorId,
    },
    /// Ends every session, kept device and token but those of the sign-in at hand, where there is one.
    EndOthers {
        account: AccountId,
        here: Option<Here>,
    },
    /// X11: the own password was right, and is too weak.
    NoteWeakPassword {
        account: AccountId,
    },
    /// « Plus tard », for this visit.
    PostponePersonalisation {
        account: AccountId,
        until: Timestamp,
    },
    /// Stores login and password, and leaves the line's for choosing only. The whole turn is lost where somebody has the
    /// login, or where the password is no longer the one of `before`.
    Personalise {
        account: AccountId,
        login: String,
        before: Option<Timestamp>,
    },
    /// A new set takes the place of `before`, and every older code is dead. The whole turn is lost where another set was made.
    RenewCodes {
        account: AccountId,
        before: Option<CodeSetId>,
        set: CodeSetId,
    },
    /// Every printed code of the account is dead, and none takes their place.
    EndCodes {
        account: AccountId,
    },
    KeepCodes {
        account: AccountId,
        set: CodeSetId,
    },
    /// Single use: the whole turn is lost where the code that was judged has served.
    SpendCode {
        account: AccountId,
    },
    /// The password of this turn was chosen by a printed code: no other code stands for the factor too (RE5).
    NoteChosenByCode {
        account: AccountId,
    },
    /// RE6: from now on, what could not be taken back waits.
    NoteRecovered {
        account: AccountId,
    },
    /// RE6: an act was refused for that; nothing is laid but its fact.
    MakeWait {
        account: AccountId,
    },
    /// A printed code was right: from now on this browser, and no other, may choose the password.
    ProveByCode {
        account: AccountId,
        recovery: RecoveryId,
    },
    /// « Plus tard » to a second way to recover (O12).
    PostponeRecourse {
        account: AccountId,
    },
    /// A code goes to a new address, in the place of any that waited.
    AskContactCode {
        account: AccountId,
        id: ChangeId,
    },
    /// Single use: the whole turn is lost where this change was confirmed before, or another took its place.
    BringContact {
        account: AccountId,
        id: ChangeId,
    },
    /// It leaves in three days. The whole turn is lost where it is gone, or leaves already.
    SendContactAway {
        account: AccountId,
        id: ChangeId,
        contact: ContactId,
    },
    /// What it brought goes, what it sends away stays; nothing where its days are over (EL8).
    UndoContactChange {
        account: AccountId,
        id: ChangeId,
    },
    /// Single use: the whole turn is lost where this notice was answered before, or is too old.
    PressAlarm {
        account: AccountId,
        alarm: AlarmId,
    },
}

/// The sign-in that goes on while others end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Here {
    pub device: DeviceId,
    pub sign_in: SignInId,
}

/// A replayed form, a back button or an attack: harmless, answered with « cette page a expiré ».
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the event does not fit the state")]
pub struct OutOfTurn;
