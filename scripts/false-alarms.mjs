/**
 * npm run false-alarms [-- file ...]: how many lines, as people type them, nothing reads: of the brands that are shipped, of the two
 * hundred ordinary patients of `test/cases/ordinary-patients.ts`, and of each file named, one medicine a line. Lines that say that there
 * is nothing do not count. With --show it prints the
 * lines that stay unread. Ends with 1 when more stay unread than may: no brand, one in twenty of the patients' lines, half of a file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readSubstances } from '../src/terminology/substances/index.js';
import { brands } from '../src/terminology/substances/brands/index.js';
import { readCondition } from '../src/terminology/conditions/index.js';
import { readProcedure } from '../src/terminology/procedures/index.js';
import { ordinaryPatients } from '../test/cases/ordinary-patients.ts';

const words = process.argv.slice(2);
const show = words.includes('--show');
const files = words.filter((word) => !word.startsWith('--'));

/** The words of a line that nothing explains; the whole line where nothing of it is known; null for a line that says that there is nothing. */
const unexplainedBy = (read) => (line) => {
  const reading = read(line);
  const left = [...reading.unexplained, ...(reading.unspecified ?? [])];
  if (left.length > 0) return left;
  if (reading.nothing) return null;
  const empty = reading.found.length === 0 && (reading.reasons ?? []).length === 0;
  return empty ? [line] : [];
};
const ofMedicine = unexplainedBy(readSubstances);
const ofCondition = unexplainedBy(readCondition);
const ofProcedure = unexplainedBy(readProcedure);

const linesOf = (member) => ordinaryPatients.flatMap((patient) => patient[member]);
const groups = [
  { name: 'brands that are shipped', lines: brands.map(([name]) => name), left: ofMedicine, most: 0 },
  { name: 'ordinary patients: medicines', lines: linesOf('medicines'), left: ofMedicine, of: 'patients' },
  { name: 'ordinary patients: conditions', lines: linesOf('conditions'), left: ofCondition, of: 'patients' },
  { name: 'ordinary patients: allergies', lines: linesOf('allergies'), left: ofMedicine, of: 'patients' },
  { name: 'ordinary patients: procedures', lines: linesOf('procedures'), left: ofProcedure, of: 'patients' },
  ...files.map((file) => {
    if (!existsSync(file)) {
      console.error(`There is no file ${file}.`);
      process.exit(2);
    }
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return { name: basename(file), lines, left: ofMedicine, most: 0.5 };
  }),
];

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const row = (name, lines, unread, most) =>
  console.log(
    `${name.padEnd(32)}${String(lines).padStart(8)}${String(unread).padStart(8)}${percent(unread, lines).padStart(9)}${(most === undefined ? '' : `${most * 100} %`).padStart(9)}`,
  );

let tooMany = false;
const patients = { lines: 0, unread: 0 };
const shown = [];
console.log(
  `${''.padEnd(32)}${['lines', 'unread'].map((title) => title.padStart(8)).join('')}${['share', 'at most'].map((title) => title.padStart(9)).join('')}`,
);
for (const { name, lines, left, most, of } of groups) {
  // "None" and "nil" are read by everybody: they would make the share look small.
  const telling = lines.map((line) => ({ line, words: left(line) })).filter(({ words: unexplained }) => unexplained !== null);
  const unread = telling.filter(({ words: unexplained }) => unexplained.length > 0);
  row(name, telling.length, unread.length, most);
  if (most !== undefined && unread.length > most * telling.length) tooMany = true;
  if (of === 'patients') {
    patients.lines += telling.length;
    patients.unread += unread.length;
  }
  shown.push(...unread.map((one) => `${name} | ${one.line} | ${one.words.join(', ')}`));
}
const MOST_OF_PATIENTS = 0.05;
row('ordinary patients: all lines', patients.lines, patients.unread, MOST_OF_PATIENTS);
if (patients.unread > MOST_OF_PATIENTS * patients.lines) tooMany = true;
if (show) console.log(`\n${shown.join('\n')}`);
process.exit(tooMany ? 1 : 0);
