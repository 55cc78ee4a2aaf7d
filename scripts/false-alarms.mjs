/**
 * npm run false-alarms [-- file ...]: how many lines, as people type them, nothing reads: of the brands that are shipped, of the two
 * hundred ordinary patients of `test/cases/ordinary-patients.ts`, and of each file named, one medicine a line. With --show it prints the
 * lines that stay unread. Ends with 1 when more stay unread than may: no brand, one in twenty of the patients' lines, half of a file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { countBrands, countMedicines, countPatients, MOST_OF_A_FILE, MOST_OF_PATIENTS, together } from '../test/cases/false-alarms.ts';

const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith('--'));
const missing = files.find((file) => !existsSync(file));
if (missing !== undefined) {
  console.error(`There is no file ${missing}.`);
  process.exit(2);
}

const linesOfFile = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const patients = countPatients();
const counts = [
  { ...countBrands(), most: 0 },
  ...patients,
  { ...together('ordinary patients: all lines', patients), most: MOST_OF_PATIENTS },
  ...files.map((file) => ({ ...countMedicines(basename(file), linesOfFile(file)), most: MOST_OF_A_FILE })),
];

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const print = (name, ...cells) => console.log(name.padEnd(32) + cells.map((cell) => String(cell).padStart(9)).join(''));
print('', 'lines', 'unread', 'share', 'at most');
for (const { name, lines, unread, most } of counts)
  print(name, lines, unread.length, percent(unread.length, lines), most === undefined ? '' : percent(most, 1));

if (words.includes('--show')) {
  const shown = counts.filter(({ name }) => name !== 'ordinary patients: all lines');
  for (const { name, unread } of shown) for (const one of unread) console.log(`${name} | ${one.line} | ${one.words.join(', ')}`);
}
process.exitCode = counts.some(({ lines, unread, most }) => most !== undefined && unread.length > most * lines) ? 1 : 0;
