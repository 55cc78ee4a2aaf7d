/**
 * The checklist before a session, which is computed from the record; nobody ticks it off. An item that is blocking and open keeps the session
 * from being started; the other items are reminders for the person who gives it.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';
import type { Treatment } from '../../../kernel/treatment.js';
import type { Obstacle } from '../../plans/domain/gates.js';
import { describeInterval, isTooSoon, type Interval } from './intervals.js';

export const checklistKeys = declareEnumeration('ChecklistItemKey', [
  'plan-active',
  'no-other-session',
  'adverse-events-decided',
  'contraindication-check',
  'pregnancy-asked-today',
  'anaesthetic-allergy',
  'consent',
  'photographs',
  'performer',
  'supervisor',
  'scheduled-day',
  'clinic-open',
  'interval',
]);
export type ChecklistKey = (typeof checklistKeys)[number];

export const checklistStates = declareEnumeration('ChecklistItemState', ['met', 'open', 'not-applicable']);

export interface ChecklistItem {
  key: ChecklistKey;
  title: string;
  state: (typeof checklistStates)[number];
  /** Whether the session cannot be started while the item is open. */
  blocking: boolean;
  /** What is open, or the facts on which the state is based; null where there is nothing to say. */
  detail: string | null;
}

interface Finding {
  ruleId: string;
  outcome: string;
  because: readonly { fact: string; about?: string; value?: string | number; on?: string }[];
  missing: readonly { fact: string; alternatives: readonly string[]; ask: string }[];
}

export interface Readiness {
  today: Day;
  treatment: Treatment;
  scheduledOn: Day;
  /** Why no session is given today by the opening and working days; null where a session can be given. */
  closedBecause: string | null;
  planStatus: string;
  findings: readonly Finding[];
  /** The findings that are obstacles, without those that a dermatologist overrode. */
  obstacles: readonly Obstacle[];
  consented: boolean;
  /** The day of the newest photograph of the patient; null where there is none. */
  newestPhotographOn: Day | null;
  /** What is wrong with the people who give and supervise the session. */
  staffing: readonly FieldError[];
  supervised: boolean;
  /** The number of the plan's serious adverse events after which no dermatologist has allowed the plan to be resumed. */
  undecidedEvents: number;
  /** The interval to the patient's earlier sessions of any plan; null where none matters. */
  interval: Interval | null;
  /** Why a dermatologist starts the session too soon; null where nobody gave a reason. */
  intervalReason: string | null;
  /** The number of another session of the plan that has begun and not ended; null where there is none. */
  underWay: number | null;
}

/** Whether a treatment requires a photograph of the state before it: micropigmentation does (S1-24); for mesotherapy the documents require none. */
const needsPhotographs: Readonly<Record<Treatment, boolean>> = { mesotherapy: false, 'scalp-micropigmentation': true };

const createItem = (key: ChecklistKey, title: string, open: boolean, blocking: boolean, detail: string | null): ChecklistItem => ({
  key,
  title,
  state: open ? 'open' : 'met',
  blocking,
  detail,
});

const asksForFact = (finding: Finding, about: (fact: string) => boolean): boolean =>
  finding.missing.some((missing) => about(missing.fact) || missing.alternatives.some(about));

const isPregnancy = (fact: string): boolean => fact === 'pregnancy';

const checkPregnancy = ({ findings, obstacles, today }: Readiness): ChecklistItem => {
  const title = 'Pregnancy was asked about today';
  const inTheWay = new Set(obstacles.map((obstacle) => obstacle.ruleId));
  const unanswered = findings.filter((finding) => asksForFact(finding, isPregnancy));
  if (unanswered.length > 0) {
    const blocking = unanswered.some((finding) => inTheWay.has(finding.ruleId));
    return createItem('pregnancy-asked-today', title, true, blocking, 'Nobody has answered it, or the answer is too old.');
  }
  const answers = findings.flatMap((finding) => finding.because.filter((evidence) => isPregnancy(evidence.fact)));
  if (answers.length === 0)
    return { ...createItem('pregnancy-asked-today', title, false, false, 'The rules need no answer for this person.'), state: 'not-applicable' };
  const last = answers
    .flatMap(({ on }) => on ?? [])
    .sort()
    .at(-1);
  if (last === today) return createItem('pregnancy-asked-today', title, false, false, null);
  return createItem('pregnancy-asked-today', title, true, false, last === undefined ? 'It is not known when it was asked.' : `It was last asked on ${last}.`);
};

