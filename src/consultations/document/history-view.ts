import { screeningQuestions, type ReviewedList } from '../domain/medical-history/screening.js';
import type { AllergyInput, ConditionInput, MedicationInput, ProcedureInput } from '../../record/index.js';
import type { FamilyHistoryInput, MedicalHistoryInput } from '../medical-history/medical-history.dto.js';
import type { Calendar } from './print.js';
import type { Entry, EntryList, Fact, HistoryView, ScreeningView } from './view.js';
import { inWords, type Wording } from './wording.js';

interface Coded {
  code?: { system: string; code: string; display?: string };
  text?: string | null;
  name?: string | null;
}

const present = (details: (string | null | undefined | false)[]): string[] =>
  details.filter((detail): detail is string => typeof detail === 'string' && detail !== '');

const codeInPrint = ({ system, code }: { system: string; code: string }, words: Wording): string => `${inWords(words.values.codeSystem!, system)} ${code}`;

/** What a code means, by what was recorded with it or by the catalogue of words; null where nobody says. */
const meaningOf = (code: Coded['code'], words: Wording): string | null =>
  code ? (code.display ?? words.diagnoses[code.code] ?? (code.system === 'hairline' ? inWords(words.values.procedure!, code.code) : null)) : null;

/** The words of an entry, else what its code means, else the code itself; a code that does not head the entry is its first detail. */
export const codedEntry = (coded: Coded, details: (string | null | undefined | false)[], words: Wording): Entry => {
  const { code } = coded;
  const printed = code ? codeInPrint(code, words) : '';
  const meaning = meaningOf(code, words);
  const text = coded.text ?? coded.name ?? meaning ?? printed;
  const detail = code?.system === 'hairline' || text === printed ? null : printed;
  return { text, details: present([meaning !== text && meaning, detail, ...details]) };
};

export const conditionEntry = (condition: ConditionInput, words: Wording, calendar: Calendar): Entry =>
  codedEntry(
    condition,
    [
      condition.clinicalStatus && inWords(words.values.clinicalStatus!, condition.clinicalStatus),
      condition.verificationStatus && inWords(words.values.verificationStatus!, condition.verificationStatus),
      condition.onset && words.history.since(calendar.date(condition.onset)),
      condition.note,
    ],
    words,
  );

const medicationEntry = (medication: MedicationInput, words: Wording, calendar: Calendar): Entry =>
  codedEntry(
    medication,
    [
      inWords(words.values.medicationStatus!, medication.status ?? 'active'),
      medication.startedOn && words.history.since(calendar.date(medication.startedOn)),
      medication.lastTakenOn && words.history.lastTaken(calendar.date(medication.lastTakenOn)),
      medication.note,
    ],
    words,
  );

const allergyEntry = (allergy: AllergyInput, words: Wording): Entry =>
  codedEntry(
    allergy.substance,
    [
      allergy.reaction,
      allergy.criticality && inWords(words.values.criticality!, allergy.criticality),
      allergy.clinicalStatus && allergy.clinicalStatus !== 'active' && inWords(words.values.clinicalStatus!, allergy.clinicalStatus),
      allergy.verificationStatus && inWords(words.values.verificationStatus!, allergy.verificationStatus),
    ],
    words,
  );

const procedureEntry = (procedure: ProcedureInput, words: Wording, calendar: Calendar): Entry =>
  codedEntry(procedure, [procedure.performedOn && words.history.on(calendar.date(procedure.performedOn))], words);

const relativeEntry = (one: FamilyHistoryInput, words: Wording): Entry => {
  if (!one.code && !one.text) return { text: one.relative, details: [] };
  const { text, details } = codedEntry(one, [], words);
  return { text: words.history.relative(one.relative, text), details };
};

/** What was entered in error was never so. */
const stands = (entry: { verificationStatus?: string; status?: string }): boolean =>
  entry.verificationStatus !== 'entered-in-error' && entry.status !== 'entered-in-error';

