export { parseCondition } from './parse-condition.js';
