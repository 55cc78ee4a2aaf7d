import { dayOf } from '../../kernel/day.js';
import { memoize } from '../../kernel/memoize.js';
import {
  noFacts,
  type AdverseEventFact,
  type AllergyFact,
  type Answer,
  type DismissedFact,
  type Facts,
  type LabFact,
  type Recorded,
  type TrichoanalysisFact,
  type TrichoanalysisField,
  type UnreadResultFact,
} from '../engine/index.js';
import { noClinicNames, type ClinicNames } from '../../formulary/index.js';
import { analyteById } from '../../terminology/index.js';
import { ownNamesIn } from '../../terminology/substances/index.js';
import { listsFrom } from './lists-from.js';
import { plannedForFacts, type NamedIndications } from './planned-indications.js';
import type { AdverseEventRecord, ConsultationFacts, Dated, HistoryFacts, PatientFacts, ResultFacts, TrichoanalysisFacts } from './records.js';

export interface FactsContext {
  /** The clinic's IANA time zone: which day an instant falls on. */
  timeZone: string;
  ingredients: readonly string[] | null;
  /** Results that came from a laboratory between visits. */
  resultsBetweenVisits?: readonly ResultFacts[];
  /** What the clinic's own names stand for. */
  names?: ClinicNames;
  /** Products that are to be used and of which nobody knows what is in them, by name. */
  productsWithoutIngredients?: readonly string[];
  /** What the treatment is planned for; left out or null when nobody said. */
  indications?: NamedIndications | null;
  /** What went wrong after sessions. */
  adverseEvents?: readonly AdverseEventRecord[];
  /** What dermatologists have said not to matter. */
  dismissed?: readonly DismissedFact[];
}

type Said = 'yes' | 'no' | 'unknown' | null | undefined;
type Stating = (history: HistoryFacts) => string | null | undefined;

/** Newest first, whatever order they come in. */
const dated = (consultations: readonly ConsultationFacts[], timeZone: string): Dated[] =>
  [...consultations]
    .sort((one, other) => new Date(other.startedAt).getTime() - new Date(one.startedAt).getTime() || (other.id ?? '').localeCompare(one.id ?? ''))
    .map((consultation) => ({ consultation, recorded: recordedAt(consultation.startedAt, timeZone, consultation.entryOf ?? 'consultation', consultation.id) }));

/** Of one blood test there are dozens of results, all of one instant. */
const instantsIn = memoize((timeZone: string) =>
  memoize((instant: string) => {
    const at = new Date(instant);
    return { on: dayOf(at, timeZone), recordedAt: at.toISOString() };
  }),
);

/** What has no id came with the request. */
const recordedAt = (instant: string, timeZone: string, type: Recorded['source']['type'], id: string | null): Recorded => ({
  ...instantsIn(timeZone)(instant),
  source: { type: id === null ? 'request' : type, id },
});

/**
 * The newest answer that says something: a newer "unknown" does not take an older answer back. Newest by the day that
 * it is about, where the answer names one: a later visit that repeats the result of an older test does not outdo a
 * younger test. Of the same day the later statement counts.
 */
const newestAnswer = (all: readonly Dated[], said: (history: HistoryFacts) => Said, { on, endsOn }: { on?: Stating; endsOn?: Stating } = {}): Answer | null => {
  let newest: Answer | null = null;
  let earlierYes: Recorded | null = null;
  for (const { consultation, recorded } of all) {
    const history = consultation.medicalHistory;
    const value = history ? said(history) : null;
    if (!history || (value !== 'yes' && value !== 'no')) continue;
    const day = on?.(history) ?? recorded.on;
    if (newest !== null && day <= newest.on) {
      if (value === 'yes' && newest.value === 'no') earlierYes ??= { ...recorded, on: day };
      continue;
    }
    const end = value === 'yes' ? endsOn?.(history) : null;
    // An end before the day of the answer is none: what was expected did not come.
    newest = { ...recorded, on: day, value, ...(end && end >= day ? { endsOn: end } : {}) };
  }
  return newest && earlierYes ? { ...newest, earlierYes } : newest;
};

