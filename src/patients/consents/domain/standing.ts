/**
 * Decides which consent is valid. A signed consent is valid until it is withdrawn, lapses, or is marked as entered in error.
 *
 * A withdrawal concerns everything that the consents of a kind allow, and not one document. It ends every consent of its kind (for the same treatment)
 * that was signed until then, whichever consent it was recorded with. Consents that are recorded later or come with a merge end as well. The withdrawal is
 * therefore not copied into the other consents: the status of each is computed from all of the patient's consents whenever it is needed.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import { toCalendarDay, computeDateSpan, type Day } from '../../../kernel/day.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { ConsentKind } from './consent-content.js';

/** The facts of each consent that decide its status. */
export interface ConsentFacts {
  id: string;
  kind: ConsentKind;
  treatment: Treatment | null;
  signedAt: Date;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  inError: boolean;
  /** Whether the withdrawal was entered in error, too. */
  withdrawalInError: boolean;
}

/** The number of months for which consents of each kind last; null where they last until they are withdrawn. */
export type ConsentMonths = Readonly<Record<ConsentKind, number | null>>;

/** How long consents last in a clinic, and the clinic's time zone. */
export interface Validity {
  months: ConsentMonths;
  timeZone: string;
}

export const consentStatuses = declareEnumeration('ConsentStatus', ['standing', 'withdrawn', 'lapsed', 'entered-in-error']);
export type ConsentStatus = (typeof consentStatuses)[number];

/** Why there is no valid consent; `not-signed` also where the consent was signed too late or entered in error. */
export const whyMissing = declareEnumeration('WhyConsentIsMissing', ['not-signed', 'withdrawn', 'lapsed']);
export type WhyMissing = (typeof whyMissing)[number];

interface Sought {
  kind: ConsentKind;
  treatment: Treatment | null;
}

const isOfKind = (item: Sought, sought: Sought): boolean => item.kind === sought.kind && item.treatment === sought.treatment;

/** A withdrawal, with the consent that it was recorded with. */
export interface Withdrawal {
  consentId: string;
  at: Date;
  reason: string;
}

/** Finds the withdrawal that ended the consent: its own, else the earliest of the others; null where there is none. */
export const findWithdrawal = (consent: ConsentFacts, all: readonly ConsentFacts[]): Withdrawal | null => {
  const found = all
    .filter((item) => isOfKind(item, consent) && !item.withdrawalInError && item.withdrawnAt !== null && item.withdrawnAt >= consent.signedAt)
    .sort((a, b) => Number(b.id === consent.id) - Number(a.id === consent.id) || a.withdrawnAt!.getTime() - b.withdrawnAt!.getTime() || (a.id < b.id ? -1 : 1));
  const first = found[0];
  return first ? { consentId: first.id, at: first.withdrawnAt!, reason: first.withdrawalReason! } : null;
};

const MONTHS_OF_A_YEAR = 12;

/** Finds the same day a number of months later, or the last day of the month where the month has no such day. */
const addMonths = (day: Day, months: number): Day => {
  const count = Number(day.slice(0, 4)) * MONTHS_OF_A_YEAR + Number(day.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(count / MONTHS_OF_A_YEAR)).padStart(4, '0')}-${String((count % MONTHS_OF_A_YEAR) + 1).padStart(2, '0')}`;
  const { last } = computeDateSpan(month);
  const same = `${month}-${day.slice(8)}`;
  return same < last ? same : last;
};

/** Finds the last day on which the consent is valid, in the clinic's time zone; null where it lasts until it is withdrawn. */
export const findLastDay = ({ kind, signedAt }: Pick<ConsentFacts, 'kind' | 'signedAt'>, { months, timeZone }: Validity): Day | null => {
  const lasts = months[kind];
  return lasts === null ? null : addMonths(toCalendarDay(signedAt, timeZone), lasts);
};

const hasLapsed = (consent: ConsentFacts, validity: Validity, at: Date): boolean => {
  const last = findLastDay(consent, validity);
  return last !== null && toCalendarDay(at, validity.timeZone) > last;
};

/** Finds the status of the consent. A withdrawn consent is withdrawn also for actions before the withdrawal that are recorded now. */
export const deriveConsentStatus = (consent: ConsentFacts, all: readonly ConsentFacts[], validity: Validity, at: Date): ConsentStatus => {
  if (consent.inError) return 'entered-in-error';
  if (findWithdrawal(consent, all) !== null) return 'withdrawn';
  return hasLapsed(consent, validity, at) ? 'lapsed' : 'standing';
};

/** Finds the valid consent that was signed last before an action, or why there is none. */
export const findConsentInForce = (
  sought: Sought,
  at: Date,
  all: readonly ConsentFacts[],
  validity: Validity,
): { consentId: string; why: null } | { consentId: null; why: WhyMissing } => {
  const signed = all.filter((consent) => isOfKind(consent, sought) && !consent.inError && consent.signedAt <= at);
  const statuses = new Map(signed.map((consent) => [consent, deriveConsentStatus(consent, all, validity, at)]));
  const standing = signed
    .filter((consent) => statuses.get(consent) === 'standing')
    .sort((a, b) => b.signedAt.getTime() - a.signedAt.getTime() || (a.id < b.id ? 1 : -1));
  if (standing[0]) return { consentId: standing[0].id, why: null };
  const said = [...statuses.values()];
  return { consentId: null, why: said.includes('lapsed') ? 'lapsed' : said.includes('withdrawn') ? 'withdrawn' : 'not-signed' };
};
