/** The words of screens: the alerts of a chart. */
export const screens = {
  'treatment.mesotherapy': 'Mesotherapy',
  'treatment.scalp-micropigmentation': 'Scalp micropigmentation',
  unnamed: 'without a name',

  'alert.allergy': 'Allergy: {name}',
  'alert.critical-result': 'Critical result: {name}',
  'alert.plan-contraindicated': '{treatment}: the check of the plan rules it out',
  'alert.plan-on-hold': '{treatment}: the plan is on hold',
  'alert.adverse-event-undecided': 'A serious adverse event waits for a decision',
  'alert.treatment-consent-missing': '{treatment}: no consent is in force',
  'alert.photograph-consent-missing': 'No consent to photographs is in force',
  'alert.photographs-missing': 'No photograph has been taken',
  'alert.countersignature-missing': '{treatment}: session {name} waits for its countersignature',
} as const;
