import type { Facts, IndicationFact, LabFact, MedicationFact, Missing, ProcedureFact, UnreadItem } from '../engine/index.js';
import {
  createMissingPlausibleBirthDate,
  createMissingFullBirthDate,
  createMissingIndicationDetail,
  createMissingFigure,
  createMissingLastTaken,
  describeIndication,
  createMissingPerformedOn,
  getQuestion,
  type IndicationDetail,
} from '../engine/questions.js';
import type { Messages } from '../../messages/index.js';
import { describeDay } from './dates.js';

/** The recorded medicine whose last day is asked for; null where the question is not about one. */
export const findAskedMedicine = (missing: Missing, facts: Facts): MedicationFact | undefined =>
  missing.fact === 'medication.lastTakenOn' ? facts.medications.find((fact) => createMissingLastTaken(fact).ask === missing.ask) : undefined;

/** The recorded operation whose day is asked for; null where the question is not about one. */
export const findAskedOperation = (missing: Missing, facts: Facts): ProcedureFact | undefined =>
  missing.fact === 'procedure.performedOn' ? facts.procedures.find((fact) => createMissingPerformedOn(fact).ask === missing.ask) : undefined;

const indicationDetails: readonly IndicationDetail[] = ['since', 'stableSince', 'therapyTried'];

/** The indication whose detail is asked for. */
const findAskedIndication = (missing: Missing, facts: Facts): { fact: IndicationFact; detail: IndicationDetail } | null => {
  const detail = indicationDetails.find((indicationDetail) => missing.fact === `indication.${indicationDetail}`);
  const fact = detail && facts.indications?.find((indication) => createMissingIndicationDetail(indication, detail).ask === missing.ask);
  return detail && fact ? { fact, detail } : null;
};

const findInexactLab = (missing: Missing, facts: Facts): LabFact | undefined => {
  const lab = missing.reason === 'unclear' ? facts.labs[missing.fact.replace(/^lab\./, '')] : undefined;
  return lab && createMissingFigure(lab).ask === missing.ask ? lab : undefined;
};

export const describeAnalyte = (analyte: string, messages: Messages<'checks'>): string => messages.find(`analyte.${analyte}`) ?? analyte;

/** The question about one fact, without a detail of a recorded item; null for a fact that the catalogue of messages does not know. */
const findPlainQuestion = (fact: string, messages: Messages<'checks'>): string | null =>
  fact.startsWith('lab.') ? messages.say('question.lab', { analyte: describeAnalyte(fact.slice('lab.'.length), messages) }) : messages.find(`question.${fact}`);

/** The question that names the recorded item: the medicine, the operation or the result; null where the question is not about one. */
const findQuestionAboutRecorded = (missing: Missing, facts: Facts, messages: Messages<'checks'>): string | null => {
  const medicine = findAskedMedicine(missing, facts);
  if (medicine) return messages.say('question.medication.lastTakenOn', { name: medicine.name });
  const operation = findAskedOperation(missing, facts);
  if (operation) return messages.say('question.procedure.performedOn', { name: operation.text ?? operation.kind ?? '–' });
  const indication = findAskedIndication(missing, facts);
  if (indication) return messages.say(`question.indication.${indication.detail}`, { name: describeIndication(indication.fact) });
  const lab = findInexactLab(missing, facts);
  if (lab) {
    const known = lab.value === null ? (lab.text ?? '') : `${lab.comparator ?? ''}${lab.value} ${lab.unit ?? ''}`.trim();
    return messages.say('question.lab.exact', { analyte: describeAnalyte(lab.analyte, messages), known });
  }
  if (missing.fact === 'birthDate' && facts.birthDate !== null && createMissingFullBirthDate(facts.birthDate).ask === missing.ask)
    return messages.say('question.birthDate.full', { known: facts.birthDate });
  if (missing.fact === 'birthDate' && facts.birthDate !== null && createMissingPlausibleBirthDate(facts.birthDate).ask === missing.ask)
    return messages.say('question.birthDate.implausible', { known: facts.birthDate });
  if (missing.fact === 'blood-pressure') return messages.say('question.blood-pressure.now');
  return null;
};

const details = new Set(['medication.lastTakenOn', 'procedure.performedOn']);

/** Whether a need is asked in the words of the engine, and not in those of a rule. */
const isUsual = ({ fact, alternatives, ask }: Missing): boolean => ask === [fact, ...alternatives].map((need) => getQuestion(need).ask).join(' Or: ');

/**
 * Formats the question in a language. Questions about alternative facts are joined by "or". A question that the catalogue of messages does not know is asked in
 * the words of the rule.
 */
export const describeQuestion = (missing: Missing, facts: Facts, messages: Messages<'checks'>): string => {
  const recorded = findQuestionAboutRecorded(missing, facts, messages);
  if (recorded !== null) return recorded;
  if (missing.fact === 'ingredients') return messages.say('question.ingredients');
  if (details.has(missing.fact) || !isUsual(missing)) return missing.ask;
  const questions = [missing.fact, ...missing.alternatives].map((fact) => findPlainQuestion(fact, messages));
  if (questions.some((question) => question === null)) return missing.ask;
  return (questions as string[]).reduce((first, second) => messages.say('question.or', { first, second }));
};

/** Formats an unread item: its words, why it could not be read, and suggestions. */
export const describeUnread = ({ about, reason, words: unexplained, alternatives }: UnreadItem, messages: Messages<'checks'>): string => {
  const why = messages.say(`unread.${reason}`, { words: unexplained.map((word) => `“${word}”`).join(', ') });
  // Several codes may mean one substance: lidocaine has one for each use.
  const names = [...new Set(alternatives.map(({ display }) => display))];
  const perhaps = names.length === 0 ? [] : [messages.say('unread.alternatives', { names: names.join(', ') })];
  return messages.say('unread.ask', { about, why: [why, ...perhaps].join(' ') });
};

/** Formats the question, with the reason for asking again where there is an older answer. */
export const describeMissing = (missing: Missing, facts: Facts, messages: Messages<'checks'>): string => {
  const ask = describeQuestion(missing, facts, messages);
  const { reason, answeredOn } = missing;
  return messages.say(`missing.${reason}`, { ask, day: answeredOn === null ? '' : describeDay(answeredOn, messages.language) });
};
