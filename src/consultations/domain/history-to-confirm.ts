/** Prepares the medical history of the next draft. Nobody has to type known facts again, and no answer counts before the patient has confirmed it. */
import { separateAbsence, type ListedEntry } from '../../record/index.js';
import type { HistoryToConfirm, MedicalHistory } from './medical-history/content.js';

interface LastHistory {
  consultationId: string;
  startedAt: Date;
  medicalHistory: MedicalHistory;
}

const lists = ['conditions', 'allergies', 'medications', 'procedures'] as const;

/** Keeps the answers `yes` and `no`. A question whose answer is unknown is asked again anyway. */
const selectKnownAnswers = (screening: MedicalHistory['screening']): MedicalHistory['screening'] =>
  Object.fromEntries(Object.entries(screening ?? {}).filter(([, answer]) => answer !== 'unknown'));

/** Makes the history to confirm; null where nothing is known. Pregnancy and breastfeeding are left out, because they are asked each time. */
export const findHistoryToConfirm = (known: readonly ListedEntry[], last: LastHistory | null): HistoryToConfirm | null => {
  if (known.length === 0 && last === null) return null;
  const { screening, familyHistory, habits } = last?.medicalHistory ?? {};
  const entriesOf = (list: (typeof lists)[number]) => known.filter((listedEntry) => listedEntry.list === list).map(({ entry }) => entry);
  const { allergies, noKnownAllergies } = separateAbsence(entriesOf('allergies'), null);
  const entries = Object.fromEntries(
    lists.map((list) => [list, list === 'allergies' ? allergies : entriesOf(list)] as const).filter(([, all]) => all.length > 0),
  ) as Pick<MedicalHistory, (typeof lists)[number]>;
  return {
    ...entries,
    ...(noKnownAllergies && { noKnownAllergies }),
    ...(screening && { screening: selectKnownAnswers(screening)! }),
    ...(familyHistory?.length && { familyHistory }),
    ...(habits && { habits }),
    consultationId: last?.consultationId ?? null,
    statedAt: last?.startedAt.toISOString() ?? null,
  };
};
