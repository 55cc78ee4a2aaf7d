import { toCalendarDay } from '../../kernel/day.js';
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
import { findAnalyteById } from '../../terminology/index.js';
import { selectOwnNames } from '../../terminology/substances/index.js';
import { collectLists } from './lists-from.js';
import { createPlannedForFacts, type NamedIndications } from './planned-indications.js';
import type { AdverseEventRecord, ConsultationFacts, Dated, HistoryFacts, PatientFacts, ResultFacts, TrichoanalysisFacts } from './records.js';

export interface FactsContext {
  /** The clinic's IANA time zone, which decides the day of an instant. */
  timeZone: string;
  ingredients: readonly string[] | null;
  /** Laboratory results that arrived between visits. */
  resultsBetweenVisits?: readonly ResultFacts[];
  /** The meanings of the clinic's own names. */
  names?: ClinicNames;
  /** The names of planned products whose contents are unknown. */
  productsWithoutIngredients?: readonly string[];
  /** What the treatment is for; left out or null where it was not stated. */
  indications?: NamedIndications | null;
  /** The adverse events after sessions. */
  adverseEvents?: readonly AdverseEventRecord[];
  /** The items that dermatologists have dismissed. */
  dismissed?: readonly DismissedFact[];
}

type Said = 'yes' | 'no' | 'unknown' | null | undefined;
type Stating = (history: HistoryFacts) => string | null | undefined;

/** Sorts consultations, the newest first. */
const listDated = (consultations: readonly ConsultationFacts[], timeZone: string): Dated[] =>
  [...consultations]
    .sort((one, other) => new Date(other.startedAt).getTime() - new Date(one.startedAt).getTime() || (other.id ?? '').localeCompare(one.id ?? ''))
    .map((consultation) => ({
      consultation,
      recorded: createRecorded(consultation.startedAt, timeZone, consultation.entryOf ?? 'consultation', consultation.id),
    }));

/** A blood test has dozens of results, all of one instant, so the conversion is remembered. */
const createInstantReader = memoize((timeZone: string) =>
  memoize((instant: string) => {
    const at = new Date(instant);
    return { on: toCalendarDay(at, timeZone), recordedAt: at.toISOString() };
  }),
);

/** Builds the source and the day of a fact. A record without an id came with the request. */
const createRecorded = (instant: string, timeZone: string, type: Recorded['source']['type'], id: string | null): Recorded => ({
  ...createInstantReader(timeZone)(instant),
  source: { type: id === null ? 'request' : type, id },
});

/**
 * Finds the newest answer that is yes or no; a newer "unknown" does not replace it. The order is by the day that the answer is about, where the answer names
 * one: a later visit that repeats an older test does not replace a newer test. For the same day the later statement wins.
 */
const findNewestAnswer = (
  all: readonly Dated[],
  said: (history: HistoryFacts) => Said,
  { on, endsOn }: { on?: Stating; endsOn?: Stating } = {},
): Answer | null => {
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
    // An end before the day of the answer is ignored: the answer shows that the expected end did not come.
    newest = { ...recorded, on: day, value, ...(end && end >= day ? { endsOn: end } : {}) };
  }
  return newest && earlierYes ? { ...newest, earlierYes } : newest;
};

const collectScreening = (all: readonly Dated[]): Record<string, Answer> => {
  const questions = new Set(all.flatMap(({ consultation }) => Object.keys(consultation.medicalHistory?.screening ?? {})));
  const entries = [...questions].sort().map((question) => [question, findNewestAnswer(all, (history) => history.screening?.[question])] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Answer] => entry[1] !== null));
};

/** Whether a text is the finding of a qualitative test. */
const isFinding = (text: string | null): boolean => /^(positive|negative|indeterminate)$/i.test(text ?? '');

/** Whether a result is one of the panel with a figure or a finding. A remark such as "sample haemolysed" is neither. */
const isReadable = ({ analyte, canonical, text }: ResultFacts): boolean => analyte !== null && (canonical !== null || isFinding(text));

interface Reported {
  result: ResultFacts;
  consultationId: string | null;
}

const createRecordedResult = ({ result, consultationId }: Reported, timeZone: string): Recorded =>
  createRecorded(result.collectedAt, timeZone, result.bloodTestId ? 'blood-test' : 'consultation', result.bloodTestId ?? consultationId);

