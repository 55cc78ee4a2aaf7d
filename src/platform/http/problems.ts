import type { ProblemType } from '../../kernel/failure.js';

export interface ProblemDefinition {
  status: number;
  title: string;
  /** What happened and what the caller can do. */
  explanation: string;
}

/** Every problem type: the only place where a failure meets an HTTP status. Served at `/problems/{type}`. */
export const problems: Record<ProblemType, ProblemDefinition> = {
  'invalid-input': {
    status: 400,
    title: 'Invalid input',
    explanation:
      'Something in the request is not what it must be. `errors` names every such place at once, up to a hundred (`furtherErrors` says how many more there are), each with a JSON Pointer into the body (or `?name` for a query parameter), a code and a sentence. Nothing was stored. Correct the input and send it again.',
  },
  'malformed-request': {
    status: 400,
    title: 'Malformed request',
    explanation: 'The body is not JSON or not UTF-8, the address is not percent-encoded UTF-8, or the request breaks HTTP itself. Nothing was stored.',
  },
  unauthenticated: {
    status: 401,
    title: 'Access token needed',
    explanation:
      'The request carries no access token, or one that is expired, revoked, or not from this server. Get a new one and send it as `Authorization: Bearer …`.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    explanation: 'The caller is known, but its role or scopes do not permit this. The refusal is in the audit trail.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    explanation: 'There is no such resource in the caller’s clinic. What belongs to another clinic is answered in exactly the same way.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    explanation: 'The resource exists, but not for this method. `Allow` lists the ones that it has.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request took too long to arrive',
    explanation: 'The request did not arrive whole within a minute. The connection is closed; nothing was stored. Send it again.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    explanation:
      'The request contradicts what is on record, for example an identifier that another patient of the clinic has. `detail` says which. Where a birth date or a day of death would make the record impossible, `dates` names up to twenty places that lie outside of the life, to whoever sees clinical content: correct what is wrong first.',
  },
  'invalid-transition': {
    status: 409,
    title: 'Not possible in the present state',
    explanation: 'The resource is in a state that does not allow this action. `allowed` lists the actions that it does allow.',
  },
  'not-overridable': {
    status: 409,
    title: 'Finding cannot be overridden',
    explanation: 'The rule, or the clause of it that fired, does not let anybody override it. The treatment stays ruled out until the facts change.',
  },
  'consultation-incomplete': {
    status: 409,
    title: 'Consultation is not complete',
    explanation: 'The consultation misses what a signed one needs. `errors` names all of it at once.',
  },
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
  'consent-missing': {
    status: 409,
    title: 'Consent is missing',
    explanation:
      'The patient has not signed the consent that this needs, has withdrawn it, or it has lapsed. `consent` says which, and `why` which of the three.',
  },
  'out-of-stock': {
    status: 409,
    title: 'Not that much in stock',
    explanation:
      'More would leave the place than is there. `lotId`, `locationId` and `available` say of what, where and how much there is; of a session’s record `needed` is what all of its lines take of the lot there together, and `pointers` are those lines. Nothing was booked: use less, take it from another place or lot, or correct the count first.',
  },
  'lot-not-usable': {
    status: 409,
    title: 'Lot has expired or was recalled',
    explanation:
      'A lot is used on a person until the end of its last day, in the clinic’s time zone, and only while no recall of it stands. `lots` names those that are not usable, and why. Nothing was booked: use another lot. Where it was used by mistake, a dermatologist records that, and says why in `unusableLotReason`.',
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
  'not-responsible': {
    status: 409,
    title: 'Another dermatologist is responsible',
    explanation: 'The consultation, or the session, is another dermatologist’s. Who signs it all the same takes it over, and says why in `takeOverReason`.',
  },
  'price-missing': {
    status: 409,
    title: 'The price list has no such price',
    explanation: 'The clinic’s price list says nothing of this treatment. Set it with `PUT /v1/price-list`.',
  },
  'estimate-not-open': {
    status: 409,
    title: 'The quote is not open',
    explanation:
      'Only a quote that is offered is accepted; `estimateStatus` says what it is: accepted already, superseded by a newer one, or expired. Make a new one.',
  },
  'estimate-not-accepted': {
    status: 409,
    title: 'No quote was accepted',
    explanation: 'A bill is held against the quote that the patient accepted, and there is none for this plan.',
  },
  'bill-beyond-tolerance': {
    status: 409,
    title: 'The bill differs too much from the quote',
    explanation:
      'It differs by more than the clinic’s tolerance. `difference` explains it, and `needed` says what is missing: a `reason`, and for a higher bill the patient’s `acceptance`.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The first request is still running',
    explanation: 'A request with the same Idempotency-Key is being answered at this moment. Wait a little and send it again.',
  },
  gone: {
    status: 410,
    title: 'No longer shown',
    explanation: 'It was there, and was entered in error: what is known about it can still be read, its content is shown to nobody.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Changed in between',
    explanation:
      'The resource is no longer at the version named in If-Match. Read it again, look at what changed, and repeat the change on top of it. For a draft of a consultation `difference` names every place that changed since, with what stood there and what stands there now.',
  },
  'payload-too-large': { status: 413, title: 'Body too large', explanation: 'The body is larger than the server accepts. Nothing was stored.' },
  'uri-too-long': {
    status: 414,
    title: 'Address too long',
    explanation: 'A part of the path is longer than that of any resource. Nothing is there.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    explanation:
      'Bodies are `application/json`, for PATCH also `application/merge-patch+json`, and `multipart/form-data` where a file is taken. A file must be of a kind that `accepted` names; what it is follows from its content, not from its name.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'No such range',
    explanation: 'The range that was asked for begins behind the end of the content. `Content-Range` says how long it is.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency key was used for another request',
    explanation: 'This Idempotency-Key came before with another method, path or body. Use a new key for a new request.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match needed',
    explanation: 'Changing this needs `If-Match` with the ETag of the version that the change was made from, so that nobody’s work is overwritten unseen.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    explanation: 'The caller has used up its allowance for the moment. `Retry-After` says how many seconds to wait.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Head of the request too large',
    explanation: 'The address and the headers together are larger than the server accepts (16 KiB). The connection is closed; nothing was stored.',
  },
  internal: { status: 500, title: 'Server error', explanation: 'Something is wrong on our side. Nothing was stored. Quote `traceId` when you report it.' },
  unavailable: {
    status: 503,
    title: 'Temporarily unavailable',
    explanation:
      'The database, or the store of files, cannot be reached or is too busy. Repeat the request, with the same Idempotency-Key, after `Retry-After` seconds.',
  },
};
