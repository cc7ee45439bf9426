//! The one place that draws a factor's secret, shows it to the sign-in that asked, and sees it work (EN3, EN4).

use domain::{AccountId, AuthenticatorId, EnrolmentId, Fact, Factor, SessionId, SignInId};
use journeys::enrol_authenticator::{By, Shown, Verdict};
use proofs::card;
use proofs::totp::{self, Judged};
use store::db::CommitError;
use store::enrolments::{self, StoredEnrolment};

use crate::browser::Caller;
use crate::judge::Pocket;
use crate::vault::Purpose;
use crate::{App, Trouble, chance};

/// Whoever sees the secret need not be kept from guessing: this only bounds what a stuck page may do.
const TRIES: u32 = 20;

/// What the page shows while an app is set up; never kept, logged or put into an address.
#[derive(Clone)]
pub struct Secret {
    /// What the QR code says.
    pub uri: String,
    /// The same for typing.
    pub key: String,
    /// The name that the app will show.
    pub company: String,
    pub login: String,
}

/// A card that is printed; never kept, logged or put into an address.
#[derive(Clone)]
pub struct CardOnScreen {
    pub rows: Vec<Vec<String>>,
    /// The cell whose code shows that the card is at hand.
    pub asked: String,
    pub login: String,
}

impl App {
    /// Answers `Question::MakeSecret`.
    pub(crate) async fn make_secret(
        &self,
        account: AccountId,
        sign_in: SignInId,
        kind: Factor,
        caller: &Caller,
    ) -> Result<(Shown, Pocket), Trouble> {
        if kind == Factor::Push {
            return self.draw_place(account, caller).await;
        }
        let until = caller.now + self.policy().factors.enrolment_lives;
        let id = chance::new_id(EnrolmentId::new, caller.now);
        let secret = match kind {
            Factor::Card => chance::bytes::<{ card::SECRET_BYTES }>().to_vec(),
            _ => chance::bytes::<{ totp::SECRET_BYTES }>().to_vec(),
        };
        let row = StoredEnrolment {
            account,
            kind: kind.word().to_owned(),
            id,
            sign_in,
            secret_sealed: self.vault().seal(Purpose::Enrolment, id.bytes(), &secret),
            tries: 0,
            expires_at: until,
        };
        Ok((Shown { enrolment: id, until }, Pocket { enrolment: Some(row), ..Pocket::default() }))
    }

    /// The secret on the screen, for the sign-in that asked and nobody else; `None` once it served or is too old.
    pub async fn shown_secret(
        &self,
        by: By,
        kind: Factor,
        shown: Shown,
        caller: &Caller,
    ) -> Result<Option<Secret>, Trouble> {
        let row = self.live_enrolment((by.account, by.sign_in), kind, shown.enrolment, caller).await?;
        let secret =
            row.and_then(|row| self.vault().open(Purpose::Enrolment, row.id.bytes(), &row.secret_sealed));
        let Some(secret) = secret else { return Ok(None) };
        let brand = self.account(by.account).await?.map(|account| account.brand);
        let company = self.brand(brand.as_deref()).name.clone();
        let login = self.logins(by.account).await?.into_iter().next().unwrap_or_default();
        let uri = totp::uri(&secret, &company, &login);
        Ok(Some(Secret { uri, key: totp::base32(&secret), company, login }))
    }

    /// Answers `Question::IsFirstCode`.
    pub(crate) async fn judge_first_code(
        &self,
        by: (AccountId, SignInId),
        (kind, enrolment): (Factor, EnrolmentId),
        code: &domain::Secret,
        caller: &Caller,
    ) -> Result<(Verdict, Pocket), Trouble> {
        let worn = (Verdict::Worn, Pocket::default());
        let Some(row) = self.live_enrolment(by, kind, enrolment, caller).await? else {
            return Ok(worn);
        };
        let secret = self.vault().open(Purpose::Enrolment, row.id.bytes(), &row.secret_sealed);
        let most = if kind.is_sent() { self.policy().sending.tries } else { TRIES };
        let Some(secret) = secret.filter(|_| row.tries < most) else { return Ok(worn) };
        let mut batch = chance::act(caller.now);
        enrolments::book_try(&mut batch, &row);
        let fact = Fact::EnrolmentTried { kind };
        self.audit(&mut batch, Some(row.account), &fact, Some(&caller.place()), caller.now);
        match self.db().commit(batch).await {
            Ok(()) => {}
            // A second press of the button: the first one is being judged.
            Err(CommitError::Lost(_)) => return Ok((Verdict::Wrong, Pocket::default())),
            Err(CommitError::Trouble(trouble)) => return Err(trouble.into()),
        }
        let judged = match kind {
            Factor::Card => card::judge(&secret, code.reveal(), 0),
            kind if kind.is_sent() && self.is_first_code(&row, code.reveal()) => Judged::Right { step: 0 },
            kind if kind.is_sent() => Judged::Wrong,
            _ => totp::judge(&secret, code.reveal(), caller.now, 0),
        };
        Ok(match judged {
            Judged::Right { step } => {
                let verdict = Verdict::Right {
                    authenticator: chance::new_id(AuthenticatorId::new, caller.now),
                    session: chance::new_id(SessionId::new, caller.now),
                };
                let pocket = Pocket { accepted: Some(step), enrolment: Some(row), ..Pocket::default() };
                (verdict, pocket)
            }
            _ if kind == Factor::Totp && totp::is_of_a_wrong_clock(&secret, code.reveal(), caller.now) => {
                (Verdict::WrongClock, Pocket::default())
            }
            _ => (Verdict::Wrong, Pocket::default()),
        })
    }

    /// The card on the screen, row by row, for the sign-in that asked and nobody else; `None` once it served or is too old.
    pub async fn shown_card(
        &self,
        by: By,
        shown: Shown,
        caller: &Caller,
    ) -> Result<Option<CardOnScreen>, Trouble> {
        let row =
            self.live_enrolment((by.account, by.sign_in), Factor::Card, shown.enrolment, caller).await?;
        let secret =
            row.and_then(|row| self.vault().open(Purpose::Enrolment, row.id.bytes(), &row.secret_sealed));
        let Some(secret) = secret else { return Ok(None) };
        let login = self.logins(by.account).await?.into_iter().next().unwrap_or_default();
        let asked = card::asked(&secret, 0).map(card::name).unwrap_or_default();
        Ok(Some(CardOnScreen { rows: card::rows(&secret), asked, login }))
    }

    async fn live_enrolment(
        &self,
        (account, sign_in): (AccountId, SignInId),
        kind: Factor,
        id: EnrolmentId,
        caller: &Caller,
    ) -> Result<Option<StoredEnrolment>, Trouble> {
        let row = enrolments::of_account(self.db(), account, kind.word()).await?;
        Ok(row.filter(|row| row.id == id && row.sign_in == sign_in && caller.now < row.expires_at))
    }
}
