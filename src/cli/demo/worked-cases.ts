import { addDays, toCalendarDay, type Day } from '../../kernel/day.js';
import { data as written } from './worked-cases.data.js';

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
type JsonObject = { [member: string]: Json };

interface Expected {
  outcome: string;
  findings: Record<string, string>;
  reconsiderOn?: Record<string, string>;
  earliestClearOn?: string;
  contradiction?: string;
  overrideRefused?: string;
  overrideAccepted?: string;
  effectiveOutcomeAfter?: string;
}

interface Change {
  labs?: LabResult[];
  addConditions?: JsonObject[];
  trichoanalysis?: JsonObject;
  patient?: JsonObject;
  sign?: boolean;
  bloodTestsCollectedAt?: string;
  [history: string]: unknown;
}

interface LabResult {
  code: { system: string; code: string };
  value: number;
  unit: string;
}

interface WorkedCases {
  baseline: { patient: JsonObject; consultation: JsonObject & { sign: boolean } };
  cases: { id: string; title: string; change: Change; checks: { treatment: string; plannedOn: string; ingredients?: string[]; expect: Expected }[] }[];
}

/** One person of the worked cases, as of the day of the run. */
export interface WorkedCase {
  id: string;
  title: string;
  patient: JsonObject;
  consultation: JsonObject;
  sign: boolean;
  checks: { treatment: string; plannedOn: Day; ingredients?: string[]; expect: Expected }[];
}

const data = written as unknown as WorkedCases;

const day = 86_400_000;

/** Replaces `D+2`, `T-8` and `Y-35` by days and instants. */
const createPlaceholderFiller = (now: Date, timeZone: string) => {
  const today = toCalendarDay(now, timeZone);
  const text = (value: string): string => {
    const [, letter, offset = '0'] = /^([DTY])([+-]\d+)?$/.exec(value) ?? [];
    if (letter === 'D') return addDays(today, Number(offset));
    if (letter === 'T') return new Date(now.getTime() + Number(offset) * day).toISOString();
    if (letter === 'Y') {
      const birthday = addDays(today, -60);
      return `${Number(birthday.slice(0, 4)) + Number(offset)}${birthday.slice(4) === '-02-29' ? '-02-28' : birthday.slice(4)}`;
    }
    return value;
  };
  const replace = (value: unknown): Json => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, replace(one)]));
    return value as Json;
  };
  return replace;
};

/** Whether two codes belong to one analyte: the IFCC code of haemoglobin A1c replaces the NGSP code. */
const isSameAnalyte = (one: string, other: string): boolean => one === other || [one, other].sort().join() === '4548-4,59261-8';

const applyChange = (change: Change): { patient: JsonObject; consultation: JsonObject; sign: boolean } => {
  const { patient, consultation } = structuredClone(data.baseline);
  const { sign: baselineSign, ...record } = consultation;
  const history = record.medicalHistory as JsonObject;
  const bloodTest = (record.bloodTests as JsonObject[])[0]!;
  const { labs, addConditions, trichoanalysis, patient: person, sign, bloodTestsCollectedAt, screening, ...lists } = change;
  if (labs) {
    const kept = (bloodTest.results as unknown as LabResult[]).filter((result) => !labs.some((lab) => isSameAnalyte(lab.code.code, result.code.code)));
    bloodTest.results = [...kept, ...labs] as unknown as Json;
  }
  if (addConditions) (history.conditions as Json[]).push(...addConditions);
  if (screening) Object.assign(history.screening as JsonObject, screening);
  if (bloodTestsCollectedAt) bloodTest.collectedAt = bloodTestsCollectedAt;
  if (trichoanalysis) Object.assign((record.trichoanalyses as JsonObject[])[0]!, trichoanalysis);
  for (const [member, value] of Object.entries(lists)) {
    if (value === null) delete history[member];
    else history[member] = value as Json;
  }
  return { patient: { ...patient, ...person }, consultation: record, sign: sign ?? baselineSign };
};

/** Makes the twenty worked cases, with dates relative to an instant and a clinic's time zone. */
export const listWorkedCases = (now: Date, timeZone: string): WorkedCase[] => {
  const at = createPlaceholderFiller(now, timeZone);
  return data.cases.map(({ id, title, change, checks }) => {
    const { patient, consultation, sign } = applyChange(change);
    return {
      id,
      title,
      sign,
      patient: at(patient) as JsonObject,
      consultation: at(consultation) as JsonObject,
      checks: at(checks) as unknown as WorkedCase['checks'],
    };
  });
};
