import type { Response } from 'supertest';

/** Replaced by the real one; see docs/testing.md. */
export const assertConforms = (_method: string, _path: string, _response: Response): void => undefined;
