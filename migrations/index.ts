import type { MigrationInterface } from 'typeorm';
import { Foundation1763683200001 } from './0001-foundation.js';
import { Patients1763683200002 } from './0002-patients.js';

/** In the order in which they are applied. */
export const migrations: (new () => MigrationInterface)[] = [Foundation1763683200001, Patients1763683200002];
