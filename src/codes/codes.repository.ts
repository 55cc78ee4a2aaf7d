import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
import { boundsOf, type CodeListSystem, type Rank, type Wanted } from '../terminology/codes/index.js';

/** A code of the list that the clinic has loaded. */
export interface ClinicCode {
  code: string;
  display: string;
  synonyms: string[];
}

/** An answer in its order; without a title where only the product ships the code. */
export type FoundCode = Rank & (ClinicCode | { display: null; synonyms: null });

const columns = `code, display, synonyms`;

const find = statement('codes.find', `SELECT ${columns} FROM clinic_codes WHERE clinic_id = current_clinic() AND system = $1 AND code = $2`);
const list = statement(
  'codes.list',
  `SELECT ${columns} FROM clinic_codes WHERE clinic_id = current_clinic() AND system = $1 AND code > $2 ORDER BY code LIMIT $3`,
);
const countAll = statement(
  'codes.count-all',
  `SELECT count(*)::integer AS total FROM (
     SELECT code FROM clinic_codes WHERE clinic_id = current_clinic() AND system = $1
     UNION SELECT code COLLATE "C" FROM unnest($2::text[]) AS shipped(code)) AS codes`,
);

/** Each code that answers, with its best tier: what the clinic's list has for the query, and what was found in the shipped one. */
const found = `
  by_code AS (
    SELECT code, CASE WHEN bare = $2 THEN 0 ELSE 1 END AS tier FROM clinic_codes
     WHERE clinic_id = current_clinic() AND system = $1 AND bare >= $2 AND bare < $3
  ), by_words AS (
    SELECT w.code, $7::integer AS tier
      FROM unnest($4::text[], $5::text[], $6::integer[]) AS asked(low, high, number)
      JOIN clinic_code_words w ON w.clinic_id = current_clinic() AND w.system = $1 AND w.word >= asked.low COLLATE "C" AND w.word < asked.high COLLATE "C"
     GROUP BY w.code HAVING bit_or(1::bigint << asked.number) = (1::bigint << $8::integer) - 1
  ), found AS (
    SELECT code, min(tier) AS tier
      FROM (SELECT * FROM by_code UNION ALL SELECT * FROM by_words
            UNION ALL SELECT code COLLATE "C", tier FROM unnest($9::text[], $10::integer[]) AS shipped(code, tier)) AS every
     GROUP BY code
  )`;
const search = statement(
  'codes.search',
  `WITH ${found}, page AS (
     SELECT code, tier FROM found WHERE $11::integer IS NULL OR (tier, length(code), code) > ($11, $12::integer, $13::text COLLATE "C")
      ORDER BY tier, length(code), code LIMIT $14
   )
   SELECT p.code, p.tier, c.display, c.synonyms
     FROM page p LEFT JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = $1 AND c.code = p.code
    ORDER BY p.tier, length(p.code), p.code`,
);
const count = statement('codes.count', `WITH ${found} SELECT count(*)::integer AS total FROM found`);

/**
 * The words of the list that begin with one letter. Each is found from the one before it by the index: to read them
 * all and drop those that repeat would be to read half the list.
 */
const vocabulary = statement(
  'codes.vocabulary',
  `WITH RECURSIVE known AS (
     (SELECT word FROM clinic_code_words WHERE clinic_id = current_clinic() AND system = $1 AND word >= $2 AND word < $3 ORDER BY word LIMIT 1)
     UNION ALL
     SELECT (SELECT w.word FROM clinic_code_words w
              WHERE w.clinic_id = current_clinic() AND w.system = $1 AND w.word > known.word AND w.word < $3 ORDER BY w.word LIMIT 1)
       FROM known WHERE known.word IS NOT NULL
   )
   SELECT word FROM known WHERE word IS NOT NULL`,
);

const searched = (system: CodeListSystem, { code, words, tier }: Wanted, shipped: readonly Rank[]): unknown[] => {
  const asked = words.flatMap((beginnings, number) => beginnings.map((one) => ({ bounds: boundsOf(one), number })));
  return [
    system,
    ...(code === null ? [null, null] : boundsOf(code)),
    asked.map(({ bounds }) => bounds[0]),
    asked.map(({ bounds }) => bounds[1]),
    asked.map(({ number }) => number),
    tier,
    words.length,
    shipped.map((one) => one.code),
    shipped.map((one) => one.tier),
  ];
};

@Injectable()
export class CodesRepository {
  constructor(private readonly database: Database) {}

  find(system: CodeListSystem, code: string): Promise<ClinicCode | null> {
    return this.database.maybe<ClinicCode>(find, [system, code]);
  }

  /** The clinic's list, in the order of its codes. */
  list(system: CodeListSystem, after: string, limit: number): Promise<ClinicCode[]> {
    return this.database.query<ClinicCode>(list, [system, after, limit]);
  }

  /** How many codes the clinic's list and these have together. */
  async countAll(system: CodeListSystem, shipped: readonly string[]): Promise<number> {
    return (await this.database.one<{ total: number }>(countAll, [system, shipped])).total;
  }

  /** What answers in the clinic's list, together with these that answer in the shipped one; best first. */
  search(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[], after: Rank | null, limit: number): Promise<FoundCode[]> {
    const position = [after?.tier ?? null, after?.code.length ?? null, after?.code ?? null];
    return this.database.query<FoundCode>(search, [...searched(system, wanted, shipped), ...position, limit]);
  }

  async count(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[]): Promise<number> {
    return (await this.database.one<{ total: number }>(count, searched(system, wanted, shipped))).total;
  }

  async vocabulary(system: CodeListSystem, letter: string): Promise<string[]> {
    return (await this.database.query<{ word: string }>(vocabulary, [system, ...boundsOf(letter)])).map((row) => row.word);
  }
}
