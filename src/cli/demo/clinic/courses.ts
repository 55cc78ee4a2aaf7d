/** The courses of the demonstration's patients. */
import { addDays, type Day } from '../../../kernel/day.js';
import { at, dayAt, openDay, OPENS } from './calendar.js';
import { must, type PatientRecord } from './record.js';
import { TreatmentPlan, type Part } from './treatment.js';

const HYPERTENSION = 'mesotherapy.hypertension';

/** Records the first visit, and the check for a first session a few days later. */
async function* firstVisit(record: PatientRecord, screening?: Record<string, string>): Part<{ checkId: string; startOn: Day; outcome: string }> {
  const { profile, random } = record;
  yield at(openDay(profile.firstVisit), 10 + random.whole(7), random.pick([0, 20, 40]));
  await record.register();
  await record.consult({
    reason: random.pick(['Hair thinning for two years', 'More hair in the comb since spring', 'The scalp shows through at the crown']),
    ...(screening && { screening }),
  });
  await record.lifeQuality();
  const startOn = openDay(addDays(record.today, 6 + random.whole(6)));
  const check = await record.check(profile.treatment, startOn);
  return { checkId: check.id, startOn, outcome: String(check.effectiveOutcome) };
}

async function* proposed(record: PatientRecord, screening?: Record<string, string>): Part<TreatmentPlan> {
  const { checkId, startOn, outcome } = yield* firstVisit(record, screening);
  must(outcome === 'clear' || outcome === 'caution', `a healthy patient's check is ${outcome}.`);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
  return plan;
}

async function* accepted(record: PatientRecord): Part<TreatmentPlan> {
  const plan = yield* proposed(record);
  yield at(openDay(addDays(record.today, 1 + record.random.whole(2))), 17);
  await plan.agree();
  return plan;
}

async function* begun(record: PatientRecord): Part<TreatmentPlan> {
  const plan = yield* accepted(record);
  const first = await plan.next();
  yield at(first!.scheduledOn as Day, OPENS);
  await plan.act('start');
  return plan;
}

async function* toTheEnd(record: PatientRecord, plan: TreatmentPlan): Part {
  yield* plan.give();
  yield at(openDay(addDays(record.today, 21)), 16);
  await record.consult({ reason: 'After the series', note: 'Result seen and rated' });
  if (record.profile.photographed) await record.photograph();
  await plan.finish(record.profile.firstVisit);
}

async function* completed(record: PatientRecord): Part {
  yield* toTheEnd(record, yield* begun(record));
}

async function* active(record: PatientRecord): Part {
  yield* (yield* begun(record)).give();
}

async function* onHold(record: PatientRecord): Part {
  const plan = yield* begun(record);
  yield* plan.give(2);
  yield at(openDay(addDays(record.today, 3)), 15);
  await plan.act('hold', { reason: record.random.pick(['The patient travels for two months', 'An operation is planned', 'A wedding in the family']) });
}

async function* cancelled(record: PatientRecord): Part {
  const plan = yield* begun(record);
  yield* plan.give(1 + record.random.whole(2));
  yield at(openDay(addDays(record.today, 5)), 15);
  await plan.act('cancel', { reason: record.random.pick(['The patient moves to another town', 'Too expensive', 'The patient no longer wants it']) });
}

/** A patient with high blood pressure, for whom the check refuses the treatment. The plan stays a draft and is cancelled. */
async function* refused(record: PatientRecord): Part {
  const { checkId, startOn, outcome } = yield* firstVisit(record, { hypertension: 'yes' });
  must(outcome === 'contraindicated', `the check of a patient with hypertension is ${outcome}.`);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  const { version } = await plan.read();
  await record.doctor.ask('POST', `/v1/treatment-plans/${plan.id}/propose`, { ifMatch: version });
  await plan.act('cancel', { reason: 'Blood pressure first; the patient comes back when it is treated' });
}

/** A patient with high blood pressure, for whom a dermatologist overrides the check. */
async function* overridden(record: PatientRecord): Part {
  const { checkId, startOn } = yield* firstVisit(record, { hypertension: 'yes' });
  await record.doctor.post(`/v1/contraindication-checks/${checkId}/overrides`, {
    ruleId: HYPERTENSION,
    reason: 'Well controlled for years; the cardiologist agrees in writing',
    weighed: 'A small risk of bleeding against the distress of waiting',
    discussedWithPatient: 'yes',
  });
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
}

async function* seriousEvent(record: PatientRecord): Part {
  const plan = yield* begun(record);
  const last = yield* plan.give(2);
  yield* plan.seriousEvent(last!);
  yield* toTheEnd(record, plan);
}

/** A patient with an infection on the day of a session. The session is not started, and the plan stays on hold until the infection is gone. */
async function* infection(record: PatientRecord): Part {
  const plan = yield* begun(record);
  yield* plan.give(2);
  const session = (await plan.next())!;
  yield at(session.scheduledOn as Day, 11);
  await record.consult({ reason: 'A boil at the back of the head', screening: { 'active-infection': 'yes' } });
  const { status } = await record.doctor.ask('POST', `/v1/treatment-sessions/${session.id}/start`, { body: {}, ifMatch: session.version });
  must(status === 409 || status === 422, `a session in spite of an infection was answered ${status}.`);
  // Recording the infection put the plan on hold automatically.
  must((await plan.read()).status === 'on-hold', 'an infection did not hold the plan.');
  yield at(openDay(addDays(record.today, 32)), 11);
  await record.consult({ reason: 'The infection is gone' });
  await plan.act('resume');
  yield* toTheEnd(record, plan);
}

/** A patient with a completed plan, followed by a touch-up as a plan of its own. */
async function* touchUp(record: PatientRecord): Part {
  const first = yield* begun(record);
  yield* toTheEnd(record, first);
  yield at(openDay(addDays(record.today, 40)), 12);
  await record.consult({ reason: 'A touch-up: the pigment has faded a little' });
  const startOn = openDay(addDays(record.today, 7));
  const check = await record.check(record.profile.treatment, startOn);
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, check.id, startOn, first);
  await plan.act('propose');
  await plan.quote({ accepted: true });
  await plan.act('accept');
  yield at((await plan.next())!.scheduledOn as Day, OPENS);
  await plan.act('start');
  yield* toTheEnd(record, plan);
}

async function* draft(record: PatientRecord): Part {
  const { checkId, startOn } = yield* firstVisit(record);
  await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
}

async function* proposedOnly(record: PatientRecord): Part {
  const plan = yield* proposed(record);
  await plan.quote({ accepted: false });
}

async function* acceptedOnly(record: PatientRecord): Part {
  const { checkId } = yield* firstVisit(record);
  const startOn = openDay(addDays(dayAt(record.now), 14));
  const plan = await TreatmentPlan.draft(record, record.profile.treatment, checkId, startOn);
  await plan.act('propose');
  await plan.agree();
}

async function* consultationOnly(record: PatientRecord): Part {
  yield* firstVisit(record);
}

export const storyOf = (record: PatientRecord): Part => {
  const stories: Record<typeof record.profile.course, (of: PatientRecord) => Part> = {
    completed,
    active,
    'on-hold': onHold,
    cancelled,
    draft,
    proposed: proposedOnly,
    accepted: acceptedOnly,
    'serious-event': seriousEvent,
    refused,
    infection,
    'consultation-only': consultationOnly,
    'touch-up': touchUp,
    overridden,
  };
  return stories[record.profile.course](record);
};
