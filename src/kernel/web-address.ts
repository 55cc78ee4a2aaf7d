/** Characters that readers of addresses treat each in their own way: some take a backslash for a slash, and leave line breaks and tabs out. */
const ambiguous = /[\s\\\p{Cc}]/u;

/** Parses a web address that every reader reads alike; null for any other. */
export const parseWebAddress = (text: string): URL | null => (!ambiguous.test(text) && URL.canParse(text) ? new URL(text) : null);

export const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether a text is the origin of web pages: `https`, or `http` on the loopback interface. */
export const isWebOrigin = (text: string): boolean => {
  const url = parseWebAddress(text);
  return url !== null && url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
};
