import { declareEnumeration } from '../../kernel/enumeration.js';

/** Why a person is away. */
export const absenceKinds = declareEnumeration('AbsenceKind', ['leave', 'illness', 'training', 'other']);
export type AbsenceKind = (typeof absenceKinds)[number];
