/** What a medical history must fulfil beyond its form. */
import type { Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { entryErrors, patientLists, type Entry, type PatientList } from '../../record/index.js';

interface History extends Partial<Record<PatientList, readonly Entry[] | null>> {
  pregnancy?: { assessedOn?: string | null } | null;
}

/** Every entry of the history, with the list that it stands in. */
export const entriesOf = (history: History | null | undefined): { list: PatientList; entry: Entry }[] =>
  history ? patientLists.flatMap((list) => (history[list] ?? []).map((entry) => ({ list, entry }))) : [];

const assessedErrors = (history: History, pointer: string, today: Day): FieldError[] =>
  history.pregnancy?.assessedOn && history.pregnancy.assessedOn > today
    ? [{ pointer: `${pointer}/pregnancy/assessedOn`, code: 'in-the-future', detail: 'This lies in the future.' }]
    : [];

export const historyErrors = (history: History | null | undefined, pointer: string, today: Day): FieldError[] =>
  !history
    ? []
    : [
        ...patientLists.flatMap((list) => (history[list] ?? []).flatMap((entry, index) => entryErrors(list, entry, `${pointer}/${list}/${index}`, today))),
        ...assessedErrors(history, pointer, today),
      ];
