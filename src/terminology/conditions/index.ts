export { parseCondition, type ConditionFound, type ParsedConditions, type ConditionStatement } from './parse-condition.js';
