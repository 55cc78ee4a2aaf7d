/** Every route of the running server, as its router has them: nothing is listed by hand. */
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from './app.js';

export interface ServedRoute {
  method: string;
  /** The path, with parameters as `:name`. */
  path: string;
}

const LEVEL = 4;

export const listServedRoutes = (app: TestApp): ServedRoute[] => {
  const { httpAdapter } = app.inside(HttpAdapterHost);
  const parents: string[] = [];
  return httpAdapter
    .getInstance<FastifyInstance>()
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, before, part, methods] = /^([│├└─\s]*)(\S*)(?: \(([^)]*)\))?/.exec(line)!;
      if (part === '') return [];
      const depth = before!.length / LEVEL - 1;
      parents.splice(depth, Infinity, part!);
      const path = parents.join('');
      return (methods?.split(', ') ?? []).filter((method) => method !== 'HEAD').map((method) => ({ method, path }));
    });
};
