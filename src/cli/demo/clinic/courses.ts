/** The courses of the demonstration's patients. */
import { addDays, type Day } from '../../../kernel/day.js';
import { toInstant, toDay, toOpenDay, OPENS } from './calendar.js';
import { requireTrue, type PatientRecord } from './record.js';
import { TreatmentPlan, type Part } from './treatment.js';

const HYPERTENSION = 'mesotherapy.hypertension';

/** Records the first visit, and the check for a first session a few days later. */
async function* playFirstVisit(record: PatientRecord, screening?: Record<string, string>): Part<{ checkId: string; startOn: Day; outcome: string }> {
  const { profile, random } = record;
  yield toInstant(toOpenDay(profile.firstVisit), 10 + random.drawWhole(7), random.pick([0, 20, 40]));
  await record.register();
  await record.consult({
    reason: random.pick(['Hair thinning for two years', 'More hair in the comb since spring', 'The scalp shows through at the crown']),
    ...(screening && { screening }),
  });
  await record.recordLifeQuality();
  const startOn = toOpenDay(addDays(record.today, 6 + random.drawWhole(6)));
  const check = await record.check(profile.treatment, startOn);
  return { checkId: check.id, startOn, outcome: String(check.effectiveOutcome) };
}

async function* playProposed(record: PatientRecord, screening?: Record<string, string>): Part<TreatmentPlan> {
  const { checkId, startOn, outcome } = yield* playFirstVisit(record, screening);
  requireTrue(outcome === 'clear' || outcome === 'caution', `a healthy patient's check is ${outcome}.`);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
  return plan;
}

async function* playAccepted(record: PatientRecord): Part<TreatmentPlan> {
  const plan = yield* playProposed(record);
  yield toInstant(toOpenDay(addDays(record.today, 1 + record.random.drawWhole(2))), 17);
  await plan.agree();
  return plan;
}

async function* playBegun(record: PatientRecord): Part<TreatmentPlan> {
  const plan = yield* playAccepted(record);
  const first = await plan.findNextSession();
  yield toInstant(first!.scheduledOn as Day, OPENS);
  await plan.act('start');
  return plan;
}

async function* playToTheEnd(record: PatientRecord, plan: TreatmentPlan): Part {
  yield* plan.give();
  yield toInstant(toOpenDay(addDays(record.today, 21)), 16);
  await record.consult({ reason: 'After the series', note: 'Result seen and rated' });
  if (record.profile.photographed) await record.takePhotograph();
  await plan.finish(record.profile.firstVisit);
}

async function* playCompleted(record: PatientRecord): Part {
  yield* playToTheEnd(record, yield* playBegun(record));
}

async function* playActive(record: PatientRecord): Part {
  yield* (yield* playBegun(record)).give();
}

async function* playOnHold(record: PatientRecord): Part {
  const plan = yield* playBegun(record);
  yield* plan.give(2);
  yield toInstant(toOpenDay(addDays(record.today, 3)), 15);
  await plan.act('hold', { reason: record.random.pick(['The patient travels for two months', 'An operation is planned', 'A wedding in the family']) });
}

async function* playCancelled(record: PatientRecord): Part {
  const plan = yield* playBegun(record);
  yield* plan.give(1 + record.random.drawWhole(2));
  yield toInstant(toOpenDay(addDays(record.today, 5)), 15);
  await plan.act('cancel', { reason: record.random.pick(['The patient moves to another town', 'Too expensive', 'The patient no longer wants it']) });
}

/** A patient with high blood pressure, for whom the check refuses the treatment. The plan stays a draft and is cancelled. */
async function* playRefused(record: PatientRecord): Part {
  const { checkId, startOn, outcome } = yield* playFirstVisit(record, { hypertension: 'yes' });
  requireTrue(outcome === 'contraindicated', `the check of a patient with hypertension is ${outcome}.`);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  const { version } = await plan.read();
  await record.doctor.ask('POST', `/v1/treatment-plans/${plan.id}/propose`, { ifMatch: version });
  await plan.act('cancel', { reason: 'Blood pressure first; the patient comes back when it is treated' });
}

