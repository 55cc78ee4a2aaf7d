import { defineProblems, type DefinedBy } from './define-problems.js';

/** The problem types that any route may answer with. */
export const platformProblems = defineProblems({
  'invalid-input': {
    status: 400,
    explanation:
      'Something in the request is not what it must be. `errors` names every such place at once, up to a hundred (`furtherErrors` says how many more there are), each with a JSON Pointer into the body (or `?name` for a query parameter), a code and a sentence. Nothing was stored. Correct the input and send it again.',
  },
  'malformed-request': {
    status: 400,
    explanation: 'The body is not JSON or not UTF-8, the address is not percent-encoded UTF-8, or the request breaks HTTP itself. Nothing was stored.',
  },
  unauthenticated: {
    status: 401,
    explanation:
      'The request carries no access token, or one that is expired, revoked, or not from this server. Get a new one and send it as `Authorization: Bearer …`, or as `DPoP …` with a proof where it is bound to a key. `WWW-Authenticate` says what is wrong.',
  },
  forbidden: {
    status: 403,
    explanation: 'The caller is known, but its role or scopes do not permit this. The refusal is in the audit trail.',
  },
  'patient-closed': {
    status: 403,
    explanation:
      'The patient is one of the caller’s clinic, and the record is closed to the caller: it is restricted to the care team, or the clinic asks the care team of the caller’s role. `allowed` lists what opens it: `joinCareTeam` takes the patient into care, `openEmergencyAccess` opens the record for a time, with a reason; the clinic’s admins are told of it and review it. A member of the care team can name the caller, too. The refusal is in the audit trail.',
  },
  'not-found': {
    status: 404,
    explanation: 'There is no such resource in the caller’s clinic. What belongs to another clinic is answered in exactly the same way.',
  },
  'log-in-elsewhere': {
    status: 404,
    explanation:
      'An identity provider has taken the place of this server’s own logins: it issues the access tokens, and keeps passwords, second factors, sessions and clients. `issuer` is its address; what it can do stands at `/.well-known/openid-configuration` below it.',
  },
  'method-not-allowed': {
    status: 405,
    explanation: 'The resource exists, but not for this method. `Allow` lists the ones that it has.',
  },
  'request-timeout': {
    status: 408,
    explanation: 'The request did not arrive whole within a minute. The connection is closed; nothing was stored. Send it again.',
  },
  conflict: {
    status: 409,
    explanation:
      'The request contradicts what is on record, for example an identifier that another patient of the clinic has. `detail` says which. Where a birth date or a day of death would make the record impossible, `dates` names up to twenty places that lie outside of the life, to whoever sees clinical content: correct what is wrong first.',
  },
  'invalid-transition': {
    status: 409,
    explanation: 'The resource is in a state that does not allow this action. `allowed` lists the actions that it does allow.',
  },
  'request-in-progress': {
    status: 409,
    explanation: 'A request with the same Idempotency-Key is being answered at this moment. Wait a little and send it again.',
  },
  gone: {
    status: 410,
    explanation: 'It was there, and was entered in error: what is known about it can still be read, its content is shown to nobody.',
  },
  'precondition-failed': {
    status: 412,
    explanation:
      'The resource is no longer at the version named in If-Match. Read it again, look at what changed, and repeat the change on top of it. For a draft of a consultation `difference` names every place that changed since, with what stood there and what stands there now.',
  },
  'payload-too-large': { status: 413, explanation: 'The body is larger than the server accepts. Nothing was stored.' },
  'uri-too-long': {
    status: 414,
    explanation: 'A part of the path is longer than that of any resource. Nothing is there.',
  },
  'unsupported-media-type': {
    status: 415,
    explanation:
      'Bodies are `application/json`, for PATCH also `application/merge-patch+json`, and `multipart/form-data` where a file is taken. A file must be of a kind that `accepted` names; what it is follows from its content, not from its name.',
  },
  'range-not-satisfiable': {
    status: 416,
    explanation: 'The range that was asked for begins behind the end of the content. `Content-Range` says how long it is.',
  },
  'idempotency-key-reused': {
    status: 422,
    explanation: 'This Idempotency-Key came before with another method, path or body. Use a new key for a new request.',
  },
  'precondition-required': {
    status: 428,
    explanation: 'Changing this needs `If-Match` with the ETag of the version that the change was made from, so that nobody’s work is overwritten unseen.',
  },
  'too-many-requests': {
    status: 429,
    explanation: 'The caller has used up its allowance for the moment. `Retry-After` says how many seconds to wait.',
  },
  'headers-too-large': {
    status: 431,
    explanation: 'The address and the headers together are larger than the server accepts (16 KiB). The connection is closed; nothing was stored.',
  },
  internal: { status: 500, explanation: 'Something is wrong on our side. Nothing was stored. Quote `traceId` when you report it.' },
  unavailable: {
    status: 503,
    explanation:
      'The database, or the store of files, cannot be reached or is too busy. Repeat the request, with the same Idempotency-Key, after `Retry-After` seconds.',
  },
});

/** A type that the platform itself answers with. */
export type PlatformProblemType = keyof typeof platformProblems;

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof platformProblems> {}
}
