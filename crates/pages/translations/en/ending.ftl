## C35: the session ends soon
ending-title = Need more time?
ending-text = If you do not answer, you will be signed out at { $clock }. What you type here would be lost.
ending-stay = Stay signed in
ending-last-title = Your session ends soon
ending-last-text = It stops at { $clock } and cannot be extended. Finish what you are doing, then sign in again.
ending-last-button = I understand
ending-quiet = Without activity, you will be signed out at { $clock }.
ending-last-quiet = Your session ends at { $clock }.
ending-ended = Your session has ended. Sign in again to go on where you were.