const screeningFrom = (all: readonly Dated[]): Record<string, Answer> => {
  const questions = new Set(all.flatMap(({ consultation }) => Object.keys(consultation.medicalHistory?.screening ?? {})));
  const entries = [...questions].sort().map((question) => [question, newestAnswer(all, (history) => history.screening?.[question])] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Answer] => entry[1] !== null));
};

/** What was found of something that is there or not. */
const isFinding = (text: string | null): boolean => /^(positive|negative|indeterminate)$/i.test(text ?? '');

/** A result of the panel: a figure, or a finding. A remark such as "sample haemolysed" is none. */
const isReadable = ({ analyte, canonical, text }: ResultFacts): boolean => analyte !== null && (canonical !== null || isFinding(text));

interface Reported {
  result: ResultFacts;
  consultationId: string | null;
}

const recordedResult = ({ result, consultationId }: Reported, timeZone: string): Recorded =>
  recordedAt(result.collectedAt, timeZone, result.bloodTestId ? 'blood-test' : 'consultation', result.bloodTestId ?? consultationId);

const labFact = ({ result, consultationId }: Reported, timeZone: string): LabFact => ({
  ...recordedResult({ result, consultationId }, timeZone),
  analyte: result.analyte!,
  code: result.code,
  value: result.canonical?.value ?? null,
  comparator: result.comparator,
  unit: result.canonical?.unit ?? null,
  text: result.text,
  interpretation: result.interpretation,
  referenceRange: result.referenceRange,
  ...(result.preliminary && { preliminary: true }),
});

/** What a result says: the same laboratory report, recorded twice, says one thing. */
const saying = ({ result: { canonical, comparator, text } }: Reported): string =>
  // A test and the figure behind it say one thing.
  isFinding(text) ? JSON.stringify(text!.toLowerCase()) : JSON.stringify([canonical?.value ?? null, comparator]);

const reported = (all: readonly Dated[], betweenVisits: readonly ResultFacts[]): Reported[] => [
  ...all.flatMap(({ consultation }) => consultation.results.map((result) => ({ result, consultationId: consultation.id }))),
  ...betweenVisits.map((result) => ({ result, consultationId: null })),
];

/** The code with the name of what was tested: a result is told in words, also where its laboratory sent the code alone. */
const namedCode = ({ code, analyte }: ResultFacts): ResultFacts['code'] => {
  const name = code?.display ?? (analyte === null ? undefined : analyteById(analyte)?.display);
  return code && name !== undefined ? { ...code, display: name } : code;
};

/** The newest of the results under each code that no rule can read, unless a later one under the same code could be read. */
const unreadResultsFrom = (all: readonly Dated[], betweenVisits: readonly ResultFacts[], timeZone: string): UnreadResultFact[] => {
  const newest = new Map<string, Reported>();
  for (const item of reported(all, betweenVisits)) {
    // What could not be read is not settled by what is preliminary.
    if (item.result.preliminary && item.result.unread === undefined) continue;
    const key = `${item.result.code?.system} ${item.result.code?.code}`;
    const found = newest.get(key);
    const later = found ? new Date(item.result.collectedAt).getTime() - new Date(found.result.collectedAt).getTime() : 1;
    // Of one moment what could not be read is told: another result does not explain it.
    if (later > 0 || (later === 0 && item.result.unread !== undefined && found!.result.unread === undefined)) newest.set(key, item);
  }
  return [...newest.values()]
    .filter(({ result }) => result.unread !== undefined)
    .map((reported) => ({
      ...recordedResult(reported, timeZone),
      code: namedCode(reported.result),
      text: reported.result.text,
      ...reported.result.unread!,
    }));
};

const adverseEventFact = ({ id, recordedAt: at, type, text, grade, serious, resolved, onsetAt }: AdverseEventRecord, timeZone: string): AdverseEventFact => ({
  ...recordedAt(at, timeZone, 'adverse-event', id),
  type,
  text,
  grade,
  serious,
  resolved,
  onset: dayOf(new Date(onsetAt), timeZone),
});

