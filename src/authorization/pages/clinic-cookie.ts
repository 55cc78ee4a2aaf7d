/**
 * The clinic with whose identity provider somebody has logged in on this browser last. The documentation and the pages of the account belong to no clinic: they
 * offer its providers. The cookie opens nothing.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../kernel/id.js';
import { findCookie, setCookie } from '../../platform/pages/cookies.js';

const COOKIE = 'hairline_clinic';
const YEAR_SECONDS = 31_536_000;

export const rememberClinic = (reply: FastifyReply, clinicId: string, secure: boolean): void =>
  setCookie(reply, COOKIE, clinicId, { path: '/oauth', seconds: YEAR_SECONDS, secure });

/** The id of the clinic; null where none is remembered. */
export const findRememberedClinic = (request: FastifyRequest): string | null => {
  const clinicId = findCookie(request, COOKIE);
  return isId(clinicId) ? clinicId : null;
};
