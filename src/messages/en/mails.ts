/** What mails with a link say. */
export const mails = {
  greeting: 'Dear {name},',
  'invitation.subject': 'Your account at {clinic}',
  'invitation.text': '{clinic} has made an account for you. Open this link to choose your password; it is good once, for seven days:',
  'recovery.subject': 'A new password for {clinic}',
  'recovery.text': 'Somebody asked for a new password for your account at {clinic}. Open this link to choose it; it is good once, for one hour:',
  'not-you': 'If you did not expect this, leave it: without the link nothing changes.',
} as const;
