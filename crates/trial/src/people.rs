//! Customers for tests, written straight into the store as an import would write them.

use app::App;
use app::vault::Purpose;
use domain::account::PersonName;
use domain::{
    AccountId, ActId, ContactId, ContractId, Identifier, LineId, Locale, MailboxId, Role, Timestamp,
};
use proofs::password::{Argon2Memory, PasswordHash, hash_new};
use store::accounts::StoredAccount;
use store::contacts::StoredContact;
use store::contracts::StoredContract;
use store::db::Batch;
use store::identifiers::StoredIdentifier;
use store::lines::StoredLine;
use store::mailboxes::StoredMailbox;
use store::memberships::StoredMembership;

use crate::Trial;

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Customer {
    pub id: AccountId,
    pub identifier: String,
    pub password: String,
}

impl Trial {
    /// A customer with a password of our own form.
    pub async fn customer(&self, identifier: &str, password: &str) -> Customer {
        let hash = hash_new(password, app::chance::bytes(), &mut Argon2Memory::new());
        self.customer_with_hash(identifier, password, &hash).await
    }

    /// A customer as an old system left them.
    pub async fn customer_with_hash(&self, identifier: &str, password: &str, hash: &str) -> Customer {
        let id = admit(&self.app, identifier, hash).await;
        Customer { id, identifier: identifier.to_owned(), password: password.to_owned() }
    }

    /// Adds a contact address, set at that instant; the account may share it with others.
    pub async fn contact(&self, person: &Customer, mail: &str, changed_at: Timestamp) {
        let (now, vault) = (self.app.now(), self.app.vault());
        let contact = StoredContact {
            account: person.id,
            id: ContactId::new(now, app::chance::bytes()),
            kind: "mail".into(),
            value_sealed: vault.seal(Purpose::Contact, person.id.bytes(), mail.as_bytes()),
            verified_at: Some(changed_at),
            changed_at,
            leaves_at: None,
        };
        let folded = Identifier::parse(mail).expect("a good address");
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::contacts::insert(&mut batch, &vault.digest("contact", folded.as_str().as_bytes()), &contact);
        self.app.db().commit(batch).await.expect("the contact is stored");
    }

    /// A contract with one line, and these people on it.
    pub async fn contract(&self, people: &[(&Customer, Role)]) -> ContractId {
        let (now, vault) = (self.app.now(), self.app.vault());
        let id = ContractId::new(now, app::chance::bytes());
        let contract = StoredContract {
            id,
            ref_sealed: vault.seal(Purpose::Contract, id.bytes(), b"C-20042"),
            brand: self.app.brand(None).id.clone(),
            kind: "internet".into(),
            segment: None,
            created_at: now,
            ended_at: None,
        };
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::contracts::put(&mut batch, &contract, &app::chance::bytes::<16>());
        let line = StoredLine {
            contract: id,
            id: LineId::new(now, app::chance::bytes()),
            number_sealed: vault.seal(Purpose::Line, id.bytes(), "02 99 00 00 42".as_bytes()),
        };
        store::lines::put(&mut batch, &app::chance::bytes::<16>(), &line);
        for (person, role) in people {
            let membership = StoredMembership {
                account: person.id,
                contract: id,
                role: role.word().to_owned(),
                since: now,
                ended_at: None,
                changed_at: None,
            };
            store::memberships::put(&mut batch, &membership);
        }
        self.app.db().commit(batch).await.expect("the contract is stored");
        id
    }

    /// Marks somebody as a minor, until then.
    pub async fn minor(&self, person: &Customer, adult_at: Option<Timestamp>) {
        let now = self.app.now();
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::minors::put(&mut batch, person.id, adult_at, now);
        self.app.db().commit(batch).await.expect("the minor is stored");
    }

    /// Gives the person a mailbox of ours: this sign-in opens it.
    pub async fn mailbox(&self, person: &Customer, address: &str) {
        let (now, vault) = (self.app.now(), self.app.vault());
        let folded = Identifier::parse(address).expect("a good address");
        let id = MailboxId::new(now, app::chance::bytes());
        let mailbox = StoredMailbox {
            contract: ContractId::new(now, app::chance::bytes()),
            id,
            account: Some(person.id),
            address_sealed: vault.seal(Purpose::Mailbox, id.bytes(), address.as_bytes()),
        };
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::mailboxes::put(&mut batch, &vault.digest("mailbox", folded.as_str().as_bytes()), &mailbox);
        self.app.db().commit(batch).await.expect("the mailbox is stored");
    }

    /// Closes the account, as an operator would.
    pub async fn disable(&self, person: &Customer) {
        let now = self.app.now();
        let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
        store::accounts::disable(&mut batch, person.id, now);
        self.app.db().commit(batch).await.expect("the account is closed");
    }
}

/// Writes somebody with this identifier and this hash of a password.
pub async fn admit(app: &App, identifier: &str, hash: &str) -> AccountId {
    let (now, vault) = (app.now(), app.vault());
    let id = AccountId::new(now, app::chance::bytes());
    let name = PersonName { given: "Jeanne".into(), family: "Martin".into() };
    let account = StoredAccount {
        id,
        brand: app.brand(None).id.clone(),
        locale: Locale::Fr,
        person_sealed: vault.seal_json(Purpose::Person, id.bytes(), &name),
        created_at: now,
        disabled_at: None,
    };
    let mut batch = Batch::new(ActId::new(now, app::chance::bytes()));
    store::accounts::insert(&mut batch, &account, &app::chance::bytes::<16>());
    let folded = Identifier::parse(identifier).expect("a good identifier");
    let stored = StoredIdentifier {
        account: id,
        kind: folded.kind().word().to_owned(),
        value_sealed: vault.seal(Purpose::Identifier, id.bytes(), identifier.as_bytes()),
        added_at: now,
    };
    store::identifiers::insert(&mut batch, &vault.identifier_digest(&folded), &stored);
    let scheme = PasswordHash::parse(hash).expect("a known hash").scheme_label();
    let sealed = vault.seal(Purpose::PasswordHash, id.bytes(), hash.as_bytes());
    store::passwords::put_imported(&mut batch, id, sealed, &scheme, now);
    app.db().commit(batch).await.expect("the customer is stored");
    id
}
