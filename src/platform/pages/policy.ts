/** The content security policy of pages: they show themselves, and send their form here and onward to the application. */
import { styleHash } from './style.js';

/** The target that a browser may be sent to after a form: an origin, or the scheme of an application on the device. */
const getFormTarget = (uri: string): string => {
  const { protocol, origin } = new URL(uri);
  return /^https?:$/.test(protocol) ? origin : protocol;
};

/** Builds the policy. Chrome applies `form-action` to every redirect after a form, and the last one leads to the application. */
export const buildPagePolicy = (redirectUris: readonly string[] = [], script: string | null = null, frameAncestors: readonly string[] = []): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    // Names no script, but on the pages that ask for a passkey; the provider adds the hash of the one that sends a form by itself.
    `script-src 'report-sample'${script === null ? '' : ` ${script}`}`,
    ["form-action 'self'", ...new Set(redirectUris.map(getFormTarget))].join(' '),
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    "base-uri 'none'",
  ].join('; ');
