// Chromium's own virtual authenticator: a device that unlocks by itself. It does not know the pages.

/** Plugs a device into this page's browser. `is_synced`: its keys may be copied. */
export async function plugIn(page, { synced = true } = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    keys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    give: (credential) => session.send("WebAuthn.addCredential", { authenticatorId, credential }),
    /** Whether its owner's face, finger or code is recognised. */
    recognise: (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    /** Whether somebody answers it by themselves. */
    answer: (enabled) => session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    unplug: () => session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

/** The device's keys, carried to another device, as a password manager does. */
export async function copyTo(from, to) {
  for (const key of await from.keys()) await to.give(key);
}
