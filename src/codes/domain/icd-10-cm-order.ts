/** Reads the order file of ICD-10-CM: columns of fixed width, codes without the dot, and headings among the codes. */

const CODE = [6, 14] as const;
const SHORT_TITLE = [16, 76] as const;
const LONG_TITLE = 77;

const line = /^\d{5} [A-Z0-9]{3,7} +[01] /;

export const isOrderLine = (text: string): boolean => line.test(text);

/** Reads the code and its long title, or the short one where there is no long one; null for a line of another form. */
export const readOrderLine = (text: string): { code: string; display: string } | null =>
  isOrderLine(text) ? { code: text.slice(...CODE).trim(), display: text.slice(LONG_TITLE).trim() || text.slice(...SHORT_TITLE).trim() } : null;
