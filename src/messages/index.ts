export { locales } from './locales.js';
export { getMessages, type MessageKey, type Messages, type NameIn, type PlainKey, type Values } from './messages.js';
