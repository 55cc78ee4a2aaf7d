/**
 * Marks a browser with which somebody has logged in before: see `log-in-attempts.ts`. It lets nobody in. The cookie holds a number of the
 * browser, and a keyed hash of it with each address that logged in there.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { findCookie, setCookie } from '../../platform/pages/cookies.js';

const NAME = 'hairline_device';
const MAXIMUM_PEOPLE = 8;
const YEAR_SECONDS = 31_536_000;

const findCookieParts = (request: FastifyRequest): { id: string; marks: string[] } | null => {
  const [id, ...marks] = findCookie(request, NAME)?.split('.') ?? [];
  return id !== undefined && /^[\w-]{22}$/.test(id) ? { id, marks: marks.slice(0, MAXIMUM_PEOPLE) } : null;
};

export class DeviceCookie {
  constructor(
    private readonly encryption: KeyEncryption,
    private readonly secure: boolean,
  ) {}

  /** The id of the browser where the person has logged in with it before; null otherwise. */
  findBrowserId(request: FastifyRequest, email: string): string | null {
    const parts = findCookieParts(request);
    if (!parts) return null;
    const wanted = Buffer.from(this.mark(parts.id, email));
    const isKnown = parts.marks.map((mark) => mark.length === wanted.length && timingSafeEqual(Buffer.from(mark), wanted)).includes(true);
    return isKnown ? parts.id : null;
  }

  remember(request: FastifyRequest, reply: FastifyReply, email: string): void {
    const parts = findCookieParts(request) ?? { id: randomBytes(16).toString('base64url'), marks: [] };
    const mark = this.mark(parts.id, email);
    const marks = [mark, ...parts.marks.filter((known) => known !== mark)].slice(0, MAXIMUM_PEOPLE);
    setCookie(reply, NAME, [parts.id, ...marks].join('.'), { path: '/oauth', seconds: YEAR_SECONDS, secure: this.secure });
  }

  private mark(id: string, email: string): string {
    return this.encryption.computeMac('device cookie', `${id} ${email.toLowerCase()}`).toString('base64url');
  }
}
