/** Loads a clinic's own list of codes, as the role that owns the schema. */
import { toBareCode, listIndexedWords } from '../terminology/codes/index.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { declareColumns } from '../platform/database/columns.js';
import { runInClinic, queryAsOperator } from '../platform/database/operator.js';
import { declareStatement } from '../platform/database/statement.js';
import type { LoadableSystem, ReleaseCode } from './domain/release.js';

export { isLoadableSystem, loadableSystems, readRelease, ReleaseError } from './domain/release.js';

const CODES_AT_ONCE = 1_000;

/** The result of a load. */
export interface LoadReport {
  /** The number of codes in the list now. */
  codes: number;
  /** The number of codes in the list before. */
  replaced: number;
}

// The temporary table is not part of the schema. Statements on it are therefore plain texts, which no test can prepare.

/** Stores a batch of the file in a temporary table. The order of the codes is known only at the end. */
const take = async (connection: OperatorConnection, batch: readonly ReleaseCode[]): Promise<void> => {
  const rows = batch.map((releaseCode) => ({
    ...releaseCode,
    bare: toBareCode(releaseCode.code),
    words: listIndexedWords([releaseCode.display, ...releaseCode.synonyms]),
  }));
  await connection.query(
    `INSERT INTO given_codes SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(code text, bare text, display text, synonyms text[], words text[])`,
    [JSON.stringify(rows)],
  );
};

const takeAll = async (connection: OperatorConnection, codes: AsyncIterable<ReleaseCode>): Promise<number> => {
  await connection.query(`CREATE TEMPORARY TABLE given_codes (code text COLLATE "C", bare text, display text, synonyms text[], words text[]) ON COMMIT DROP`);
  let total = 0;
  let batch: ReleaseCode[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await take(connection, batch);
    total += batch.length;
    batch = [];
  };
  for await (const code of codes) {
    batch.push(code);
    if (batch.length >= CODES_AT_ONCE) await flush();
  }
  await flush();
  return total;
};

const store = async (connection: OperatorConnection, system: LoadableSystem): Promise<void> => {
  await connection.query(
    `INSERT INTO clinic_codes (system, code, number, bare, display, synonyms)
     SELECT $1, code, row_number() OVER (ORDER BY length(code), code), bare, display, synonyms FROM given_codes`,
    [system],
  );
  await connection.query(
    `INSERT INTO clinic_code_words (system, word, numbers)
     SELECT $1, word, array_agg(c.number ORDER BY c.number)
       FROM given_codes g CROSS JOIN unnest(g.words) AS word JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = $1 AND c.code = g.code
      GROUP BY word`,
    [system],
  );
};

const beginList = declareStatement('operator.begin-code-list', {
  parameters: { system: 'text' },
  row: declareColumns<{ codes: number }>({ codes: 'integer' }),
  sql: `INSERT INTO clinic_code_lists AS l (system, codes, loaded_at) VALUES (:system, 0, now())
     ON CONFLICT (clinic_id, system) DO UPDATE SET loaded_at = excluded.loaded_at RETURNING l.codes`,
});
const removeWords = declareStatement('operator.remove-code-words', {
  parameters: { system: 'text' },
  sql: 'DELETE FROM clinic_code_words WHERE clinic_id = current_clinic() AND system = :system',
});
const removeCodes = declareStatement('operator.remove-codes', {
  parameters: { system: 'text' },
  sql: 'DELETE FROM clinic_codes WHERE clinic_id = current_clinic() AND system = :system',
});
const countCodes = declareStatement('operator.count-codes', {
  parameters: { system: 'text', codes: 'integer' },
  sql: 'UPDATE clinic_code_lists SET codes = :codes WHERE clinic_id = current_clinic() AND system = :system',
});

/** Empties the list and answers how many codes it had. Two concurrent loads of one list wait for each other here. */
const emptyList = async (connection: OperatorConnection, system: LoadableSystem): Promise<number> => {
  const [list] = await queryAsOperator(connection, beginList, { system });
  await queryAsOperator(connection, removeWords, { system });
  await queryAsOperator(connection, removeCodes, { system });
  return list!.codes;
};

/**
 * Replaces the clinic's list of a code system in one transaction. The list stays unchanged where there is any error in the new one. A search meanwhile reads
 * either the old or the new list completely.
 */
export const replaceCodeList = async (
  connection: OperatorConnection,
  { clinicId, system, codes }: { clinicId: string; system: LoadableSystem; codes: AsyncIterable<ReleaseCode> },
): Promise<LoadReport> => {
  const report = await runInClinic(connection, clinicId, async () => {
    const replaced = await emptyList(connection, system);
    const loaded = await takeAll(connection, codes);
    await store(connection, system);
    await queryAsOperator(connection, countCodes, { system, codes: loaded });
    return { codes: loaded, replaced };
  });
  // Removes the rows of the old list, and updates the statistics of the planner for the new one.
  await connection.query('VACUUM (ANALYZE) clinic_codes, clinic_code_words');
  return report;
};
