/** What `@jest/globals` exports, under a runner that has no module registry of its own to serve it from. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis;
