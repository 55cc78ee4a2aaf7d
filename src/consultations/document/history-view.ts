import { screeningQuestions, type ReviewedList } from '../domain/medical-history/screening.js';
import type { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from '../../record/index.js';
import type { FamilyHistoryInput, MedicalHistoryInput } from '../medical-history/medical-history.dto.js';
import { codeInPrint, meaningOf } from './codes.js';
import type { Calendar } from './print.js';
import type { DocumentMessages, Entry, EntryList, Fact, HistoryView, ScreeningView } from './view.js';

interface Coded {
  code?: { system: string; code: string; display?: string };
  text?: string | null;
  name?: string | null;
}

const present = (details: (string | null | undefined | false)[]): string[] =>
  details.filter((detail): detail is string => typeof detail === 'string' && detail !== '');

/** Prints an entry by its text, else by the meaning of its code, else by the code. A code that is not the heading is the first detail. */
export const codedEntry = (coded: Coded, details: (string | null | undefined | false)[], messages: DocumentMessages): Entry => {
  const { code } = coded;
  const printed = code ? codeInPrint(code, messages.language) : '';
  const meaning = code ? meaningOf(code, messages.language) : null;
  const text = coded.text ?? coded.name ?? meaning ?? printed;
  const detail = code?.system === 'hairline' || text === printed ? null : printed;
  return { text, details: present([meaning !== text && meaning, detail, ...details]) };
};

export const conditionEntry = (condition: ConditionInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  codedEntry(
    condition,
    [
      condition.clinicalStatus && messages.term('clinicalStatus', condition.clinicalStatus),
      condition.verificationStatus && messages.term('verificationStatus', condition.verificationStatus),
      condition.onset && messages.say('history.since', { date: calendar.date(condition.onset) }),
      condition.note,
    ],
    messages,
  );

const medicationEntry = (medication: MedicationInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  codedEntry(
    medication,
    [
      messages.term('medicationStatus', medication.status ?? 'active'),
      medication.startedOn && messages.say('history.since', { date: calendar.date(medication.startedOn) }),
      medication.lastTakenOn && messages.say('history.lastTaken', { date: calendar.date(medication.lastTakenOn) }),
      medication.note,
    ],
    messages,
  );

const allergyEntry = (allergy: AllergyInput, messages: DocumentMessages): Entry =>
  codedEntry(
    allergy.substance,
    [
      allergy.reaction,
      allergy.criticality && messages.term('criticality', allergy.criticality),
      allergy.clinicalStatus && allergy.clinicalStatus !== 'active' && messages.term('clinicalStatus', allergy.clinicalStatus),
      allergy.verificationStatus && messages.term('verificationStatus', allergy.verificationStatus),
    ],
    messages,
  );

const procedureEntry = (procedure: ProcedureInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  codedEntry(procedure, [procedure.performedOn && calendar.date(procedure.performedOn)], messages);

const relativeEntry = (familyHistory: FamilyHistoryInput, messages: DocumentMessages): Entry => {
  if (!familyHistory.code && !familyHistory.text) return { text: familyHistory.relative, details: [] };
  const { text, details } = codedEntry(familyHistory, [], messages);
  return { text: messages.say('history.relative', { relative: familyHistory.relative, condition: text }), details };
};

/** Whether an entry was not entered in error. */
const stands = (entry: { verificationStatus?: string; status?: string }): boolean =>
  entry.verificationStatus !== 'entered-in-error' && entry.status !== 'entered-in-error';

/** Prints a list. An empty list is printed as "none" only where the list was reviewed with the patient, or where the absence was stated. */
const listView = (name: ReviewedList, entries: Entry[], history: MedicalHistoryInput, messages: DocumentMessages): EntryList => {
  const reviewed = history.reviewed?.includes(name) === true;
  const { noKnownAllergies: stated } = history;
  if (name === 'allergies' && stated && entries.length === 0) {
    const said = messages.say('state.noKnownAllergies');
    return { label: messages.say(`lists.${name}`), entries, state: stated.text ? `${said} (${stated.text})` : said };
  }
  const state = entries.length > 0 ? (reviewed ? null : messages.say('state.partly')) : reviewed ? messages.say('state.none') : messages.say('state.notAsked');
  return { label: messages.say(`lists.${name}`), entries, state };
};

/** Prints the screening answers: first yes, then unknown, then no. A question without an answer is unknown. */
const screeningView = (history: MedicalHistoryInput, messages: DocumentMessages): ScreeningView => {
  const answered = (history.screening ?? {}) as Record<string, string | undefined>;
  const questions = [...new Set([...screeningQuestions, ...Object.keys(answered)])];
  const groups = (['yes', 'unknown', 'no'] as const).map((kind) => ({
    kind,
    label: messages.say(`screeningAnswers.${kind}`),
    items: questions.filter((question) => (answered[question] ?? 'unknown') === kind).map((question) => messages.term('screening', question)),
  }));
  return { label: messages.say('history.screening'), groups: groups.filter(({ items }) => items.length > 0) };
};

const joined = (...parts: (string | null | undefined | false)[]): string => present(parts).join(', ');

const contraceptionInWords = ({ status, method, text }: NonNullable<MedicalHistoryInput['contraception']>, messages: DocumentMessages): string =>
  joined(messages.term('answer', status), method && messages.term('contraception', method), text);

const pregnancyFacts = (history: MedicalHistoryInput, sexAtBirth: string, messages: DocumentMessages, calendar: Calendar): Fact[] => {
  const { pregnancy, breastfeeding, capacityForPregnancy, contraception } = history;
  if (sexAtBirth === 'male' && !pregnancy && !breastfeeding && !contraception) return [];
  const status = pregnancy
    ? joined(
        messages.term('answer', pregnancy.status),
        pregnancy.assessedOn && messages.say('history.assessed', { date: calendar.date(pregnancy.assessedOn) }),
        pregnancy.dueOn && messages.say('history.due', { date: calendar.date(pregnancy.dueOn) }),
      )
    : messages.say('state.notAsked');
  return [
    { label: messages.say('history.pregnancy'), value: status },
    { label: messages.say('history.breastfeeding'), value: breastfeeding ? messages.term('answer', breastfeeding) : messages.say('state.notAsked') },
    ...(capacityForPregnancy ? [{ label: messages.say('history.capacityForPregnancy'), value: messages.term('answer', capacityForPregnancy) }] : []),
    ...(contraception ? [{ label: messages.say('history.contraception'), value: contraceptionInWords(contraception, messages) }] : []),
  ];
};

const habitFacts = ({ habits }: MedicalHistoryInput, messages: DocumentMessages): Fact[] => [
  { label: messages.say('history.smoking'), value: habits?.smoking ? messages.term('smoking', habits.smoking) : messages.say('state.notAsked') },
  { label: messages.say('history.alcohol'), value: habits?.alcohol ? messages.term('alcohol', habits.alcohol) : messages.say('state.notAsked') },
  ...(habits?.hairCare ? [{ label: messages.say('history.hairCare'), value: habits.hairCare }] : []),
];

export const historyView = (history: MedicalHistoryInput | null, sexAtBirth: string, messages: DocumentMessages, calendar: Calendar): HistoryView => {
  if (!history) return { notTaken: messages.say('state.notTaken'), lists: [], screening: null, facts: [] };
  const relatives = (history.familyHistory ?? []).map((familyHistory) => relativeEntry(familyHistory, messages));
  return {
    notTaken: null,
    lists: [
      listView(
        'conditions',
        (history.conditions ?? []).filter(stands).map((condition) => conditionEntry(condition, messages, calendar)),
        history,
        messages,
      ),
      listView(
        'medications',
        (history.medications ?? []).filter(stands).map((medication) => medicationEntry(medication, messages, calendar)),
        history,
        messages,
      ),
      listView(
        'allergies',
        (history.allergies ?? []).filter(stands).map((allergy) => allergyEntry(allergy, messages)),
        history,
        messages,
      ),
      listView(
        'procedures',
        (history.procedures ?? []).map((procedure) => procedureEntry(procedure, messages, calendar)),
        history,
        messages,
      ),
      { label: messages.say('lists.familyHistory'), entries: relatives, state: relatives.length > 0 ? null : messages.say('state.notRecorded') },
    ],
    screening: screeningView(history, messages),
    facts: [...pregnancyFacts(history, sexAtBirth, messages, calendar), ...habitFacts(history, messages)],
  };
};
