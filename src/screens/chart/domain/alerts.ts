/** Finds what whoever opens a chart must see first. Pure. */
import type { CheckOutcome } from '../../../kernel/check-outcome.js';
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Treatment } from '../../../kernel/treatment.js';

export const alertKinds = declareEnumeration('ChartAlertKind', [
  'allergy',
  'critical-result',
  'plan-contraindicated',
  'plan-on-hold',
  'adverse-event-undecided',
  'treatment-consent-missing',
  'photograph-consent-missing',
  'photographs-missing',
  'countersignature-missing',
]);
export type AlertKind = (typeof alertKinds)[number];

/** The types of the resources that an alert can be about. */
export const alertSubjects = declareEnumeration('ChartAlertSubject', ['allergy', 'blood-test', 'treatment-plan', 'adverse-event', 'treatment-session']);
type AlertSubject = (typeof alertSubjects)[number];

/** An alert without its words. */
export interface Alert {
  kind: AlertKind;
  about: { type: AlertSubject; id: string } | null;
  /** The treatment that the alert is about; null where it is about none. */
  treatment: Treatment | null;
  /** What the words name: a substance, an analyte, the number of a session. Null where they name nothing. */
  named: string | null;
}

/** The facts of a chart that decide its alerts. */
export interface AlertFacts {
  allergies: readonly { id: string; name: string | null }[];
  criticalResults: readonly { bloodTestId: string; analyte: string }[];
  plans: readonly { id: string; treatment: Treatment; isOnHold: boolean; isDraft: boolean; outcome: CheckOutcome }[];
  undecidedEventIds: readonly string[];
  /** The treatments for which a consent is in force. */
  consentedTreatments: readonly Treatment[];
  mayBePhotographed: boolean;
  hasPhotographs: boolean;
  uncountersigned: readonly { id: string; treatment: Treatment; number: number }[];
}

const createAlert = (kind: AlertKind, { about = null, treatment = null, named = null }: Partial<Omit<Alert, 'kind'>> = {}): Alert => ({
  kind,
  about,
  treatment,
  named,
});

/**
 * Lists the alerts, in the order of `alertKinds`. Consents and photographs are missed only where something is planned: a draft asks for neither consent yet, and
 * nothing planned asks for no photograph.
 */
export const listAlerts = (facts: AlertFacts): Alert[] => {
  const planned = facts.plans.filter(({ isDraft }) => !isDraft);
  const withoutConsent = [...new Set(planned.map(({ treatment }) => treatment))].filter((treatment) => !facts.consentedTreatments.includes(treatment));
  return [
    ...facts.allergies.map(({ id, name }) => createAlert('allergy', { about: { type: 'allergy', id }, named: name })),
    ...facts.criticalResults.map(({ bloodTestId, analyte }) =>
      createAlert('critical-result', { about: { type: 'blood-test', id: bloodTestId }, named: analyte }),
    ),
    ...facts.plans
      .filter(({ outcome }) => outcome === 'contraindicated')
      .map(({ id, treatment }) => createAlert('plan-contraindicated', { about: { type: 'treatment-plan', id }, treatment })),
    ...facts.plans
      .filter(({ isOnHold }) => isOnHold)
      .map(({ id, treatment }) => createAlert('plan-on-hold', { about: { type: 'treatment-plan', id }, treatment })),
    ...facts.undecidedEventIds.map((id) => createAlert('adverse-event-undecided', { about: { type: 'adverse-event', id } })),
    ...withoutConsent.map((treatment) => createAlert('treatment-consent-missing', { treatment })),
    ...(planned.length > 0 && !facts.mayBePhotographed ? [createAlert('photograph-consent-missing')] : []),
    ...(planned.length > 0 && !facts.hasPhotographs ? [createAlert('photographs-missing')] : []),
    ...facts.uncountersigned.map(({ id, treatment, number }) =>
      createAlert('countersignature-missing', { about: { type: 'treatment-session', id }, treatment, named: String(number) }),
    ),
  ];
};