/** A patient with high blood pressure, for whom a dermatologist overrides the check. */
async function* playOverridden(record: PatientRecord): Part {
  const { checkId, startOn } = yield* playFirstVisit(record, { hypertension: 'yes' });
  await record.doctor.post(`/v1/contraindication-checks/${checkId}/overrides`, {
    ruleId: HYPERTENSION,
    reason: 'Well controlled for years; the cardiologist agrees in writing',
    weighed: 'A small risk of bleeding against the distress of waiting',
    discussedWithPatient: 'yes',
  });
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
}

async function* playSeriousEvent(record: PatientRecord): Part {
  const plan = yield* playBegun(record);
  const last = yield* plan.give(2);
  yield* plan.playSeriousEvent(last!);
  yield* playToTheEnd(record, plan);
}

/** A patient with an infection on the day of a session. The session is not started, and the plan stays on hold until the infection is gone. */
async function* playInfection(record: PatientRecord): Part {
  const plan = yield* playBegun(record);
  yield* plan.give(2);
  const session = (await plan.findNextSession())!;
  yield toInstant(session.scheduledOn as Day, 11);
  await record.consult({ reason: 'A boil at the back of the head', screening: { 'active-infection': 'yes' } });
  const { status } = await record.doctor.ask('POST', `/v1/treatment-sessions/${session.id}/start`, { body: {}, ifMatch: session.version });
  requireTrue(status === 409 || status === 422, `a session in spite of an infection was answered ${status}.`);
  // Recording the infection put the plan on hold automatically.
  requireTrue((await plan.read()).status === 'on-hold', 'an infection did not hold the plan.');
  yield toInstant(toOpenDay(addDays(record.today, 32)), 11);
  await record.consult({ reason: 'The infection is gone' });
  await plan.act('resume');
  yield* playToTheEnd(record, plan);
}

/** A patient with a completed plan, followed by a touch-up as a plan of its own. */
async function* playTouchUp(record: PatientRecord): Part {
  const first = yield* playBegun(record);
  yield* playToTheEnd(record, first);
  yield toInstant(toOpenDay(addDays(record.today, 40)), 12);
  await record.consult({ reason: 'A touch-up: the pigment has faded a little' });
  const startOn = toOpenDay(addDays(record.today, 7));
  const check = await record.check(record.profile.treatment, startOn);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, check.id, startOn, first);
  await plan.act('propose');
  await plan.quote({ accepted: true });
  await plan.act('accept');
  yield toInstant((await plan.findNextSession())!.scheduledOn as Day, OPENS);
  await plan.act('start');
  yield* playToTheEnd(record, plan);
}

async function* playDraft(record: PatientRecord): Part {
  const { checkId, startOn } = yield* playFirstVisit(record);
  await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
}

async function* playProposedOnly(record: PatientRecord): Part {
  const plan = yield* playProposed(record);
  await plan.quote({ accepted: false });
}

async function* playAcceptedOnly(record: PatientRecord): Part {
  const { checkId } = yield* playFirstVisit(record);
  const startOn = toOpenDay(addDays(toDay(record.now), 14));
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
  await plan.agree();
  await plan.bookSeries();
}

async function* playConsultationOnly(record: PatientRecord): Part {
  yield* playFirstVisit(record);
}

export const playStory = (record: PatientRecord): Part => {
  const stories: Record<typeof record.profile.course, (of: PatientRecord) => Part> = {
    completed: playCompleted,
    active: playActive,
    'on-hold': playOnHold,
    cancelled: playCancelled,
    draft: playDraft,
    proposed: playProposedOnly,
    accepted: playAcceptedOnly,
    'serious-event': playSeriousEvent,
    refused: playRefused,
    infection: playInfection,
    'consultation-only': playConsultationOnly,
    'touch-up': playTouchUp,
    overridden: playOverridden,
  };
  return stories[record.profile.course](record);
};
