export { saysNoKnownAllergies } from './no-known-allergies.js';
