export { isReadSystem } from './systems.js';
export { translateCoding } from './translate-coding.js';
