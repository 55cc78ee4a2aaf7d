import type { MigrationInterface } from 'typeorm';
import { Foundation1763683200001 } from './0001-foundation.js';

/** In the order in which they are applied. */
export const migrations: (new () => MigrationInterface)[] = [Foundation1763683200001];
