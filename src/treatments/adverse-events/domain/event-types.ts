/**
 * The types of adverse events after a session. The expected types are those that the clinic's own documents name, with their usual course.
 * After mesotherapy these are irritation, swelling, sensitivity and discomfort, gone within 48 hours (S0-37, S0-54, C11). After
 * micropigmentation these are the scabs, which fall off within two weeks with some of the pigment (S2-05), and the mild reactions to every
 * needle (C09). The other types are common medical knowledge, which the clinic's dermatologist is to confirm.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { AdverseEventKind } from '../../../terminology/adverse-events.js';

/** The usual course of an expected adverse event. */
export interface UsualCourse {
  readonly hours: number;
  readonly source: string;
}

export interface EventType {
  readonly code: AdverseEventKind;
  readonly name: string;
  /** The usual course after each treatment after which the event is to be expected. */
  readonly expectedAfter: Partial<Readonly<Record<Treatment, UsualCourse>>>;
  readonly source: string;
}

const HOURS_PER_DAY = 24;
const TO_CONFIRM = 'to be confirmed by the clinic’s dermatologist';

const defineMildReaction = (code: AdverseEventKind, name: string): EventType => ({
  code,
  name,
  expectedAfter: {
    mesotherapy: { hours: 2 * HOURS_PER_DAY, source: 'S0-37, S0-54, C11' },
    'scalp-micropigmentation': { hours: 2 * HOURS_PER_DAY, source: `S0-54 by C09; ${TO_CONFIRM}` },
  },
  source: 'S0-54',
});

const defineHealingEvent = (code: AdverseEventKind, name: string): EventType => ({
  code,
  name,
  expectedAfter: { 'scalp-micropigmentation': { hours: 14 * HOURS_PER_DAY, source: `S2-05, practice; ${TO_CONFIRM}` } },
  source: 'S2-05',
});

const createWatchedEvent = (code: AdverseEventKind, name: string): EventType => ({ code, name, expectedAfter: {}, source: `literature; ${TO_CONFIRM}` });

export const eventTypes = [
  defineMildReaction('irritation', 'Irritation'),
  defineMildReaction('swelling', 'Swelling'),
  defineMildReaction('sensitivity', 'Sensitivity'),
  defineMildReaction('discomfort', 'Discomfort'),
  defineHealingEvent('scabbing', 'Scabs'),
  defineHealingEvent('early-pigment-loss', 'Loss of pigment with the scabs'),
  createWatchedEvent('pain-beyond-48-hours', 'Pain beyond 48 hours'),
  createWatchedEvent('bruising', 'Bruising'),
  createWatchedEvent('infection', 'Infection'),
  createWatchedEvent('abscess', 'Abscess'),
  createWatchedEvent('granuloma', 'Granuloma'),
  createWatchedEvent('mycobacterial-infection', 'Mycobacterial infection'),
  createWatchedEvent('allergic-reaction', 'Allergic reaction'),
  createWatchedEvent('anaphylaxis', 'Anaphylaxis'),
  createWatchedEvent('anaesthetic-toxicity', 'Toxicity of the local anaesthetic'),
  createWatchedEvent('vasovagal-syncope', 'Vasovagal syncope'),
  createWatchedEvent('scarring', 'Scarring'),
  createWatchedEvent('pigment-migration', 'Migration of pigment'),
  createWatchedEvent('colour-change', 'Change of colour'),
  createWatchedEvent('hair-loss-at-site', 'Hair loss at the site'),
  createWatchedEvent('needlestick-injury', 'Injury by a lost or broken needle'),
  createWatchedEvent('other', 'Other, described in words'),
] as const satisfies readonly EventType[];

export type EventTypeCode = (typeof eventTypes)[number]['code'];
export const eventTypeCodes = declareEnumeration(
  'AdverseEventType',
  eventTypes.map((type) => type.code),
);

const byCode = new Map<string, EventType>(eventTypes.map((type) => [type.code, type]));

const getEventType = (code: EventTypeCode): EventType => byCode.get(code)!;

/** Lists the events that are to be expected after a treatment, with how long they usually last, in the order of the list. */
export const listUsualCourses = (treatment: Treatment): { code: EventTypeCode; hours: number }[] =>
  eventTypes.flatMap(({ code }) => {
    const course = getEventType(code).expectedAfter[treatment];
    return course ? [{ code, hours: course.hours }] : [];
  });

/** The highest grade of an expected event. The documents speak of slight and mild reactions: a severe reaction is unexpected, whatever its type. */
const HIGHEST_EXPECTED_GRADE = 2;

/** Finds the usual course of an expected event; null for an unexpected event. */
export const findUsualCourse = (code: EventTypeCode, treatment: Treatment, grade: number): UsualCourse | null =>
  grade <= HIGHEST_EXPECTED_GRADE ? (getEventType(code).expectedAfter[treatment] ?? null) : null;
