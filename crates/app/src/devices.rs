//! The list of devices (O11, SE8): where a person is signed in, and until when each is kept.

use domain::device_label::named_label;
use domain::{AccountId, Device, DeviceId};
use journeys::Write;
use store::db::Batch;
use store::devices::StoredDevice;

use crate::browser::Caller;
use crate::vault::Purpose;
use crate::{App, Trouble};

impl App {
    /// Devices that have not been ended, the latest seen first.
    pub async fn devices(&self, account: AccountId) -> Result<Vec<Device>, Trouble> {
        let now = self.now();
        let stored = store::devices::of_account(self.db(), account).await?;
        let device = |stored: store::devices::StoredDevice| Device {
            name: self.device_name(&stored),
            id: stored.id,
            account: stored.account,
            label: self
                .vault()
                .open_text(Purpose::DeviceLabel, stored.id.bytes(), &stored.label_sealed)
                .unwrap_or_default(),
            first_seen_at: stored.first_seen_at,
            last_seen_at: stored.last_seen_at,
            authenticated_at: stored.authenticated_at,
            kept_until: stored.kept_until.filter(|until| now < *until),
            ended_at: stored.ended_at,
        };
        Ok(stored.into_iter().map(device).filter(|device| self.stands(device)).collect())
    }

    /// What its owner calls it.
    pub(crate) fn device_name(&self, stored: &StoredDevice) -> Option<String> {
        let sealed = stored.name_sealed.as_ref()?;
        self.vault().open_text(Purpose::DeviceName, stored.id.bytes(), sealed)
    }

    /// Lays what `Write::RenameDevice` asks for.
    pub(crate) fn lay_name(&self, write: &Write, batch: &mut Batch) {
        let Write::RenameDevice { account, device, name } = write else { return };
        let seal = |name: &String| self.vault().seal(Purpose::DeviceName, device.bytes(), name.as_bytes());
        store::devices::rename(batch, *account, *device, name.as_ref().map(seal));
    }

    /// What a notice calls the device at hand, or the one that it is about: its name, and what its browser says.
    pub(crate) async fn told_label(
        &self,
        account: AccountId,
        device: Option<DeviceId>,
        caller: &Caller,
    ) -> Result<String, Trouble> {
        let Some(device) = device.or_else(|| caller.device_of(account)) else {
            return Ok(caller.label.clone());
        };
        let stored = store::devices::by_id(self.db(), device).await?;
        let stored = stored.filter(|stored| stored.account == account);
        let name = stored.and_then(|stored| self.device_name(&stored));
        Ok(named_label(name.as_deref(), &caller.label))
    }

    /// A device that is not kept stands as long as a session on it could.
    fn stands(&self, device: &Device) -> bool {
        let limits = &self.policy().session;
        device.kept_until.is_some() || self.now().since(device.last_seen_at) < limits.idle
    }
}
