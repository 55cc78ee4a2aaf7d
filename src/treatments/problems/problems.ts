import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of treatment plans and sessions. */
export const treatmentProblems = defineProblems({
  'consultation-not-signed': {
    status: 409,
    title: 'Consultation is not signed',
    explanation: 'A treatment may be proposed only after a dermatologist has signed the consultation that it rests on.',
  },
  'check-not-clear': {
    status: 409,
    title: 'Contraindication check forbids this',
    explanation:
      'The contraindication check is contraindicated, lacks data, or is no longer valid. `findings` names the rules that stand in the way; override those that may be overridden, or supply what is missing, and check again.',
  },
  'session-not-ready': {
    status: 409,
    title: 'More than one thing is missing before the session',
    explanation:
      'Several things stand between the patient and this session. `checklist` names each of them; `errors`, `findings`, `missing`, `interval` (the earlier session and the first possible day) and `consent` say more, where they apply. Settle them and start again.',
  },
  'adverse-event-undecided': {
    status: 409,
    title: 'A serious adverse event is not decided on',
    explanation:
      'The plan was put on hold by a serious adverse event. A dermatologist records a decision on the event before the plan is resumed. `adverseEvents` names those that wait, or that a dermatologist decided to stop for.',
  },
  'plan-already-active': {
    status: 409,
    title: 'Another plan of this treatment is active',
    explanation:
      'A patient has one active plan of a treatment at a time. `plans` names the other ones: complete, hold or cancel them first. A dermatologist who lets both run says why in `parallelReason`.',
  },
  'photographs-missing': {
    status: 409,
    title: 'Photographs are missing',
    explanation:
      'Scalp micropigmentation is accepted only once the patient has been photographed: record one at least (`POST /v1/patients/{patientId}/photos`), which itself needs the consent to photographs for the record.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof treatmentProblems> {}
}
