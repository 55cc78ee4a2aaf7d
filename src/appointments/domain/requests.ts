import { addDays, type Day } from '../../kernel/day.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { FieldError } from '../../kernel/failure.js';
import { createStateMachine, type StateMachine } from '../../kernel/state-machine.js';
import type { Language } from '../../kernel/language.js';
import { isWebOrigin } from '../../kernel/web-address.js';

/** The states of a request for an appointment: it waits, became an appointment, or was declined. */
export const requestStatuses = declareEnumeration('AppointmentRequestStatus', ['new', 'accepted', 'declined']);
export type RequestStatus = (typeof requestStatuses)[number];

export const requestActions = declareEnumeration('AppointmentRequestAction', ['accept', 'decline']);
export type RequestAction = (typeof requestActions)[number];

export const requestStates: StateMachine<RequestStatus, RequestAction> = createStateMachine('appointment request', 'new', [
  { action: 'accept', from: ['new'], to: 'accepted' },
  { action: 'decline', from: ['new'], to: 'declined' },
]);

/** The parts of a day at which somebody wishes to come. */
export const partsOfDay = declareEnumeration('PartOfDay', ['any', 'morning', 'afternoon', 'evening']);
export type PartOfDay = (typeof partsOfDay)[number];

/** A day on which somebody wishes to come, and the part of it. */
export interface Wish {
  on: Day;
  part: PartOfDay;
}

/** A text in each language of the product. */
export type InEachLanguage = Record<Language, string>;

/** A type of appointment that the clinic offers to the public, under a name of its own. */
interface OfferedType {
  appointmentTypeId: string;
  name: InEachLanguage;
}

/** How a clinic takes requests from the public. */
export interface RequestSettings {
  takesRequests: boolean;
  /** The name of the clinic in the address of its page; null until the clinic chooses one. */
  slug: string | null;
  offered: readonly OfferedType[];
  /** What people agree to when they send a request; null until the clinic writes it. */
  consentText: InEachLanguage | null;
  /** The version of the setting in which the consent text was last changed; 0 where there is none. */
  consentVersion: number;
  retentionDays: number;
  embeddingOrigins: readonly string[];
}

/** No clinic takes requests before it says so. */
export const noRequests: RequestSettings = {
  takesRequests: false,
  slug: null,
  offered: [],
  consentText: null,
  consentVersion: 0,
  retentionDays: 90,
  embeddingOrigins: [],
};

const MOST_DAYS_AHEAD = 365;

/** Finds the errors in how a clinic wants to take requests. */
export const validateRequestSettings = ({
  takesRequests,
  slug,
  offered,
  consentText,
  embeddingOrigins,
}: Pick<RequestSettings, 'takesRequests' | 'offered'> & {
  slug?: string | null | undefined;
  consentText?: object | null | undefined;
  embeddingOrigins?: readonly string[] | null | undefined;
}): FieldError[] => {
  const createMissing = (pointer: string, detail: string): FieldError[] => (takesRequests ? [{ pointer, code: 'required', detail }] : []);
  return [
    ...(slug ? [] : createMissing('/slug', 'A clinic that takes requests needs a name in the address of its page, such as demo-hair-clinic.')),
    ...(consentText ? [] : createMissing('/consentText', 'A clinic that takes requests says what people agree to: send the text in each language.')),
    ...(offered.length > 0 ? [] : createMissing('/offered', 'A clinic that takes requests offers at least one type of appointment.')),
    ...offered.flatMap(({ appointmentTypeId }, index): FieldError[] =>
      offered.findIndex((other) => other.appointmentTypeId === appointmentTypeId) < index
        ? [{ pointer: `/offered/${index}/appointmentTypeId`, code: 'duplicate', detail: 'The type is offered twice: offer it once.' }]
        : [],
    ),
    ...(embeddingOrigins ?? []).flatMap((origin, index): FieldError[] =>
      isWebOrigin(origin)
        ? []
        : [{ pointer: `/embeddingOrigins/${index}`, code: 'invalid-origin', detail: 'Write it as https://www.clinic.example, without a path.' }],
    ),
  ];
};

/** Finds the errors in a request that depend on no clinic: somebody must be able to answer it, and the person agreed to the processing. */
export const validateRequest = ({
  phone,
  email,
  consent,
}: {
  phone?: string | null | undefined;
  email?: string | null | undefined;
  consent: { given: boolean };
}): FieldError[] => [
  ...(phone || email
    ? []
    : [{ pointer: '/phone', code: 'required' as const, detail: 'The clinic needs a way to answer: send a telephone number or an e-mail address.' }]),
  ...(consent.given
    ? []
    : [{ pointer: '/consent/given', code: 'not-allowed' as const, detail: 'A request is processed only with the consent of the person: send true.' }]),
];

/** Finds the errors in wished days: each is today or later, and within a year. */
export const validateWishes = (wishes: readonly Wish[], today: Day): FieldError[] =>
  wishes.flatMap(({ on }, index): FieldError[] =>
    on >= today && on <= addDays(today, MOST_DAYS_AHEAD)
      ? []
      : [{ pointer: `/wishes/${index}/on`, code: 'out-of-range', detail: `A wished day is today or later, and at most ${MOST_DAYS_AHEAD} days ahead.` }],
  );
