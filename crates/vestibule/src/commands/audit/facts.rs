//! The sentence of each fact, for operators.

use domain::Fact;

/// A fact of a newer release is shown as it was written.
pub fn sentence(fact: Option<&Fact>, body: &str) -> String {
    let Some(fact) = fact else { return format!("This release has no sentence for: {body}") };
    match fact {
        Fact::SessionStarted { kept, new_device, .. } => {
            let place = if *new_device { "a new device" } else { "a known device" };
            let stays = if *kept { ", and stays signed in there" } else { "" };
            format!("Signed in on {place}{stays}.")
        }
        Fact::SessionRenewed { .. } => "Came back on a device that stays signed in.".to_owned(),
        Fact::PasswordTried { known_device: true } => "A password was tried on a known device.".to_owned(),
        Fact::PasswordTried { known_device: false } => {
            "A password was tried on an unknown device.".to_owned()
        }
        Fact::PasswordUpgraded { from } => format!("The stored password hash was renewed from {from}."),
        Fact::SignedOut { .. } => "Signed out.".to_owned(),
        Fact::SignedOutEverywhere => "Signed out on all devices.".to_owned(),
        Fact::DeviceEnded { device } => format!("Signed out on device {device}, from the list of devices."),
        Fact::KeptCookieStolen { device } => {
            format!("A copied cookie of device {device} came back: the device was signed out.")
        }
        Fact::ConsentGiven { client, scopes } => {
            format!("Let {client} have: {}.", scopes.join(", "))
        }
        Fact::ConsentRefused { client } => format!("Refused what {client} asked for."),
        Fact::CodeIssued { client } => format!("Opened {client}."),
        Fact::TokenIssued { client } => format!("{client} got its tokens."),
        Fact::CodeReplayed { client } => {
            format!("A code of {client} came back a second time: what it had given was revoked.")
        }
        Fact::AccountImported { source } => format!("Taken over from {source}."),
        Fact::ClientApplied { client } => format!("{client} was registered or changed."),
        Fact::RecoveryAsked => "A message to choose a new password was sent.".to_owned(),
        Fact::RecoveryTried { by_link: true } => "The link to choose a new password was used.".to_owned(),
        Fact::RecoveryTried { by_link: false } => "A code to choose a new password was typed.".to_owned(),
        Fact::PasswordReset => "Chose a new password after forgetting the old one.".to_owned(),
        Fact::PasswordChanged { others_ended } => {
            let others = if *others_ended { ", and signed out elsewhere" } else { "" };
            format!("Changed the password{others}.")
        }
        Fact::PortalOpened { client } => format!("Opened {client}, behind forward-auth."),
    }
}
