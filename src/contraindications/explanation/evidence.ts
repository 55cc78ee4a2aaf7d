import { dayOf } from '../../kernel/day.js';
import { isCodeListSystem, shippedCode } from '../../terminology/codes/index.js';
import { categoryTitle } from '../../terminology/concerns/index.js';
import { substanceById, substancesOfAtc } from '../../terminology/substances/index.js';
import type { Evidence } from '../engine/index.js';
import { analyteInWords } from './asking.js';
import type { Words } from './words.js';

const valueInWords = (value: string | number | undefined, words: Words): string =>
  typeof value === 'string' ? words.say('value', { value }) : value === undefined ? '–' : String(value);

const inPrint: Record<string, string> = { 'mm[Hg]': 'mmHg', '{INR}': '', 'm[IU]/L': 'mIU/L', 'mL/min/{1.73_m2}': 'mL/min/1.73 m²' };

/** Units as people read them: `10*3/uL` is ×10³/µL. */
const unitInPrint = (unit: string): string =>
  inPrint[unit] ??
  unit
    .replace('10*3', '×10³')
    .replace('10*6', '×10⁶')
    .replace('10*9', '×10⁹')
    .replaceAll(/\bu(?=[A-Za-z])/g, 'µ');

const measured = ({ value, unit }: Evidence, words: Words): string =>
  [valueInWords(value, words), unit === undefined ? '' : unitInPrint(unit)].filter((part) => part !== '').join(' ');

/** What a code means, when nobody wrote it beside the code: its own title, else that of its category or group. */
const meaningOf = ({ system, code }: { system: string; code: string }): string | null => {
  if (system.startsWith('icd-10')) return shippedCode('icd-10', code)?.display ?? categoryTitle(code);
  if (system === 'atc') return shippedCode('atc', code)?.display ?? substancesOfAtc(code)[0]?.display ?? null;
  if (system === 'hairline') return substanceById(code)?.display ?? shippedCode('hairline', code)?.display ?? null;
  return isCodeListSystem(system) ? (shippedCode(system, code)?.display ?? null) : null;
};

/** In words alone: a code says nothing to a reader of prose. */
const named = ({ text, code, about }: Evidence): string => text ?? code?.display ?? (code ? meaningOf(code) : null) ?? about ?? '–';

const statement = (evidence: Evidence, words: Words): string => {
  const { fact, about = '', value } = evidence;
  switch (fact) {
    case 'condition':
      return words.say('evidence.condition', { what: named(evidence), status: String(value ?? 'active') });
    case 'screening':
      return words.say('evidence.screening', { what: words.find(`about.${about}`) ?? about, value: valueInWords(value, words) });
    case 'medication':
      return words.say('evidence.medication', { what: named(evidence), state: String(value ?? 'in use') });
    case 'lab':
      return words.say(evidence.preliminary ? 'evidence.lab.preliminary' : 'evidence.lab', {
        what: analyteInWords(about, words),
        value: measured(evidence, words),
      });
    case 'blood-pressure':
      return words.say('evidence.blood-pressure', { value: measured(evidence, words) });
    case 'trichoanalysis': {
      const [region = '', field] = about.split('.');
      if (field === undefined) return words.say('evidence.trichoanalysis.file');
      const where = words.find(`region.${region}`) ?? region;
      return words.say('evidence.trichoanalysis', { region: where, field: words.say('field', { field }), value: valueInWords(value, words) });
    }
    case 'capacity-for-pregnancy':
      return words.say('evidence.capacity-for-pregnancy', { value: String(value) });
    case 'procedure':
      return words.say('evidence.procedure', { what: named(evidence) });
    case 'allergy':
      return value === undefined
        ? words.say('evidence.allergy.alone', { what: named(evidence) })
        : words.say('evidence.allergy', { what: named(evidence), value: String(value) });
    case 'adverse-event':
      return words.say('evidence.adverse-event', { what: evidence.text ?? words.find(`event.${about}`) ?? about, state: String(value) });
    case 'indication':
      return words.say('evidence.indication', { what: named(evidence), detail: about });
    case 'laboratory-result':
      return words.say('evidence.laboratory-result', { what: named(evidence) });
    case 'age':
      return words.say('evidence.age', { value: typeof value === 'number' ? words.say('evidence.age.years', { years: value }) : (evidence.text ?? '–') });
    case 'birth-date':
      return words.say('evidence.birth-date', { value: String(value) });
    case 'reviewed':
      return words.say('evidence.reviewed', { what: words.say('list', { list: about }) });
    default:
      return (
        words.find(`evidence.${fact}`, { value: valueInWords(value, words) }) ??
        words.say('evidence.other', { what: about || fact, value: valueInWords(value, words) })
      );
  }
};

/** Facts that have no day of their own, or say it already. */
const undated = new Set(['age', 'birth-date', 'sex-at-birth', 'planned-ingredient', 'reviewed']);

/** One fact in words, with its day and where it was written down. */
export const evidenceInWords = (evidence: Evidence, timeZone: string, words: Words): string => {
  const said = statement(evidence, words);
  const day = evidence.on ?? (evidence.recordedAt && dayOf(new Date(evidence.recordedAt), timeZone));
  const origin = [
    ...(day !== undefined && !undated.has(evidence.fact) ? [words.say('on', { day: words.day(day) })] : []),
    ...(evidence.source && !undated.has(evidence.fact) ? [words.say(`source.${evidence.source.type}`)] : []),
  ].join(', ');
  return origin === '' ? said : words.say('from', { what: said, origin });
};

/** One fact as the heading of what follows from it: what it is, and of a medicine until when. */
export const evidenceAsHeading = (evidence: Evidence, words: Words): string => {
  if (evidence.fact !== 'medication') return statement(evidence, words);
  const what = named(evidence);
  return evidence.on === undefined
    ? words.say('heading.medication.in-use', { what })
    : words.say('heading.medication.taken', { what, day: words.day(evidence.on) });
};
