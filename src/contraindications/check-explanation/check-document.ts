/** A check as a page: what the template sets. Pure. */
import { letterheadOf, type ClinicOnPaper } from '../../clinic/index.js';
import { dayOf } from '../../kernel/day.js';
import { treatments } from '../../kernel/treatment.js';
import type { Letterhead } from '../../platform/documents/index.js';
import type { Explanation, ExplanationSection } from '../explanation/explain.js';
import type { Words } from '../explanation/words.js';

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

const patientRows = ({ patient }: CheckDocumentSources, words: Words): Row[] => {
  const born = patient.birthDate ?? null;
  const full = born !== null && /^\d{4}-\d{2}-\d{2}$/.test(born);
  return [
    { label: words.say('document.patient'), value: patient.names[0]?.text ?? words.say('document.not-known'), strong: true },
    { label: words.say('document.born'), value: born === null ? words.say('document.not-known') : full ? words.day(born) : born },
    { label: words.say('document.record-number'), value: patient.medicalRecordNumber },
  ];
};

const planRows = ({ check, clinic }: CheckDocumentSources, words: Words): Row[] => [
  { label: words.say('document.treatment'), value: words.say(`treatment.${check.treatment}`), strong: true },
  { label: words.say('document.planned'), value: words.day(check.plannedOn) },
  { label: words.say('document.ingredients'), value: check.ingredients?.join(', ') ?? words.say('document.ingredients.unsaid') },
  { label: words.say('document.checked'), value: words.time(check.evaluatedAt, clinic.timeZone) },
];

/** The check, or the last thing that was decided about it: what the document is as of. */
const asOf = ({ check, clinic }: CheckDocumentSources): { year: number; month: number; day: number } => {
  const last = [check.evaluatedAt, ...check.overrides.map((override) => override.createdAt)].sort().at(-1)!;
  const [year, month, day] = dayOf(new Date(last), clinic.timeZone).split('-').map(Number) as [number, number, number];
  return { year, month, day };
};

export const checkDocument = (sources: CheckDocumentSources, words: Words): CheckDocument => {
  const { check, explanation, patient, clinic } = sources;
  const { title, subtitle, outcome, outcomeLabel, summary, sections, language } = explanation;
  return {
    language,
    title,
    subtitle,
    date: asOf(sources),
    clinic: letterheadOf(clinic, language),
    running: [patient.names[0]?.text ?? '', patient.medicalRecordNumber, subtitle].filter((text) => text !== ''),
    // The template puts the numbers in.
    words: { page: words.say('document.page', { page: '{page}', pages: '{pages}' }), unshown: words.say('document.unshown') },
    watermark: null,
    notice: null,
    closing: [words.say('document.closing'), `${words.say('document.rules')}: ${words.say('document.version', { version: check.ruleset.version })}`],
    patient: patientRows(sources, words),
    plan: planRows(sources, words),
    outcome: { kind: outcome, label: outcomeLabel, summary },
    sections,
  };
};
