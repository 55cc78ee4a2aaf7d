export { isReadSystem, systemName } from './systems.js';
export { translateCoding, type Coding, type Translation } from './translate-coding.js';
