/** Sends pages, and checks the forms that come back. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createFailure } from '../../kernel/failure.js';
import { isLanguage, chooseLanguage, type Language } from '../../kernel/language.js';
import { buildPagePolicy } from './policy.js';
import { findCookie, setCookie } from './cookies.js';

export const LANGUAGE_COOKIE = 'hairline_language';
const YEAR_SECONDS = 31_536_000;

/** The fields of a form or query that were sent once, as text. */
export const selectTextFields = (source: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries((source ?? {}) as Record<string, unknown>).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

/** Chooses the language of a page: the person's choice, the application's request, or the browser's preference. */
export const choosePageLanguage = (request: FastifyRequest, reply: FastifyReply, secure: boolean, asked?: unknown): Language => {
  const chosen = selectTextFields(request.query).language;
  if (isLanguage(chosen)) {
    setCookie(reply, LANGUAGE_COOKIE, chosen, { path: '/oauth', seconds: YEAR_SECONDS, secure });
    return chosen;
  }
  return chooseLanguage(findCookie(request, LANGUAGE_COOKIE), typeof asked === 'string' ? asked : null, request.headers['accept-language']);
};

/** What a page may do beside showing itself. */
interface PageAllowances {
  /** Where its form may lead onward to. */
  redirectUris?: readonly string[];
  /** The address of the only script that it may run; null where it runs none. */
  script?: string | null;
  /** The origins whose pages may show it in a frame; none where left out. */
  frameAncestors?: readonly string[];
}

/** Sends a page. */
export const sendPage = (reply: FastifyReply, status: number, page: string, allowances: PageAllowances = {}): FastifyReply => {
  const { redirectUris = [], script = null, frameAncestors = [] } = allowances;
  // The older header knows no origins: the policy says who may frame the page.
  if (frameAncestors.length > 0) void reply.removeHeader('X-Frame-Options');
  return (
    reply
      .status(status)
      .header('Content-Security-Policy', buildPagePolicy(redirectUris, script, frameAncestors))
      .header('Cache-Control', 'no-store')
      // Without a referrer, a browser would not say where a form comes from.
      .header('Referrer-Policy', 'same-origin')
      .header('Content-Type', 'text/html; charset=utf-8')
      .send(page)
  );
};

/**
 * A form is taken from our own pages only. Browsers say where a form comes from; one that does not is let through, as the cookies of a login
 * are not sent along with a form of another site in any case.
 */
export const requireOwnForm = (request: FastifyRequest, publicUrl: string): void => {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isOwn = site === undefined ? origin === undefined || origin === publicUrl : site === 'same-origin';
  if (!isOwn) throw createFailure('forbidden', 'This form was sent by a page of somebody else.');
};
