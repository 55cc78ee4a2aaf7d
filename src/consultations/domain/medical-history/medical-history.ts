/** Rules for a medical history beyond the form of its members. */
import { countDaysBetween, type Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';
import { validateEntry, patientLists, type Entry, type PatientList } from '../../../record/index.js';

interface History extends Partial<Record<PatientList, readonly Entry[] | null>> {
  pregnancy?: { status?: string; assessedOn?: string | null; dueOn?: string | null } | null;
}

/** Lists every entry of the history, with the list that the entry is in. */
export const listEntries = (history: History | null | undefined): { list: PatientList; entry: Entry }[] =>
  history ? patientLists.flatMap((list) => (history[list] ?? []).map((entry) => ({ list, entry }))) : [];

const validateAssessmentDate = (history: History, pointer: string, today: Day): FieldError[] =>
  history.pregnancy?.assessedOn && history.pregnancy.assessedOn > today
    ? [{ pointer: `${pointer}/pregnancy/assessedOn`, code: 'in-the-future', detail: 'This lies in the future: send today, or a day before.' }]
    : [];

/** The longest pregnancy on record lasted 375 days, and an ongoing pregnancy is rarely more than four weeks overdue. */
const LONGEST_PREGNANCY_DAYS = 375;
const LONGEST_OVERDUE_DAYS = 60;

const validateDueDate = ({ pregnancy }: History, pointer: string, today: Day): FieldError[] => {
  if (!pregnancy?.dueOn) return [];
  const at = `${pointer}/pregnancy/dueOn`;
  if (pregnancy.status === 'no')
    return [{ pointer: at, code: 'contradiction', detail: 'Where there is no pregnancy no child is expected: leave it out, or correct the status.' }];
  const ahead = countDaysBetween(pregnancy.assessedOn ?? today, pregnancy.dueOn);
  return ahead > LONGEST_PREGNANCY_DAYS || (pregnancy.assessedOn && ahead < -LONGEST_OVERDUE_DAYS)
    ? [{ pointer: at, code: 'implausible-value', detail: 'No pregnancy that is known on the day of the answer ends on that day.' }]
    : [];
};

export const validateHistory = (history: History | null | undefined, pointer: string, today: Day): FieldError[] =>
  !history
    ? []
    : [
        ...patientLists.flatMap((list) => (history[list] ?? []).flatMap((entry, index) => validateEntry(list, entry, `${pointer}/${list}/${index}`, today))),
        ...validateAssessmentDate(history, pointer, today),
        ...validateDueDate(history, pointer, today),
      ];
