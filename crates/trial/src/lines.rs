//! Lines for tests: a contract whose holder has what the letter says, and nothing of their own yet (O7).

use app::vault::Purpose;
use domain::account::PersonName;
use domain::{AccountId, ActId, ContractId, Identifier, Locale, MailboxId};
use proofs::password::{Argon2Memory, PasswordHash, hash_new};
use store::accounts::StoredAccount;
use store::contracts::StoredContract;
use store::db::Batch;
use store::identifiers::StoredIdentifier;
use store::line_access::StoredAccess;
use store::mailboxes::StoredMailbox;
use store::memberships::StoredMembership;

use crate::Trial;

/// What the contract letter says, and whose it is.
#[derive(Clone, Debug)]
pub struct Line {
    pub holder: AccountId,
    pub login: String,
    pub password: String,
}

impl Trial {
    /// An internet contract with these mailboxes, which nobody has taken.
    pub async fn line(&self, login: &str, password: &str, mailboxes: &[&str]) -> Line {
        let (now, vault) = (self.app.now(), self.app.vault());
        let holder = AccountId::new(now, app::chance::bytes());
        let contract = ContractId::new(now, app::chance::bytes());
        let name = PersonName { given: "Gaëlle".into(), family: "Le Bihan".into() };
        let brand = self.app.brand(None).id.clone();
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        let account = StoredAccount {
            id: holder,
            brand: brand.clone(),
            locale: Locale::Fr,
            person_sealed: vault.seal_json(Purpose::Person, holder.bytes(), &name),
            created_at: now,
            disabled_at: None,
        };
        store::accounts::insert(&mut batch, &account, &app::chance::bytes::<16>());
        let stored = StoredContract {
            id: contract,
            ref_sealed: vault.seal(Purpose::Contract, contract.bytes(), login.as_bytes()),
            brand,
            kind: "internet".into(),
            segment: None,
            created_at: now,
            ended_at: None,
        };
        store::contracts::put(&mut batch, &stored, &app::chance::bytes::<16>());
        let role = StoredMembership {
            account: holder,
            contract,
            role: "holder".into(),
            since: now,
            ended_at: None,
            changed_at: None,
        };
        store::memberships::put(&mut batch, &role);
        for address in mailboxes {
            let mailbox = StoredMailbox {
                contract,
                id: MailboxId::new(now, app::chance::bytes()),
                account: None,
                address_sealed: vault.seal(Purpose::Mailbox, contract.bytes(), address.as_bytes()),
            };
            let folded = Identifier::parse(address).expect("a good address");
            store::mailboxes::put(&mut batch, &vault.digest("mailbox", folded.as_str().as_bytes()), &mailbox);
        }
        let folded = Identifier::parse(login).expect("a good login");
        let hash = hash_new(password, app::chance::bytes(), &mut Argon2Memory::new());
        let access = StoredAccess {
            contract,
            login_digest: vault.identifier_digest(&folded),
            login_sealed: vault.seal(Purpose::LineLogin, contract.bytes(), login.as_bytes()),
            scheme: PasswordHash::parse(&hash).expect("our own").scheme_label(),
            hash_sealed: vault.seal(Purpose::LineHash, contract.bytes(), hash.as_bytes()),
            said_digest: app::chance::bytes(),
        };
        store::line_access::put(&mut batch, &access, now);
        self.app.db().commit(batch).await.expect("the line is stored");
        Line { holder, login: login.to_owned(), password: password.to_owned() }
    }

    /// The holder also has a login and a password of an old system.
    pub async fn own_password(&self, line: &Line, login: &str, password: &str) {
        let (now, vault) = (self.app.now(), self.app.vault());
        let folded = Identifier::parse(login).expect("a good login");
        let stored = StoredIdentifier {
            account: line.holder,
            kind: folded.kind().word().to_owned(),
            value_sealed: vault.seal(Purpose::Identifier, line.holder.bytes(), login.as_bytes()),
            added_at: now,
        };
        let hash = hash_new(password, app::chance::bytes(), &mut Argon2Memory::new());
        let sealed = vault.seal(Purpose::PasswordHash, line.holder.bytes(), hash.as_bytes());
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::identifiers::insert(&mut batch, &vault.identifier_digest(&folded), &stored);
        store::passwords::put_imported(&mut batch, line.holder, sealed, "argon2id:19456:2:1", now);
        self.app.db().commit(batch).await.expect("the password is stored");
    }
}
