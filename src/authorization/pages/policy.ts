/** What the pages may do in a browser: show themselves, and send their form here and onward to the application that asked. */
import { styleHash } from './style.js';

/** Where a browser may be sent on to after a form: its origin, or its scheme where an application of the device has one of its own. */
const getFormTarget = (uri: string): string => {
  const { protocol, origin } = new URL(uri);
  return /^https?:$/.test(protocol) ? origin : protocol;
};

/** Chrome holds `form-action` against every redirect that follows a form: the last one leads to the application. */
export const buildPagePolicy = (redirectUris: readonly string[] = [], script: string | null = null): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    // Names no script, but on the pages that ask for a passkey; the provider adds the hash of the one that sends a form by itself.
    `script-src 'report-sample'${script === null ? '' : ` ${script}`}`,
    ["form-action 'self'", ...new Set(redirectUris.map(getFormTarget))].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