const toLabFact = ({ result, consultationId }: Reported, timeZone: string): LabFact => ({
  ...createRecordedResult({ result, consultationId }, timeZone),
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

/** The content of a result, so that one laboratory report that was recorded twice counts once. */
const createResultKey = ({ result: { canonical, comparator, text } }: Reported): string =>
  // A finding and the figure that it was derived from are the same result.
  isFinding(text) ? JSON.stringify(text!.toLowerCase()) : JSON.stringify([canonical?.value ?? null, comparator]);

const listReportedResults = (all: readonly Dated[], betweenVisits: readonly ResultFacts[]): Reported[] => [
  ...all.flatMap(({ consultation }) => consultation.results.map((result) => ({ result, consultationId: consultation.id }))),
  ...betweenVisits.map((result) => ({ result, consultationId: null })),
];

/** The code with the name of the analyte, so that a result has a name in words even where its laboratory sent only the code. */
const findNamedCode = ({ code, analyte }: ResultFacts): ResultFacts['code'] => {
  const name = code?.display ?? (analyte === null ? undefined : findAnalyteById(analyte)?.display);
  return code && name !== undefined ? { ...code, display: name } : code;
};

/** The newest unread result under each code, unless a later result under the same code could be read. */
const listUnreadResults = (all: readonly Dated[], betweenVisits: readonly ResultFacts[], timeZone: string): UnreadResultFact[] => {
  const newest = new Map<string, Reported>();
  for (const item of listReportedResults(all, betweenVisits)) {
    // A preliminary result does not replace an unread one.
    if (item.result.preliminary && item.result.unread === undefined) continue;
    const key = `${item.result.code?.system} ${item.result.code?.code}`;
    const found = newest.get(key);
    const later = found ? new Date(item.result.collectedAt).getTime() - new Date(found.result.collectedAt).getTime() : 1;
    // Of two results of the same instant the unread one is kept, because the other does not explain it.
    if (later > 0 || (later === 0 && item.result.unread !== undefined && found!.result.unread === undefined)) newest.set(key, item);
  }
  return [...newest.values()]
    .filter(({ result }) => result.unread !== undefined)
    .map((reported) => ({
      ...createRecordedResult(reported, timeZone),
      code: findNamedCode(reported.result),
      text: reported.result.text,
      ...reported.result.unread!,
    }));
};

const toAdverseEventFact = ({ id, recordedAt: at, type, text, grade, serious, resolved, onsetAt }: AdverseEventRecord, timeZone: string): AdverseEventFact => ({
  ...createRecorded(at, timeZone, 'adverse-event', id),
  type,
  text,
  grade,
  serious,
  resolved,
  onset: toCalendarDay(new Date(onsetAt), timeZone),
});

/** The newest of several results of one analyte. Results of the same instant are all kept where their contents differ. */
const listNewest = (results: readonly Reported[], instant: (reported: Reported) => string): Reported[] => {
  let newest: Reported[] = [];
  for (const result of results) {
    const [found] = newest;
    if (!found || instant(result) > instant(found)) newest = [result];
    else if (instant(result) === instant(found) && !newest.some((other) => createResultKey(other) === createResultKey(result))) newest.push(result);
  }
  return newest.sort((one, other) => (createResultKey(one) < createResultKey(other) ? -1 : 1));
};

/** The newest final result of each analyte that has a readable value, with newer preliminary results. A result without a readable value replaces nothing. */
const collectLabs = (all: readonly Dated[], betweenVisits: readonly ResultFacts[], timeZone: string): Record<string, LabFact> => {
  const results = listReportedResults(all, betweenVisits);
  const instant = ({ result }: Reported): string => createInstantReader(timeZone)(result.collectedAt).recordedAt;
  const readable = results.filter(({ result }) => isReadable(result));
  return Object.fromEntries(
    [...Map.groupBy(readable, ({ result }) => result.analyte!)]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([analyte, all]) => {
        const final = listNewest(
          all.filter(({ result }) => !result.preliminary),
          instant,
        );
        const preliminary = listNewest(
          all.filter(({ result }) => result.preliminary),
          instant,
        ).filter((reported) => {
          const [newest] = final;
          if (!newest || instant(reported) > instant(newest)) return true;
          return instant(reported) === instant(newest) && !final.some((other) => createResultKey(other) === createResultKey(reported));
        });
        const [first, ...others] = [...final, ...preliminary].map((reported) => toLabFact(reported, timeZone)) as [LabFact, ...LabFact[]];
        return [analyte, others.length > 0 ? { ...first, others } : first];
      }),
  );
};

const fields = ['infection', 'inflammation', 'suspiciousLesion'] as const satisfies readonly TrichoanalysisField[];

/** Visible signs of inflammation and scarring, from any list of the record. */
const listSigns = ({ signs = [], perifollicularSigns = [], scalpCondition = [] }: TrichoanalysisFacts): string[] => [
  ...(signs ?? []),
  ...(perifollicularSigns ?? []),
  ...(scalpCondition ?? []),
];

const listTrichoanalyses = (all: readonly Dated[], timeZone: string): { record: TrichoanalysisFacts; recorded: Recorded }[] =>
  all
    .flatMap(({ consultation }) =>
      consultation.trichoanalyses.map((record) => ({
        record,
        recorded: createRecorded(record.performedAt, timeZone, record.id ? 'trichoanalysis' : 'consultation', record.id ?? consultation.id),
      })),
    )
    .sort((one, other) => other.recorded.recordedAt.localeCompare(one.recorded.recordedAt));

/** The newest value of each region and field of a trichoanalysis. Values of the same instant are all kept where they differ. */
const listTrichoanalysisFacts = (records: readonly { record: TrichoanalysisFacts; recorded: Recorded }[]): TrichoanalysisFact[] => {
  const newest = new Map<string, TrichoanalysisFact[]>();
  const looked = new Set<string>();
  const signs: TrichoanalysisFact[] = [];
  for (const { record, recorded } of records) {
    const seen = listSigns(record);
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

const findBloodPressure = (all: readonly Dated[], timeZone: string): Facts['bloodPressure'] => {
  const [newest] = all
    .flatMap(({ consultation }) => (consultation.bloodPressure ? [{ measured: consultation.bloodPressure, id: consultation.id }] : []))
    .sort((one, other) => new Date(other.measured.measuredAt).getTime() - new Date(one.measured.measuredAt).getTime());
  if (!newest) return null;
  const { measuredAt, systolic, diastolic } = newest.measured;
  return { ...createRecorded(measuredAt, timeZone, 'consultation', newest.id), systolic, diastolic };
};

/** The words of allergies and planned ingredients. */
const listWordsOfSubstances = (allergies: readonly AllergyFact[], ingredients: readonly string[]): string[] => [
  ...allergies.flatMap(({ text, code }) => [text, code?.display]).filter((words) => typeof words === 'string'),
  ...ingredients,
];

/**
 * Derives the facts about a person from all records. Drafts count like signed consultations, and the newest statement wins; only `consultation.signed` needs a
 * signature.
 */
export const collectFacts = (
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
  const all = listDated(consultations, timeZone);
  const trichoanalyses = listTrichoanalyses(all, timeZone);
  const lists = collectLists(all, names);
  const contraception = findNewestAnswer(all, (history) => history.contraception?.status);
  // Facts are stored with each check, so only those of the clinic's names that occur in the words of the patient are included.
  const ownNames = selectOwnNames(listWordsOfSubstances(lists.allergies, ingredients ?? []), names.substances);
  const plannedFor = indications && createPlannedForFacts(indications, lists.conditions, names, timeZone);
  return {
    ...noFacts,
    birthDate: patient.birthDate,
    ...(patient.status === 'deceased' && { deceased: { on: patient.deceasedOn ?? null } }),
    sexAtBirth: patient.sexAtBirth,
    patient: { type: patient.id ? 'patient' : 'request', id: patient.id },
    signedConsultations: all.filter(({ consultation }) => consultation.signed).map(({ recorded }) => recorded),
    trichoanalysesOnFile: trichoanalyses.map(({ recorded }) => recorded),
    screening: collectScreening(all),
    pregnancy: findNewestAnswer(all, (history) => history.pregnancy?.status, {
      on: (history) => history.pregnancy?.assessedOn,
      endsOn: (history) => history.pregnancy?.dueOn,
    }),
    capacityForPregnancy: findNewestAnswer(all, (history) => history.capacityForPregnancy),
    breastfeeding: findNewestAnswer(all, (history) => history.breastfeeding),
    ...(contraception && { contraception }),
    ...lists,
    conditions: [...lists.conditions, ...(plannedFor?.conditions ?? [])],
    bloodPressure: findBloodPressure(all, timeZone),
    labs: collectLabs(all, resultsBetweenVisits, timeZone),
    trichoanalysis: listTrichoanalysisFacts(trichoanalyses),
    ingredients: ingredients === null ? null : [...ingredients],
    unreadResults: listUnreadResults(all, resultsBetweenVisits, timeZone),
    ...(productsWithoutIngredients.length > 0 && { productsWithoutIngredients: [...productsWithoutIngredients] }),
    ...(plannedFor && { indications: plannedFor.indications }),
    ...(adverseEvents.length > 0 && { adverseEvents: adverseEvents.map((event) => toAdverseEventFact(event, timeZone)) }),
    ...(dismissed.length > 0 && { dismissed: [...dismissed] }),
    ...(ownNames.size > 0 && { ownNames: Object.fromEntries(ownNames) }),
  };
};
