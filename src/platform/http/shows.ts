/** Which patients an answer shows, for the audit trail. */
import type { PatientsShown } from './route.js';

type Members = Record<string, unknown>;

export const shows = {
  /** The patient named in the path. */
  path:
    (name = 'patientId'): PatientsShown =>
    (_answer, path) => [path[name]],
  /** The patient in a member of the answer. */
  result:
    (member = 'patientId'): PatientsShown =>
    (answer) => [(answer as Members | undefined)?.[member] as string | undefined],
  /** The patient in a member of each item of a page, or of another list in the answer. */
  items:
    (member = 'patientId', list = 'items'): PatientsShown =>
    (answer) => [...new Set(((answer as Record<string, Members[]> | undefined)?.[list] ?? []).map((item) => item[member] as string | undefined))],
  /** No patient: the entry records the action alone. */
  nobody: (): PatientsShown => () => [],
};