const isAllergy = (fact: string): boolean => fact === 'allergies.reviewed' || /local-anaesthetic/.test(fact);
const saysAllergy = ({ fact, about, value }: Finding['because'][number]): boolean =>
  fact === 'allergy' || (/local-anaesthetic/.test(about ?? fact) && value === 'yes');

const checkAllergy = ({ findings, obstacles }: Readiness): ChecklistItem => {
  const title = 'No allergy to the anaesthetic or to what is used';
  const inTheWay = new Set(obstacles.map((obstacle) => obstacle.ruleId));
  const denied = findings.filter((finding) => finding.outcome !== 'clear' && finding.because.some(saysAllergy));
  const unanswered = findings.filter((finding) => asksForFact(finding, isAllergy));
  const open = [...denied, ...unanswered];
  const detail = denied.length > 0 ? 'An allergy is on record that bears on it.' : unanswered.length > 0 ? 'Nobody has asked for allergies.' : null;
  return createItem(
    'anaesthetic-allergy',
    title,
    open.length > 0,
    open.some((finding) => inTheWay.has(finding.ruleId)),
    detail,
  );
};

const checkPhotographs = ({ newestPhotographOn, treatment, today }: Readiness): ChecklistItem => {
  const title = 'Photographs from before';
  const blocking = needsPhotographs[treatment];
  if (newestPhotographOn === null) return createItem('photographs', title, true, blocking, 'There is no photograph of the patient.');
  if (newestPhotographOn === today) return createItem('photographs', title, false, blocking, null);
  return createItem('photographs', title, false, blocking, `The newest is of ${newestPhotographOn}; photographs are taken at each session (S1-24).`);
};

const checkStaffing = (errors: readonly FieldError[], key: 'performer' | 'supervisor', supervised: boolean): ChecklistItem => {
  const pointer = key === 'performer' ? '/performedBy' : '/supervisedBy';
  const title = key === 'performer' ? 'Whoever gives it may' : 'A technician works under a named dermatologist';
  const wrong = errors.filter((error) => error.pointer === pointer).map((error) => error.detail);
  if (key === 'supervisor' && wrong.length === 0 && !supervised) return { ...createItem(key, title, false, true, null), state: 'not-applicable' };
  return createItem(key, title, wrong.length > 0, true, wrong.join(' ') || null);
};

const checkInterval = ({ interval: known, intervalReason, today }: Readiness): ChecklistItem => {
  const title = 'Enough days since the session before';
  if (known === null) return { ...createItem('interval', title, false, false, null), state: 'not-applicable' };
  const open = isTooSoon(known, today);
  const decided = open && intervalReason !== null ? ` A dermatologist decides for today: ${intervalReason}` : '';
  return createItem('interval', title, open, open && known.blocks && intervalReason === null, describeInterval(known, today) + decided);
};

export const buildChecklist = (known: Readiness): ChecklistItem[] => [
  createItem('plan-active', 'The plan is active', known.planStatus !== 'active', true, `The plan is ${known.planStatus}.`),
  createItem(
    'no-other-session',
    'No other session of the plan is under way',
    known.underWay !== null,
    true,
    known.underWay === null ? null : `Session ${known.underWay} has begun and not ended.`,
  ),
  createItem(
    'adverse-events-decided',
    'Serious adverse events are decided on',
    known.undecidedEvents > 0,
    false,
    known.undecidedEvents > 0 ? `${known.undecidedEvents} serious adverse event(s) stand in the way of the plan.` : null,
  ),
  createItem(
    'contraindication-check',
    'The check with the facts of today',
    known.obstacles.length > 0,
    true,
    known.obstacles.length > 0 ? known.obstacles.map(({ ruleId, outcome }) => `${ruleId}: ${outcome}`).join(', ') : null,
  ),
  checkPregnancy(known),
  checkAllergy(known),
  createItem(
    'consent',
    'The consent to the treatment stands',
    !known.consented,
    true,
    known.consented ? null : 'It was not signed, was withdrawn, or has lapsed.',
  ),
  checkPhotographs(known),
  checkStaffing(known.staffing, 'performer', known.supervised),
  checkStaffing(known.staffing, 'supervisor', known.supervised),
  createItem('scheduled-day', 'Today is the day of the session', known.scheduledOn !== known.today, false, `It is planned for ${known.scheduledOn}.`),
  createItem(
    'clinic-open',
    'Sessions are given today',
    known.closedBecause !== null,
    false,
    known.closedBecause && `By the clinic’s opening days: ${known.closedBecause}.`,
  ),
  checkInterval(known),
];

/** Lists the items that keep the session from being started. */
export const selectOpenAndBlocking = (items: readonly ChecklistItem[]): ChecklistItem[] => items.filter((item) => item.blocking && item.state === 'open');
