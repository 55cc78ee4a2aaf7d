/** What mails with a link say, and those that tell somebody what was changed of how they log in. */
export const mails = {
  greeting: 'Dear {name},',
  'invitation.subject': 'Your account at {clinic}',
  'invitation.text': '{clinic} has made an account for you. Open this link to choose your password; it is good once, for seven days:',
  'recovery.subject': 'A new password for {clinic}',
  'recovery.text': 'Somebody asked for a new password for your account at {clinic}. Open this link to choose it; it is good once, for one hour:',
  'notice.subject': 'Your account at {clinic} was changed',
  'notice.password': 'Your password was changed.',
  'notice.authenticator-added': 'An authenticator app was connected to your account.',
  'notice.authenticator-removed': 'The authenticator app was removed from your account.',
  'notice.passkey-added': 'A passkey was added to your account.',
  'notice.passkey-removed': 'A passkey was removed from your account.',
  'notice.recovery-codes-made': 'New recovery codes were made for your account. Those before are good no more.',
  'notice.recovery-code-used':
    'Somebody logged in to your account with one of your recovery codes. {left, plural, one {# code is left.} other {# codes are left.}}',
  'notice.factors-removed': 'An admin of the clinic took away the second factors of your account, and logged you out everywhere.',
  'notice.not-you': 'If this was not you, set a new password at {address}, and tell an admin of the clinic.',
  'greeting.nobody': 'Good day,',
  'emergency-access.subject': 'A record at {clinic} was opened in an emergency',
  'emergency-access.text': 'A member of staff of {clinic} has opened a record in an emergency that is closed to them. Read who, when and why, and review it:',
  'not-you': 'If you did not expect this, leave it: without the link nothing changes.',
} as const;
