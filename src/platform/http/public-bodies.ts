/** Anybody may call the public routes, so what they take is small. */
import type { FastifyInstance } from 'fastify';

const PUBLIC_PREFIX = '/v1/public/';
const LARGEST_BODY_BYTES = 16_384;

/** Limits the bodies of public routes. It comes before the routes are added. */
export const limitPublicBodies = (server: FastifyInstance): void => {
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith(PUBLIC_PREFIX)) route.bodyLimit = LARGEST_BODY_BYTES;
  });
};
