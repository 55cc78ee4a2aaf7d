/** Ways to say which patients an answer shows. */
import type { PatientsShown } from './route.js';

type Members = Record<string, unknown>;

export const shows = {
  /** The patient named in the path. */
  path:
    (name = 'patientId'): PatientsShown =>
    (_answer, path) => [path[name]],
  /** A member of the answer. */
  result:
    (member = 'patientId'): PatientsShown =>
    (answer) => [(answer as Members | undefined)?.[member] as string | undefined],
  /** A member of each item of a page, or of another list in the answer. */
  items:
    (member = 'patientId', list = 'items'): PatientsShown =>
    (answer) => [...new Set(((answer as Record<string, Members[]> | undefined)?.[list] ?? []).map((item) => item[member] as string | undefined))],
  /** None: the entry says what was done, for no patient in particular. */
  nobody: (): PatientsShown => () => [],
};
