/** The languages of explanations and questions, the default first. */
export { languages, type Language } from '../../kernel/language.js';