/** The newest of some results of one analyte. Of one moment, each that says something else. */
const newestOf = (results: readonly Reported[], instant: (reported: Reported) => string): Reported[] => {
  let newest: Reported[] = [];
  for (const result of results) {
    const [found] = newest;
    if (!found || instant(result) > instant(found)) newest = [result];
    else if (instant(result) === instant(found) && !newest.some((other) => saying(other) === saying(result))) newest.push(result);
  }
  return newest.sort((one, other) => (saying(one) < saying(other) ? -1 : 1));
};

/**
 * The newest final result of each analyte that can be compared, and the newest preliminary ones since; one without a readable value takes nothing back.
 */
const labsFrom = (all: readonly Dated[], betweenVisits: readonly ResultFacts[], timeZone: string): Record<string, LabFact> => {
  const results = reported(all, betweenVisits);
  const instant = ({ result }: Reported): string => instantsIn(timeZone)(result.collectedAt).recordedAt;
  const readable = results.filter(({ result }) => isReadable(result));
  return Object.fromEntries(
    [...Map.groupBy(readable, ({ result }) => result.analyte!)]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([analyte, all]) => {
        const final = newestOf(
          all.filter(({ result }) => !result.preliminary),
          instant,
        );
        const preliminary = newestOf(
          all.filter(({ result }) => result.preliminary),
          instant,
        ).filter((reported) => {
          const [newest] = final;
          if (!newest || instant(reported) > instant(newest)) return true;
          return instant(reported) === instant(newest) && !final.some((other) => saying(other) === saying(reported));
        });
        const [first, ...others] = [...final, ...preliminary].map((reported) => labFact(reported, timeZone)) as [LabFact, ...LabFact[]];
        return [analyte, others.length > 0 ? { ...first, others } : first];
      }),
  );
};

const fields = ['infection', 'inflammation', 'suspiciousLesion'] as const satisfies readonly TrichoanalysisField[];

/** What the eye sees of inflammation and scarring, whatever list of the record it stands in. */
const signsOf = ({ signs = [], perifollicularSigns = [], scalpCondition = [] }: TrichoanalysisFacts): string[] => [
  ...(signs ?? []),
  ...(perifollicularSigns ?? []),
  ...(scalpCondition ?? []),
];

const trichoanalysesOf = (all: readonly Dated[], timeZone: string): { record: TrichoanalysisFacts; recorded: Recorded }[] =>
  all
    .flatMap(({ consultation }) =>
      consultation.trichoanalyses.map((record) => ({
        record,
        recorded: recordedAt(record.performedAt, timeZone, record.id ? 'trichoanalysis' : 'consultation', record.id ?? consultation.id),
      })),
    )
    .sort((one, other) => other.recorded.recordedAt.localeCompare(one.recorded.recordedAt));

/** For each region and field the newest value that says something; of one moment, each that says something else. */
const trichoanalysisFrom = (records: readonly { record: TrichoanalysisFacts; recorded: Recorded }[]): TrichoanalysisFact[] => {
  const newest = new Map<string, TrichoanalysisFact[]>();
  const looked = new Set<string>();
  const signs: TrichoanalysisFact[] = [];
  for (const { record, recorded } of records) {
    const seen = signsOf(record);
    if (seen.length > 0 && !looked.has(record.region)) {
      looked.add(record.region);
      signs.push(...seen.map((value) => ({ ...recorded, region: record.region, field: 'signs' as const, value })));
    }
    for (const field of fields) {
      const value = record[field];
      const key = `${record.region}.${field}`;
      if (!value || value === 'unknown') continue;
      const fact = { ...recorded, region: record.region, field, value };
      const found = newest.get(key);
      if (!found) newest.set(key, [fact]);
      else if (found[0]!.recordedAt === fact.recordedAt && !found.some((other) => other.value === value)) found.push(fact);
    }
  }
  return [...[...newest.values()].flatMap((found) => found.sort((one, other) => (one.value < other.value ? -1 : 1))), ...signs];
};

