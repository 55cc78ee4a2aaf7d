export { readCondition } from './read-condition.js';
