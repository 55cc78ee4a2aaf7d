import { describe, expect, it } from '@jest/globals';
import { declareColumns } from './columns.js';
import type { Database } from './database.js';
import { bindStatement, prepare } from './statement.js';

interface Visit {
  id: string;
  startedAt: Date;
  note: string | null;
  findings: string[];
}

const visit = declareColumns<Visit>({ id: 'uuid', startedAt: 'timestamptz', note: 'text?', findings: ['jsonb', `v.content -> 'findings'`] }, 'v');
const find = prepare('visits.find', {
  parameters: { id: 'uuid', after: 'timestamptz?', findings: 'jsonb' },
  row: visit,
  sql: `SELECT ${visit.list} FROM visits v WHERE v.id = :id AND (:after::timestamptz IS NULL OR v.started_at > :after) AND v.content @> :findings::jsonb`,
});

describe('a statement', () => {
  it('lists its columns in snake case, and expressions by the name of the member', () => {
    expect(visit.list).toBe(`v.id, v.started_at AS "startedAt", v.note, v.content -> 'findings' AS "findings"`);
  });

  it('binds arguments by their names, JSON as it is', () => {
    expect(bindStatement(find, { findings: ['scale'], id: 'a', after: null }).values).toEqual(['a', null, '["scale"]']);
    expect(find.text).toContain('v.id = $1 AND ($2::timestamptz IS NULL OR v.started_at > $2) AND v.content @> $3::jsonb');
  });

  it('keeps to a null of JSON that is none in the database', () => {
    const set = prepare('visits.set', { parameters: { note: 'jsonb?', id: 'uuid' }, sql: 'UPDATE visits SET note = :note WHERE id = :id' });
    expect(bindStatement(set, { note: null, id: 'a' }).values).toEqual([null, 'a']);
  });

  it.each([
    ['does not declare patientId', { sql: 'SELECT 1 FROM visits WHERE patient_id = :patientId' }],
    ['declares patientId, which its SQL does not use', { parameters: { patientId: 'uuid' as const }, sql: 'SELECT 1 FROM visits' }],
  ])('%s: it is refused', (fault, declaration) => {
    expect(() => prepare('visits.wrong', declaration)).toThrow(fault);
  });
});

/** Never called: what does not compile is held by the type check. */
export const doesNotCompile = async (database: Database): Promise<unknown> => [
  // @ts-expect-error an argument is missing
  bindStatement(find, { id: 'a', after: null }),
  // @ts-expect-error there is no argument of that name
  bindStatement(find, { id: 'a', after: null, findings: [], before: null }),
  // @ts-expect-error an id is a text
  bindStatement(find, { id: 1, after: null, findings: [] }),
  // @ts-expect-error only what is declared so may be null
  bindStatement(find, { id: null, after: null, findings: [] }),
  // @ts-expect-error arguments are needed
  await database.query(find),
  // @ts-expect-error the row has no such member
  (await database.getRow(find, { id: 'a', after: null, findings: [] })).patientId,
  // @ts-expect-error a member of the row is missing
  declareColumns<Visit>({ id: 'uuid', startedAt: 'timestamptz', findings: 'jsonb' }),
  // @ts-expect-error the row has no such member
  declareColumns<Visit>({ id: 'uuid', startedAt: 'timestamptz', note: 'text?', findings: 'jsonb', other: 'text' }),
  // @ts-expect-error an instant is no text
  declareColumns<Visit>({ id: 'uuid', startedAt: 'text', note: 'text?', findings: 'jsonb' }),
  // @ts-expect-error the member may be null
  declareColumns<Visit>({ id: 'uuid', startedAt: 'timestamptz', note: 'text', findings: 'jsonb' }),
  // @ts-expect-error the member is never null
  declareColumns<Visit>({ id: 'uuid?', startedAt: 'timestamptz', note: 'text?', findings: 'jsonb' }),
];