const bloodPressureFrom = (all: readonly Dated[], timeZone: string): Facts['bloodPressure'] => {
  const [newest] = all
    .flatMap(({ consultation }) => (consultation.bloodPressure ? [{ measured: consultation.bloodPressure, id: consultation.id }] : []))
    .sort((one, other) => new Date(other.measured.measuredAt).getTime() - new Date(one.measured.measuredAt).getTime());
  if (!newest) return null;
  const { measuredAt, systolic, diastolic } = newest.measured;
  return { ...recordedAt(measuredAt, timeZone, 'consultation', newest.id), systolic, diastolic };
};

/** The words in which allergies and planned ingredients were written. */
const wordsOfSubstances = (allergies: readonly AllergyFact[], ingredients: readonly string[]): string[] => [
  ...allergies.flatMap(({ text, code }) => [text, code?.display]).filter((words) => typeof words === 'string'),
  ...ingredients,
];

/**
 * What is known about a person, from everything recorded: drafts count as well as signed consultations, and the
 * newest statement wins. Only `consultation.signed` asks for a signature.
 */
export const factsFrom = (
  patient: PatientFacts,
  consultations: readonly ConsultationFacts[],
  {
    timeZone,
    ingredients,
    resultsBetweenVisits = [],
    names = noClinicNames,
    productsWithoutIngredients = [],
    indications = null,
    adverseEvents = [],
    dismissed = [],
  }: FactsContext,
): Facts => {
  const all = dated(consultations, timeZone);
  const trichoanalyses = trichoanalysesOf(all, timeZone);
  const lists = listsFrom(all, names);
  const contraception = newestAnswer(all, (history) => history.contraception?.status);
  // Facts are kept with each check: of the clinic's names those alone by which its words are read.
  const ownNames = ownNamesIn(wordsOfSubstances(lists.allergies, ingredients ?? []), names.substances);
  const plannedFor = indications && plannedForFacts(indications, lists.conditions, names, timeZone);
  return {
    ...noFacts,
    birthDate: patient.birthDate,
    ...(patient.status === 'deceased' && { deceased: { on: patient.deceasedOn ?? null } }),
    sexAtBirth: patient.sexAtBirth,
    patient: { type: patient.id ? 'patient' : 'request', id: patient.id },
    signedConsultations: all.filter(({ consultation }) => consultation.signed).map(({ recorded }) => recorded),
    trichoanalysesOnFile: trichoanalyses.map(({ recorded }) => recorded),
    screening: screeningFrom(all),
    pregnancy: newestAnswer(all, (history) => history.pregnancy?.status, {
      on: (history) => history.pregnancy?.assessedOn,
      endsOn: (history) => history.pregnancy?.dueOn,
    }),
    capacityForPregnancy: newestAnswer(all, (history) => history.capacityForPregnancy),
    breastfeeding: newestAnswer(all, (history) => history.breastfeeding),
    ...(contraception && { contraception }),
    ...lists,
    conditions: [...lists.conditions, ...(plannedFor?.conditions ?? [])],
    bloodPressure: bloodPressureFrom(all, timeZone),
    labs: labsFrom(all, resultsBetweenVisits, timeZone),
    trichoanalysis: trichoanalysisFrom(trichoanalyses),
    ingredients: ingredients === null ? null : [...ingredients],
    unreadResults: unreadResultsFrom(all, resultsBetweenVisits, timeZone),
    ...(productsWithoutIngredients.length > 0 && { productsWithoutIngredients: [...productsWithoutIngredients] }),
    ...(plannedFor && { indications: plannedFor.indications }),
    ...(adverseEvents.length > 0 && { adverseEvents: adverseEvents.map((event) => adverseEventFact(event, timeZone)) }),
    ...(dismissed.length > 0 && { dismissed: [...dismissed] }),
    ...(ownNames.size > 0 && { ownNames: Object.fromEntries(ownNames) }),
  };
};
