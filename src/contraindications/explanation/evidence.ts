import { toCalendarDay } from '../../kernel/day.js';
import { isCodeListSystem, findShippedCode } from '../../terminology/codes/index.js';
import { findCategoryTitle } from '../../terminology/concerns/index.js';
import { findSubstanceById, listSubstancesOfAtc } from '../../terminology/substances/index.js';
import type { Evidence } from '../engine/index.js';
import { describeAnalyte } from './asking.js';
import type { Messages } from '../../messages/index.js';
import { describeDay } from './dates.js';

const describeValue = (value: string | number | undefined, messages: Messages<'checks'>): string =>
  typeof value === 'string' ? messages.say('value', { value }) : value === undefined ? '–' : String(value);

const inPrint: Record<string, string> = { 'mm[Hg]': 'mmHg', '{INR}': '', 'm[IU]/L': 'mIU/L', 'mL/min/{1.73_m2}': 'mL/min/1.73 m²' };

/** Formats a unit for people: `10*3/uL` is ×10³/µL. */
const formatUnit = (unit: string): string =>
  inPrint[unit] ??
  unit
    .replace('10*3', '×10³')
    .replace('10*6', '×10⁶')
    .replace('10*9', '×10⁹')
    .replaceAll(/\bu(?=[A-Za-z])/g, 'µ');

const describeMeasurement = ({ value, unit }: Evidence, messages: Messages<'checks'>): string =>
  [describeValue(value, messages), unit === undefined ? '' : formatUnit(unit)].filter((part) => part !== '').join(' ');

/** The meaning of a code without a display name: its own title, or that of its category or group. */
const findMeaningOfCode = ({ system, code }: { system: string; code: string }): string | null => {
  if (system.startsWith('icd-10')) return findShippedCode('icd-10', code)?.display ?? findCategoryTitle(code);
  if (system === 'atc') return findShippedCode('atc', code)?.display ?? listSubstancesOfAtc(code)[0]?.display ?? null;
  if (system === 'hairline') return findSubstanceById(code)?.display ?? findShippedCode('hairline', code)?.display ?? null;
  return isCodeListSystem(system) ? (findShippedCode(system, code)?.display ?? null) : null;
};

/** Names the fact in words, without its code, because readers of prose do not know codes. */
const describeEvidenceName = ({ text, code, about }: Evidence): string => text ?? code?.display ?? (code ? findMeaningOfCode(code) : null) ?? about ?? '–';

const describeStatement = (evidence: Evidence, messages: Messages<'checks'>): string => {
  const { fact, about = '', value } = evidence;
  switch (fact) {
    case 'condition':
      return messages.say('evidence.condition', { what: describeEvidenceName(evidence), status: String(value ?? 'active') });
    case 'screening':
      return messages.say('evidence.screening', { what: messages.find(`about.${about}`) ?? about, value: describeValue(value, messages) });
    case 'medication':
      return messages.say('evidence.medication', { what: describeEvidenceName(evidence), state: String(value ?? 'in use') });
    case 'lab':
      return messages.say(evidence.preliminary ? 'evidence.lab.preliminary' : 'evidence.lab', {
        what: describeAnalyte(about, messages),
        value: describeMeasurement(evidence, messages),
      });
    case 'blood-pressure':
      return messages.say('evidence.blood-pressure', { value: describeMeasurement(evidence, messages) });
    case 'trichoanalysis': {
      const [region = '', field] = about.split('.');
      if (field === undefined) return messages.say('evidence.trichoanalysis.file');
      const where = messages.find(`region.${region}`) ?? region;
      return messages.say('evidence.trichoanalysis', { region: where, field: messages.say('field', { field }), value: describeValue(value, messages) });
    }
    case 'capacity-for-pregnancy':
      return messages.say('evidence.capacity-for-pregnancy', { value: String(value) });
    case 'procedure':
      return messages.say('evidence.procedure', { what: describeEvidenceName(evidence) });
    case 'allergy':
      return value === undefined
        ? messages.say('evidence.allergy.alone', { what: describeEvidenceName(evidence) })
        : messages.say('evidence.allergy', { what: describeEvidenceName(evidence), value: String(value) });
    case 'adverse-event':
      return messages.say('evidence.adverse-event', { what: evidence.text ?? messages.find(`event.${about}`) ?? about, state: String(value) });
    case 'indication':
      return messages.say('evidence.indication', { what: describeEvidenceName(evidence), detail: about });
    case 'laboratory-result':
      return messages.say('evidence.laboratory-result', { what: describeEvidenceName(evidence) });
    case 'age':
      return messages.say('evidence.age', { value: typeof value === 'number' ? messages.say('evidence.age.years', { years: value }) : (evidence.text ?? '–') });
    case 'birth-date':
      return messages.say('evidence.birth-date', { value: String(value) });
    case 'reviewed':
      return messages.say('evidence.reviewed', { what: messages.say('list', { list: about }) });
    default:
      return (
        messages.find(`evidence.${fact}`, { value: describeValue(value, messages) }) ??
        messages.say('evidence.other', { what: about || fact, value: describeValue(value, messages) })
      );
  }
};

/** Facts that have no day of their own, or already contain it. */
const undated = new Set(['age', 'birth-date', 'sex-at-birth', 'planned-ingredient', 'reviewed']);

/** Formats one fact in words, with its day and its source. */
export const describeEvidence = (evidence: Evidence, timeZone: string, messages: Messages<'checks'>): string => {
  const said = describeStatement(evidence, messages);
  const day = evidence.on ?? (evidence.recordedAt && toCalendarDay(new Date(evidence.recordedAt), timeZone));
  const origin = [
    ...(day !== undefined && !undated.has(evidence.fact) ? [messages.say('on', { day: describeDay(day, messages.language) })] : []),
    ...(evidence.source && !undated.has(evidence.fact) ? [messages.say(`source.${evidence.source.type}`)] : []),
  ].join(', ');
  return origin === '' ? said : messages.say('from', { what: said, origin });
};

/** Formats one fact as a heading: its name, and for a medicine the last day of taking. */
export const describeEvidenceHeading = (evidence: Evidence, messages: Messages<'checks'>): string => {
  if (evidence.fact !== 'medication') return describeStatement(evidence, messages);
  const what = describeEvidenceName(evidence);
  return evidence.on === undefined
    ? messages.say('heading.medication.in-use', { what })
    : messages.say('heading.medication.taken', { what, day: describeDay(evidence.on, messages.language) });
};
