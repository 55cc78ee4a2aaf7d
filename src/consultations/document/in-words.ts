/** Prints parts of a consultation in words of a language, for other documents. */
import { getMessages } from '../../messages/index.js';
import type { DocumentLanguage } from '../../platform/documents/index.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { buildCodedEntry } from './history-view.js';
import type { Calendar } from './print.js';
import { buildTrichoanalysisView } from './trichoanalysis-view.js';

type Look = Pick<TrichoanalysisRecord, 'region' | 'performedAt' | 'findings'>;

/** Flags are computed from this version of the derivation rules on. */
const DERIVATION = 2;

/** Prints region and device, then each value and finding as a row. */
export const describeTrichoanalysis = (
  look: Look,
  language: DocumentLanguage,
  calendar: Calendar,
): { title: string; rows: { label: string; value: string }[] } => {
  const { title, details, warning, measures, stacks, findings } = buildTrichoanalysisView(
    { ...look, derivation: DERIVATION } as TrichoanalysisRecord,
    getMessages('consultation-document', language),
    calendar,
  );
  return {
    title: [title, ...details].join(', '),
    rows: [
      ...(warning ? [warning] : []),
      ...measures.map(({ label, value, note }) => ({ label, value: note === null ? value : `${value} (${note})` })),
      ...stacks.map((stack) => ({ label: stack.title, value: stack.parts.map(({ label, value }) => `${label} ${value}`).join(', ') })),
      ...findings.map(({ label, value }) => ({ label, value })),
    ],
  };
};

/** Prints the meaning of a condition's or procedure's code, followed by the code. */
export const describeCode = (code: { system: string; code: string; display?: string }, language: DocumentLanguage): string => {
  const { text, details } = buildCodedEntry({ code }, [], getMessages('consultation-document', language));
  return details.length > 0 ? `${text} (${details.join(', ')})` : text;
};
