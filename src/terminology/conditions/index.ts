export { readCondition, type ConditionFound, type ConditionReading, type ConditionStatement } from './read-condition.js';
