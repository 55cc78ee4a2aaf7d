/** Builds the data that the template of a check document needs. Pure. */
import { buildLetterhead, type ClinicOnPaper } from '../../clinic/index.js';
import { toCalendarDay } from '../../kernel/day.js';
import { treatments } from '../../kernel/treatment.js';
import { getPageTexts, type Letterhead } from '../../platform/documents/index.js';
import type { Explanation, ExplanationSection } from '../explanation/explain.js';
import type { Messages } from '../../messages/index.js';
import { describeDay, describeTime } from '../explanation/dates.js';

interface Row {
  label: string;
  value: string;
  strong?: boolean;
}

export interface CheckDocumentSources {
  check: {
    id: string;
    treatment: (typeof treatments)[number];
    plannedOn: string;
    ingredients: string[] | null;
    ruleset: { version: number };
    evaluatedAt: string;
    overrides: { createdAt: string }[];
  };
  explanation: Explanation;
  patient: { names: { text?: string | null }[]; birthDate?: string | null; medicalRecordNumber: string };
  clinic: ClinicOnPaper & { timeZone: string };
}

export interface CheckDocument {
  language: string;
  title: string;
  subtitle: string;
  date: { year: number; month: number; day: number };
  clinic: Letterhead;
  running: string[];
  words: { page: string; unshown: string };
  watermark: null;
  notice: null;
  closing: string[];
  patient: Row[];
  plan: Row[];
  outcome: { kind: string; label: string; summary: string };
  sections: ExplanationSection[];
}

const listPatientRows = ({ patient }: CheckDocumentSources, messages: Messages<'checks'>): Row[] => {
  const born = patient.birthDate ?? null;
  const full = born !== null && /^\d{4}-\d{2}-\d{2}$/.test(born);
  return [
    { label: messages.say('document.patient'), value: patient.names[0]?.text ?? messages.say('document.not-known'), strong: true },
    { label: messages.say('document.born'), value: born === null ? messages.say('document.not-known') : full ? describeDay(born, messages.language) : born },
    { label: messages.say('document.record-number'), value: patient.medicalRecordNumber },
  ];
};

const listPlanRows = ({ check, clinic }: CheckDocumentSources, messages: Messages<'checks'>): Row[] => [
  { label: messages.say('document.treatment'), value: messages.say(`treatment.${check.treatment}`), strong: true },
  { label: messages.say('document.planned'), value: describeDay(check.plannedOn, messages.language) },
  { label: messages.say('document.ingredients'), value: check.ingredients?.join(', ') ?? messages.say('document.ingredients.unsaid') },
  { label: messages.say('document.checked'), value: describeTime(check.evaluatedAt, clinic.timeZone, messages.language) },
];

/** The instant of the check or of the last decision about it, which the document states as its date. */
const getDocumentDate = ({ check, clinic }: CheckDocumentSources): { year: number; month: number; day: number } => {
  const last = [check.evaluatedAt, ...check.overrides.map((override) => override.createdAt)].sort().at(-1)!;
  const [year, month, day] = toCalendarDay(new Date(last), clinic.timeZone).split('-').map(Number) as [number, number, number];
  return { year, month, day };
};

export const checkDocument = (sources: CheckDocumentSources, messages: Messages<'checks'>): CheckDocument => {
  const { check, explanation, patient, clinic } = sources;
  const { title, subtitle, outcome, outcomeLabel, summary, sections, language } = explanation;
  return {
    language,
    title,
    subtitle,
    date: getDocumentDate(sources),
    clinic: buildLetterhead(clinic, language),
    running: [patient.names[0]?.text ?? '', patient.medicalRecordNumber, subtitle].filter((text) => text !== ''),
    words: getPageTexts(language),
    watermark: null,
    notice: null,
    closing: [messages.say('document.closing'), `${messages.say('document.rules')}: ${messages.say('document.version', { version: check.ruleset.version })}`],
    patient: listPatientRows(sources, messages),
    plan: listPlanRows(sources, messages),
    outcome: { kind: outcome, label: outcomeLabel, summary },
    sections,
  };
};
