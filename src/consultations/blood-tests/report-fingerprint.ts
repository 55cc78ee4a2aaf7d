/** By what a laboratory's report is recognised when it comes a second time, on paper with the patient and by wire from the laboratory. */
import { createHash } from 'node:crypto';
import type { BloodTestRecord } from '../domain/consultation-record.js';

const MINUTE = 16;

const plain = (text: string | null): string => (text ?? '').normalize('NFKC').trim().toLowerCase();

/** What the report says, whatever the order of its lines and the unit in which a figure of the panel was copied. */
const resultLine = ({ code, analyte, comparator, value, unit, text, canonical, finding }: BloodTestRecord['results'][number]): string =>
  [analyte ?? code.code, comparator ?? '', canonical?.value ?? value ?? finding ?? plain(text), canonical?.unit ?? unit ?? ''].join(' ');

/** Its number where the laboratory gave it one; else the minute of the sample and every result. */
export const reportFingerprint = ({
  laboratory,
  reportNumber,
  collectedAt,
  results,
}: Pick<BloodTestRecord, 'laboratory' | 'reportNumber' | 'collectedAt' | 'results'>): string => {
  const identity =
    reportNumber !== null ? ['number', plain(laboratory), plain(reportNumber)] : ['results', collectedAt.slice(0, MINUTE), ...results.map(resultLine).sort()];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
};
