import type { calendars as english } from '../en/calendars.js';

export const calendars: Readonly<Record<keyof typeof english, string>> = {
  busy: 'व्यस्त',
  empty: 'कोई अपॉइंटमेंट नहीं',
};
