import type { Evaluation } from './measure.js';

const table = (rows: readonly (readonly (string | number)[])[]): string => {
  const cells = rows.map((row) => row.map(String));
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n');
};

const figure = (value: number): string => value.toFixed(4);

/** The evaluation for people to read. */
export const describeEvaluation = (evaluation: Evaluation): string => {
  const { people, seed, records, pairs, compared, candidates, atDefault, byThreshold, byCorruption, byHardCase } = evaluation;
  return [
    `${people} people in ${records} records (seed ${seed}); ${pairs} pairs are one person, ${compared} of them are compared; ${candidates} candidates a registration.`,
    `At the default threshold ${atDefault.threshold}: precision ${figure(atDefault.precision)}, recall ${figure(atDefault.recall)}, F1 ${figure(atDefault.f1)}.`,
    table([
      ['threshold', 'precision', 'recall', 'F1', 'found', 'wrong'],
      ...byThreshold.map((item) => [item.threshold, figure(item.precision), figure(item.recall), figure(item.f1), item.found, item.wrong]),
    ]),
    table([
      ['registered again with', 'pairs', 'compared', 'found', 'recall'],
      ...byCorruption.map((item) => [item.corruption, item.pairs, item.compared, item.found, figure(item.recall)]),
    ]),
    table([['two people alike as', 'pairs', 'taken for one'], ...byHardCase.map((item) => [item.hardCase, item.pairs, item.wrong])]),
  ].join('\n\n');
};
