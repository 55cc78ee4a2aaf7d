export { codesThatSayTooLittle, conditionConcerns, lifelongConcerns, type ConditionConcern } from './condition-concerns.js';
export * from './icd-10/index.js';
export { medicineGroups, type MedicineGroup } from './medicine-groups.js';
