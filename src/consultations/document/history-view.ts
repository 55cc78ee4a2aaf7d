import { screeningQuestions, type ReviewedList } from '../domain/medical-history/screening.js';
import type { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from '../../record/index.js';
import type { FamilyHistoryInput, MedicalHistoryInput } from '../medical-history/medical-history.dto.js';
import { formatCode, findCodeMeaning } from './codes.js';
import type { Calendar } from './print.js';
import type { DocumentMessages, Entry, EntryList, Fact, HistoryView, ScreeningView } from './view.js';

interface Coded {
  code?: { system: string; code: string; display?: string };
  text?: string | null;
  name?: string | null;
}

const selectPresent = (details: (string | null | undefined | false)[]): string[] =>
  details.filter((detail): detail is string => typeof detail === 'string' && detail !== '');

/** Prints an entry by its text, else by the meaning of its code, else by the code. A code that is not the heading is the first detail. */
export const buildCodedEntry = (coded: Coded, details: (string | null | undefined | false)[], messages: DocumentMessages): Entry => {
  const { code } = coded;
  const printed = code ? formatCode(code, messages.language) : '';
  const meaning = code ? findCodeMeaning(code, messages.language) : null;
  const text = coded.text ?? coded.name ?? meaning ?? printed;
  const detail = code?.system === 'hairline' || text === printed ? null : printed;
  return { text, details: selectPresent([meaning !== text && meaning, detail, ...details]) };
};

export const buildConditionEntry = (condition: ConditionInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  buildCodedEntry(
    condition,
    [
      condition.clinicalStatus && messages.describeTerm('clinicalStatus', condition.clinicalStatus),
      condition.verificationStatus && messages.describeTerm('verificationStatus', condition.verificationStatus),
      condition.onset && messages.say('history.since', { date: calendar.formatDate(condition.onset) }),
      condition.note,
    ],
    messages,
  );

const buildMedicationEntry = (medication: MedicationInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  buildCodedEntry(
    medication,
    [
      messages.describeTerm('medicationStatus', medication.status ?? 'active'),
      medication.startedOn && messages.say('history.since', { date: calendar.formatDate(medication.startedOn) }),
      medication.lastTakenOn && messages.say('history.lastTaken', { date: calendar.formatDate(medication.lastTakenOn) }),
      medication.note,
    ],
    messages,
  );

const buildAllergyEntry = (allergy: AllergyInput, messages: DocumentMessages): Entry =>
  buildCodedEntry(
    allergy.substance,
    [
      allergy.reaction,
      allergy.criticality && messages.describeTerm('criticality', allergy.criticality),
      allergy.clinicalStatus && allergy.clinicalStatus !== 'active' && messages.describeTerm('clinicalStatus', allergy.clinicalStatus),
      allergy.verificationStatus && messages.describeTerm('verificationStatus', allergy.verificationStatus),
    ],
    messages,
  );

const buildProcedureEntry = (procedure: ProcedureInput, messages: DocumentMessages, calendar: Calendar): Entry =>
  buildCodedEntry(procedure, [procedure.performedOn && calendar.formatDate(procedure.performedOn)], messages);

const buildRelativeEntry = (familyHistory: FamilyHistoryInput, messages: DocumentMessages): Entry => {
  if (!familyHistory.code && !familyHistory.text) return { text: familyHistory.relative, details: [] };
  const { text, details } = buildCodedEntry(familyHistory, [], messages);
  return { text: messages.say('history.relative', { relative: familyHistory.relative, condition: text }), details };
};

/** Whether an entry was not entered in error. */
const isInForce = (entry: { verificationStatus?: string; status?: string }): boolean =>
  entry.verificationStatus !== 'entered-in-error' && entry.status !== 'entered-in-error';

/** Prints a list. An empty list is printed as "none" only where the list was reviewed with the patient, or where the absence was stated. */
const buildListView = (name: ReviewedList, entries: Entry[], history: MedicalHistoryInput, messages: DocumentMessages): EntryList => {
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
const buildScreeningView = (history: MedicalHistoryInput, messages: DocumentMessages): ScreeningView => {
  const answered = (history.screening ?? {}) as Record<string, string | undefined>;
  const questions = [...new Set([...screeningQuestions, ...Object.keys(answered)])];
  const groups = (['yes', 'unknown', 'no'] as const).map((kind) => ({
    kind,
    label: messages.say(`screeningAnswers.${kind}`),
    items: questions.filter((question) => (answered[question] ?? 'unknown') === kind).map((question) => messages.describeTerm('screening', question)),
  }));
  return { label: messages.say('history.screening'), groups: groups.filter(({ items }) => items.length > 0) };
};

const joinPresent = (...parts: (string | null | undefined | false)[]): string => selectPresent(parts).join(', ');

const describeContraception = ({ status, method, text }: NonNullable<MedicalHistoryInput['contraception']>, messages: DocumentMessages): string =>
  joinPresent(messages.describeTerm('answer', status), method && messages.describeTerm('contraception', method), text);

const listPregnancyFacts = (history: MedicalHistoryInput, sexAtBirth: string, messages: DocumentMessages, calendar: Calendar): Fact[] => {
  const { pregnancy, breastfeeding, capacityForPregnancy, contraception } = history;
  if (sexAtBirth === 'male' && !pregnancy && !breastfeeding && !contraception) return [];
  const status = pregnancy
    ? joinPresent(
        messages.describeTerm('answer', pregnancy.status),
        pregnancy.assessedOn && messages.say('history.assessed', { date: calendar.formatDate(pregnancy.assessedOn) }),
        pregnancy.dueOn && messages.say('history.due', { date: calendar.formatDate(pregnancy.dueOn) }),
      )
    : messages.say('state.notAsked');
  return [
    { label: messages.say('history.pregnancy'), value: status },
    { label: messages.say('history.breastfeeding'), value: breastfeeding ? messages.describeTerm('answer', breastfeeding) : messages.say('state.notAsked') },
    ...(capacityForPregnancy ? [{ label: messages.say('history.capacityForPregnancy'), value: messages.describeTerm('answer', capacityForPregnancy) }] : []),
    ...(contraception ? [{ label: messages.say('history.contraception'), value: describeContraception(contraception, messages) }] : []),
  ];
};

const listHabitFacts = ({ habits }: MedicalHistoryInput, messages: DocumentMessages): Fact[] => [
  { label: messages.say('history.smoking'), value: habits?.smoking ? messages.describeTerm('smoking', habits.smoking) : messages.say('state.notAsked') },
  { label: messages.say('history.alcohol'), value: habits?.alcohol ? messages.describeTerm('alcohol', habits.alcohol) : messages.say('state.notAsked') },
  ...(habits?.hairCare ? [{ label: messages.say('history.hairCare'), value: habits.hairCare }] : []),
];

export const buildHistoryView = (history: MedicalHistoryInput | null, sexAtBirth: string, messages: DocumentMessages, calendar: Calendar): HistoryView => {
  if (!history) return { notTaken: messages.say('state.notTaken'), lists: [], screening: null, facts: [] };
  const relatives = (history.familyHistory ?? []).map((familyHistory) => buildRelativeEntry(familyHistory, messages));
  return {
    notTaken: null,
    lists: [
      buildListView(
        'conditions',
        (history.conditions ?? []).filter(isInForce).map((condition) => buildConditionEntry(condition, messages, calendar)),
        history,
        messages,
      ),
      buildListView(
        'medications',
        (history.medications ?? []).filter(isInForce).map((medication) => buildMedicationEntry(medication, messages, calendar)),
        history,
        messages,
      ),
      buildListView(
        'allergies',
        (history.allergies ?? []).filter(isInForce).map((allergy) => buildAllergyEntry(allergy, messages)),
        history,
        messages,
      ),
      buildListView(
        'procedures',
        (history.procedures ?? []).map((procedure) => buildProcedureEntry(procedure, messages, calendar)),
        history,
        messages,
      ),
      { label: messages.say('lists.familyHistory'), entries: relatives, state: relatives.length > 0 ? null : messages.say('state.notRecorded') },
    ],
    screening: buildScreeningView(history, messages),
    facts: [...listPregnancyFacts(history, sexAtBirth, messages, calendar), ...listHabitFacts(history, messages)],
  };
};
