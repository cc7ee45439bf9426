//! Whose account each write is about: the one list, which the compiler keeps whole.

use domain::AccountId;

use crate::Write;

impl Write {
    /// The account that this changes; a message may concern several people, and is nobody's alone.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::SendRecovery { .. } => None,
            Self::StartSession { account, .. }
            | Self::RememberPerson { account, .. }
            | Self::ForgetPerson { account, .. }
            | Self::ProposeHandover { account, .. }
            | Self::EndHandover { account, .. }
            | Self::HandOver { account, .. }
            | Self::EndMembership { account, .. }
            | Self::AddPerson { account, .. }
            | Self::IssueStart { account, .. }
            | Self::TakeBackStart { account, .. }
            | Self::SpendStart { account, .. }
            | Self::ClearAttempts { account }
            | Self::UpgradePassword { account }
            | Self::GiveConsent { account, .. }
            | Self::EndSignIn { account, .. }
            | Self::EndDevice { account, .. }
            | Self::EndEverything { account, .. }
            | Self::ClaimRecovery { account, .. }
            | Self::SpendRecovery { account, .. }
            | Self::ChoosePassword { account }
            | Self::NoteWeakPassword { account }
            | Self::PostponePersonalisation { account, .. }
            | Self::Personalise { account, .. }
            | Self::AwaitFactor { account, .. }
            | Self::AcceptFactor { account, .. }
            | Self::RaiseSession { account, .. }
            | Self::NoteEnrolmentAsked { account }
            | Self::PostponeEnrolment { account }
            | Self::ShowSecret { account }
            | Self::NamePasskeyUser { account }
            | Self::AskPhone { account }
            | Self::HoldPhone { account, .. }
            | Self::EndPhone { account, .. }
            | Self::RenamePhone { account, .. }
            | Self::SuspendPhone { account, .. }
            | Self::ResumePhone { account, .. }
            | Self::LoseAuthenticator { account, .. }
            | Self::FindAuthenticator { account, .. }
            | Self::NoteLoss { account }
            | Self::NoteRecovered { account }
            | Self::MakeWait { account }
            | Self::NoteSimChange { account, .. }
            | Self::SendCode { account }
            | Self::AddAuthenticator { account, .. }
            | Self::BlockAuthenticator { account, .. }
            | Self::RenameAuthenticator { account, .. }
            | Self::EndAuthenticator { account, .. }
            | Self::EndToldMethod { account, .. }
            | Self::RenameDevice { account, .. }
            | Self::EndOthers { account, .. }
            | Self::PressAlarm { account, .. }
            | Self::RenewCodes { account, .. }
            | Self::KeepCodes { account, .. }
            | Self::PostponeRecourse { account }
            | Self::AskContactCode { account, .. }
            | Self::BringContact { account, .. }
            | Self::SendContactAway { account, .. }
            | Self::UndoContactChange { account, .. }
            | Self::SpendCode { account }
            | Self::EndCodes { account }
            | Self::NoteChosenByCode { account }
            | Self::ProveByCode { account, .. } => Some(*account),
        }
    }
}