/** An empty list says "none" only when it was gone through with the patient, or when that was stated. */
const listView = (name: ReviewedList, entries: Entry[], history: MedicalHistoryInput, words: Wording): EntryList => {
  const reviewed = history.reviewed?.includes(name) === true;
  const { noKnownAllergies: stated } = history;
  if (name === 'allergies' && stated && entries.length === 0) {
    const said = words.state.noKnownAllergies;
    return { label: words.lists[name], entries, state: stated.text ? `${said} (${stated.text})` : said };
  }
  const state = entries.length > 0 ? (reviewed ? null : words.state.partly) : reviewed ? words.state.none : words.state.notAsked;
  return { label: words.lists[name], entries, state };
};

/** Yes first, then what is open, then no. A question without an answer is open. */
const screeningView = (history: MedicalHistoryInput, words: Wording): ScreeningView => {
  const answered = (history.screening ?? {}) as Record<string, string | undefined>;
  const questions = [...new Set([...screeningQuestions, ...Object.keys(answered)])];
  const groups = (['yes', 'unknown', 'no'] as const).map((kind) => ({
    kind,
    label: words.screeningAnswers[kind],
    items: questions.filter((question) => (answered[question] ?? 'unknown') === kind).map((question) => inWords(words.screening, question)),
  }));
  return { label: words.history.screening, groups: groups.filter(({ items }) => items.length > 0) };
};

const joined = (...parts: (string | null | undefined | false)[]): string => present(parts).join(', ');

const contraceptionInWords = ({ status, method, text }: NonNullable<MedicalHistoryInput['contraception']>, words: Wording): string =>
  joined(inWords(words.answers, status), method && inWords(words.values.contraception!, method), text);

const pregnancyFacts = (history: MedicalHistoryInput, sexAtBirth: string, words: Wording, calendar: Calendar): Fact[] => {
  const { pregnancy, breastfeeding, capacityForPregnancy, contraception } = history;
  if (sexAtBirth === 'male' && !pregnancy && !breastfeeding && !contraception) return [];
  const status = pregnancy
    ? joined(
        inWords(words.answers, pregnancy.status),
        pregnancy.assessedOn && words.history.assessed(calendar.date(pregnancy.assessedOn)),
        pregnancy.dueOn && words.history.due(calendar.date(pregnancy.dueOn)),
      )
    : words.state.notAsked;
  return [
    { label: words.history.pregnancy, value: status },
    { label: words.history.breastfeeding, value: breastfeeding ? inWords(words.answers, breastfeeding) : words.state.notAsked },
    ...(capacityForPregnancy ? [{ label: words.history.capacityForPregnancy, value: inWords(words.answers, capacityForPregnancy) }] : []),
    ...(contraception ? [{ label: words.history.contraception, value: contraceptionInWords(contraception, words) }] : []),
  ];
};

const habitFacts = ({ habits }: MedicalHistoryInput, words: Wording): Fact[] => [
  { label: words.history.smoking, value: habits?.smoking ? inWords(words.values.smoking!, habits.smoking) : words.state.notAsked },
  { label: words.history.alcohol, value: habits?.alcohol ? inWords(words.values.alcohol!, habits.alcohol) : words.state.notAsked },
  ...(habits?.hairCare ? [{ label: words.history.hairCare, value: habits.hairCare }] : []),
];

export const historyView = (history: MedicalHistoryInput | null, sexAtBirth: string, words: Wording, calendar: Calendar): HistoryView => {
  if (!history) return { notTaken: words.state.notTaken, lists: [], screening: null, facts: [] };
  const relatives = (history.familyHistory ?? []).map((one) => relativeEntry(one, words));
  return {
    notTaken: null,
    lists: [
      listView(
        'conditions',
        (history.conditions ?? []).filter(stands).map((one) => conditionEntry(one, words, calendar)),
        history,
        words,
      ),
      listView(
        'medications',
        (history.medications ?? []).filter(stands).map((one) => medicationEntry(one, words, calendar)),
        history,
        words,
      ),
      listView(
        'allergies',
        (history.allergies ?? []).filter(stands).map((one) => allergyEntry(one, words)),
        history,
        words,
      ),
      listView(
        'procedures',
        (history.procedures ?? []).map((one) => procedureEntry(one, words, calendar)),
        history,
        words,
      ),
      { label: words.lists.familyHistory, entries: relatives, state: relatives.length > 0 ? null : words.state.notRecorded },
    ],
    screening: screeningView(history, words),
    facts: [...pregnancyFacts(history, sexAtBirth, words, calendar), ...habitFacts(history, words)],
  };
};
