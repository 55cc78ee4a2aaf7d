import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of a patient’s record and its consents. */
export const patientProblems = defineProblems({
  'consent-missing': {
    status: 409,
    title: 'Consent is missing',
    explanation:
      'The patient has not signed the consent that this needs, has withdrawn it, or it has lapsed. `consent` says which, and `why` which of the three.',
  },
  'possible-duplicate': {
    status: 409,
    title: 'The person may be registered already',
    explanation:
      'The request asked for strict handling (`Prefer: handling=strict`), and the clinic has a patient who is likely the same person. `possibleDuplicates` names the records. Look at them; register without the preference when it is somebody else.',
  },
  'unmerge-impossible': {
    status: 409,
    title: 'The merge cannot be undone',
    explanation: 'What was recorded after the merge rests on both records. `reasons` says what; nothing was changed.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof patientProblems> {}
}
