## C19: printed recovery codes
account-codes-about = To get back into your account without email and without a password.
account-only_this_mailbox = Without your password, you cannot open the mailbox that we would write to. Prepare another way.
codes-title = Recovery codes
codes-what = Each takes the place of your phone once, or of the message when you forgot your password.
codes-none = You have none yet.
codes-left = { $left ->
    [0] None is left.
    [1] You have 1 code left.
   *[other] You have { $left } codes left.
}
codes-made = They were made on { $moment }.
codes-low = It is time to make new ones.
codes-make = Make my recovery codes
codes-safe-title = Did you put them away?
codes-safe-text = They are shown only once. If you did not keep them, make new ones.
codes-tick = I have put my recovery codes in a safe place.
codes-tick-missing = Tick the box once your codes are in a safe place
codes-refused = Are your codes in a safe place?
codes-refused-text = Without them at hand, you could not use them.
codes-kept = Noted: your codes are in a safe place.
codes-finish = Finish
codes-renew-title = Make new ones
codes-renew-text = The present codes will no longer work.
codes-renew = Make new codes
codes-new-title = Save your recovery codes
codes-new-text = Print them, download them or copy them out. Keep them away from this device.
codes-new-date = Made on
codes-new-once = Each code works once. Give them to nobody, not even to us.
codes-print = Print
codes-download = Download
codes-copy = Copy
codes-copied = Copied.
codes-file = recovery-codes
codes-later = Later

## C24: one of them is typed
printed-title = Enter a recovery code
printed-for = for { $identifier }
printed-instead = It takes the place of your phone’s code, once.
printed-label = Recovery code
printed-hint = 16 letters and digits. Dashes and capitals do not matter.
printed-missing = Enter a recovery code
printed-wrong = This code does not work. Check it, or take another one of your latest list
printed-refused = The right code is missing
printed-refused-text = It stands on your list of recovery codes.
printed-back = Use the code of a message

## O12: a second way
recourse-title = Keep another way back
recourse-mailbox = Without your password you cannot open { $mailbox }. Yet that is where we would write to you.
recourse-nothing = We have no address to write to if you forget your password.
recourse-choose = Choose a way that stays open: another address, or codes on paper.
recourse-address = Add another address
recourse-again = We will ask you again in { $span }.
