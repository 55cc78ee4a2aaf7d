/** Reads and sets cookies. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const findCookie = (request: FastifyRequest, name: string): string | null => {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
};

export const setCookie = (
  reply: FastifyReply,
  name: string,
  value: string,
  { path, seconds, secure }: { path: string; seconds: number; secure: boolean },
): void => {
  const before = [reply.getHeader('Set-Cookie') ?? []].flat() as string[];
  void reply.header('Set-Cookie', [...before, `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`]);
};
