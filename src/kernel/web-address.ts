/** Characters that readers of addresses treat each in their own way: some take a backslash for a slash, and leave line breaks and tabs out. */
const ambiguous = /[\s\\\p{Cc}]/u;

/** Parses a web address that every reader reads alike; null for any other. */
export const parseWebAddress = (text: string): URL | null => (!ambiguous.test(text) && URL.canParse(text) ? new URL(text) : null);
