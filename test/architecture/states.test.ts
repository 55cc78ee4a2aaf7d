import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appointmentStates, requestStates } from '../../src/appointments/index.js';
import { planStates, sessionStates } from '../../src/treatments/index.js';
import { startApp, type TestApp } from '../support/app.js';

const file = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

const machines = [
  { what: 'plan', machine: planStates, table: 'treatment_plans' },
  { what: 'session', machine: sessionStates, table: 'treatment_sessions' },
  { what: 'appointment', machine: appointmentStates, table: 'appointments' },
  { what: 'request for an appointment', machine: requestStates, table: 'appointment_requests' },
] as const;

describe.each(machines)('the states of a $what', ({ machine, table }) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('are drawn in the documentation as the code has them', () => {
    expect(file('reference/states.md')).toContain(`\`\`\`mermaid\n${machine.diagram()}\n\`\`\``);
  });

  it('are told in the OpenAPI document as the code has them', () => {
    expect(file('openapi.yaml').replaceAll(/\s+/g, ' ')).toContain(machine.describe());
  });

  it('are the ones that the database takes', async () => {
    const { rows } = await app.owner.query<{ definition: string }>(`SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1`, [
      `${table}_status`,
    ]);
    const taken = [...rows[0]!.definition.matchAll(/'([^']+)'::text/g)].map(([, state]) => state!);
    const known = new Set([machine.initial, ...machine.transitions.flatMap(({ from, to }) => [...from, to])]);
    expect(taken.sort()).toEqual([...known].sort());
  });
});
