## What happened to the customer's account
activity-title = Recent activity
activity-text = The latest events of your account, newest first.
activity-none = Nothing to show yet.
activity-signed_in = Sign-in
activity-signed_in-new = Sign-in on a new device
activity-came_back = Return on a device that stays signed in
activity-wrong_password = { $times ->
    [one] One password tried without success
   *[other] { $times } passwords tried without success
}
activity-forgotten = Request for a new password
activity-code = { $times ->
    [one] One verification code typed
   *[other] { $times } verification codes typed
}
activity-chosen = New password chosen after a forgotten one
activity-changed = Password changed
activity-personalised = Personal username and password chosen
activity-letter = Password of the letter used, without opening an area
activity-signed_out = Sign-out
activity-signed_out_everywhere = Sign-out of all devices
activity-device_signed_out = Sign-out of a device, from the list
activity-device_secured = Device signed out for safety
activity-not_me = You said that it was not you
activity-contact_changed = Contact address changed
activity-codes_made = Recovery codes made
activity-codes_kept = Recovery codes put in a safe place
activity-code_used = Recovery code used
activity-access_given = Access granted to { $service }
activity-access_refused = Access refused to { $service }
activity-service_opened = { $service } opened
activity-service_stopped = Opening of { $service } stopped for safety
activity-phone_added = Phone added
activity-phone_removed = Phone removed
activity-phone_locked = App lock turned on
activity-phone_unlocked = App lock turned off
activity-phone_blocked = Phone blocked, as lost or stolen
activity-phone_unblocked = Phone found and unblocked
activity-phone_approved = Request approved on your phone
activity-phone_refused = Request refused on your phone
activity-phones_paused = Requests on your phone paused for a quarter of an hour
activity-taken_over = Account taken over from the former system
activity-network = network { $network }
activity-places = Device and network are erased after { $span }.
activity-doubt = If you do not recognise something, look at your devices and sign out everywhere.
activity-household = Your household changed
activity-factor_tried = { $times ->
    [one] One verification code without success
   *[other] { $times } verification codes without success
}
activity-factor_added = Two-step verification method added
activity-factor_renamed = Two-step verification method renamed
activity-factor_removed = Two-step verification method removed
activity-factor_blocked = Two-step verification method blocked after too many wrong codes
activity-sim_changed = Code not sent: the number’s SIM card had just changed
activity-made_to_wait = Change put off, because the account had just been recovered
activity-method_lost = Method blocked with a lost or stolen phone
activity-method_found = Method unblocked, with a phone that was found
activity-key_copied = Passkey blocked, because it may have been copied
activity-start_code = Starting code created
activity-started = Password chosen with a starting code
activity-device_renamed = Device renamed
