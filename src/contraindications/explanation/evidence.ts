import { dayOf } from '../../kernel/day.js';
import { isCodeListSystem, shippedCode } from '../../terminology/codes/index.js';
import { categoryTitle } from '../../terminology/concerns/index.js';
import { substanceById, substancesOfAtc } from '../../terminology/substances/index.js';
import type { Evidence } from '../engine/index.js';
import { analyteInWords } from './asking.js';
import type { Messages } from '../../messages/index.js';
import { dayInWords } from './dates.js';

const valueInWords = (value: string | number | undefined, messages: Messages<'checks'>): string =>
  typeof value === 'string' ? messages.say('value', { value }) : value === undefined ? '–' : String(value);

const inPrint: Record<string, string> = { 'mm[Hg]': 'mmHg', '{INR}': '', 'm[IU]/L': 'mIU/L', 'mL/min/{1.73_m2}': 'mL/min/1.73 m²' };

/** Formats a unit for people: `10*3/uL` is ×10³/µL. */
const unitInPrint = (unit: string): string =>
  inPrint[unit] ??
  unit
    .replace('10*3', '×10³')
    .replace('10*6', '×10⁶')
    .replace('10*9', '×10⁹')
    .replaceAll(/\bu(?=[A-Za-z])/g, 'µ');

const measured = ({ value, unit }: Evidence, messages: Messages<'checks'>): string =>
  [valueInWords(value, messages), unit === undefined ? '' : unitInPrint(unit)].filter((part) => part !== '').join(' ');

/** The meaning of a code without a display name: its own title, or that of its category or group. */
const meaningOf = ({ system, code }: { system: string; code: string }): string | null => {
  if (system.startsWith('icd-10')) return shippedCode('icd-10', code)?.display ?? categoryTitle(code);
  if (system === 'atc') return shippedCode('atc', code)?.display ?? substancesOfAtc(code)[0]?.display ?? null;
  if (system === 'hairline') return substanceById(code)?.display ?? shippedCode('hairline', code)?.display ?? null;
  return isCodeListSystem(system) ? (shippedCode(system, code)?.display ?? null) : null;
};

/** Names the fact in words, without its code, because readers of prose do not know codes. */
const named = ({ text, code, about }: Evidence): string => text ?? code?.display ?? (code ? meaningOf(code) : null) ?? about ?? '–';

const statement = (evidence: Evidence, messages: Messages<'checks'>): string => {
  const { fact, about = '', value } = evidence;
  switch (fact) {
    case 'condition':
      return messages.say('evidence.condition', { what: named(evidence), status: String(value ?? 'active') });
    case 'screening':
      return messages.say('evidence.screening', { what: messages.find(`about.${about}`) ?? about, value: valueInWords(value, messages) });
    case 'medication':
      return messages.say('evidence.medication', { what: named(evidence), state: String(value ?? 'in use') });
    case 'lab':
      return messages.say(evidence.preliminary ? 'evidence.lab.preliminary' : 'evidence.lab', {
        what: analyteInWords(about, messages),
        value: measured(evidence, messages),
      });
    case 'blood-pressure':
      return messages.say('evidence.blood-pressure', { value: measured(evidence, messages) });
    case 'trichoanalysis': {
      const [region = '', field] = about.split('.');
      if (field === undefined) return messages.say('evidence.trichoanalysis.file');
      const where = messages.find(`region.${region}`) ?? region;
      return messages.say('evidence.trichoanalysis', { region: where, field: messages.say('field', { field }), value: valueInWords(value, messages) });
    }
    case 'capacity-for-pregnancy':
      return messages.say('evidence.capacity-for-pregnancy', { value: String(value) });
    case 'procedure':
      return messages.say('evidence.procedure', { what: named(evidence) });
    case 'allergy':
      return value === undefined
        ? messages.say('evidence.allergy.alone', { what: named(evidence) })
        : messages.say('evidence.allergy', { what: named(evidence), value: String(value) });
    case 'adverse-event':
      return messages.say('evidence.adverse-event', { what: evidence.text ?? messages.find(`event.${about}`) ?? about, state: String(value) });
    case 'indication':
      return messages.say('evidence.indication', { what: named(evidence), detail: about });
    case 'laboratory-result':
      return messages.say('evidence.laboratory-result', { what: named(evidence) });
    case 'age':
      return messages.say('evidence.age', { value: typeof value === 'number' ? messages.say('evidence.age.years', { years: value }) : (evidence.text ?? '–') });
    case 'birth-date':
      return messages.say('evidence.birth-date', { value: String(value) });
    case 'reviewed':
      return messages.say('evidence.reviewed', { what: messages.say('list', { list: about }) });
    default:
      return (
        messages.find(`evidence.${fact}`, { value: valueInWords(value, messages) }) ??
        messages.say('evidence.other', { what: about || fact, value: valueInWords(value, messages) })
      );
  }
};

/** Facts that have no day of their own, or already contain it. */
const undated = new Set(['age', 'birth-date', 'sex-at-birth', 'planned-ingredient', 'reviewed']);

/** Formats one fact in words, with its day and its source. */
export const evidenceInWords = (evidence: Evidence, timeZone: string, messages: Messages<'checks'>): string => {
  const said = statement(evidence, messages);
  const day = evidence.on ?? (evidence.recordedAt && dayOf(new Date(evidence.recordedAt), timeZone));
  const origin = [
    ...(day !== undefined && !undated.has(evidence.fact) ? [messages.say('on', { day: dayInWords(day, messages.language) })] : []),
    ...(evidence.source && !undated.has(evidence.fact) ? [messages.say(`source.${evidence.source.type}`)] : []),
  ].join(', ');
  return origin === '' ? said : messages.say('from', { what: said, origin });
};

/** Formats one fact as a heading: its name, and for a medicine the last day of taking. */
export const evidenceAsHeading = (evidence: Evidence, messages: Messages<'checks'>): string => {
  if (evidence.fact !== 'medication') return statement(evidence, messages);
  const what = named(evidence);
  return evidence.on === undefined
    ? messages.say('heading.medication.in-use', { what })
    : messages.say('heading.medication.taken', { what, day: dayInWords(evidence.on, messages.language) });
};
