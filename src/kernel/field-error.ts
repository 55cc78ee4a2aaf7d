/**
 * What can be wrong with one field of a request. The codes are an enumeration of the API document: each is declared once, with what it means. Those that several
 * features say stand here; a feature declares its own beside its problems (`problems/field-errors.ts`) and adds them to `FieldErrorCodes`, so that the
 * compiler knows them all: nothing else can be said, and the document of the API cannot leave one out (`app.module.ts`).
 */

/** The meaning of each code: a sentence for developers of clients. */
export type FieldErrorMeanings = Readonly<Record<string, string>>;

/** The codes of a record of meanings. */
export type CodesOf<Meanings> = { readonly [Code in keyof Meanings]: string };

export const commonFieldErrors = {
  required: 'The field must be sent, or must be sent with this value of another field.',
  'unknown-property': 'The server knows no such property or parameter here.',
  'wrong-type': 'The JSON type is another than this field has.',
  'wrong-format': 'The text has not the form that is described for the field.',
  'wrong-length': 'The text is shorter or longer than it may be.',
  'too-short': 'The text is shorter than it may be, or says too little.',
  'too-long': 'The text is longer than it may be.',
  'too-few': 'The list has fewer elements than it must have.',
  'too-many': 'There are more elements than there may be.',
  'too-deep': 'The body is nested deeper than any is read.',
  duplicate: 'The same thing stands twice in a list that holds it once.',
  'not-allowed': 'The value is none of those that are possible here; `detail` names them, or says why it is not.',
  'out-of-range': 'The number or the instant lies outside its limits.',
  malformed: 'The content cannot be read.',
  unsupported: 'The content is of a kind that is not taken.',
  empty: 'Nothing was sent where something is needed.',
  'not-a-file': 'A part of the form is no file, where one is due.',
  'invalid-text': 'The text is blank, or holds characters that no text may hold.',
  'invalid-date': 'The date does not exist, or lies outside the years 1900 to 2200.',
  'invalid-instant': 'The instant is not RFC 3339 with an offset, or lies outside the years 1900 to 2200.',
  'invalid-id': 'The id is no UUID.',
  'invalid-code': 'The code is not of the form of its system, or its list does not have it.',
  'invalid-phone': 'The telephone number cannot be dialled.',
  'invalid-decimal': 'The amount is not a decimal number in a text.',
  'invalid-cursor': 'The cursor is not of this list and this query.',
  'invalid-header': 'The header has not the form that it must have.',
  'weak-tag': 'A weak entity tag was sent where a strong one is compared.',
  'not-email': 'The text is no e-mail address.',
  'not-locale': 'The text is no language tag (BCP 47).',
  'not-url': 'The text is no address of a page, with `http` or `https`.',
  'in-the-future': 'The date or instant lies in the future.',
  'in-the-past': 'The day lies in the past.',
  'before-birth': 'The date lies before the patient was born.',
  'after-death': 'The date lies after the patient died.',
  'ends-before-it-began': 'The end lies before the beginning.',
  'unknown-unit': 'The unit is not UCUM, or cannot be the unit of this quantity.',
  'inconvertible-unit': 'The unit measures something else than this quantity.',
  'implausible-value': 'The value is beyond what can be measured.',
  contradiction: 'Two things in the body deny each other.',
  contradictory: 'Two members cannot both be sent.',
  fixed: 'The member was fixed when the thing was recorded; it must be as it is.',
  'nothing-changed': 'The change changes nothing.',
  'not-found': 'What it names does not exist in the clinic.',
  'unknown-option': 'There is no such option.',
  'unknown-staff': 'There is no such active person in the clinic.',
  'unknown-consultation': 'The patient has no such consultation.',
  'unknown-session': 'There is no such session of the plan.',
  'unknown-product': 'There is no such product in the clinic.',
  'other-treatment': 'It belongs to another treatment.',
} as const satisfies FieldErrorMeanings;

/**
 * Every code of a field error. Features add theirs.
 * @public
 */
export interface FieldErrorCodes extends CodesOf<typeof commonFieldErrors> {}

export type FieldErrorCode = keyof FieldErrorCodes;

/** One error in the input. `pointer` is an RFC 6901 JSON Pointer into the body, or `?name` for a query parameter. */
export interface FieldError {
  pointer: string;
  code: FieldErrorCode;
  detail: string;
}

export const createFieldError = (pointer: string, code: FieldErrorCode, detail: string): FieldError => ({ pointer, code, detail });
