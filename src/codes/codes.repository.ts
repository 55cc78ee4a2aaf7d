import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
import { boundsOf, type CodeListSystem, type Rank, type Tier, type Wanted } from '../terminology/codes/index.js';

/** A code of the list that the clinic has loaded. */
export interface ClinicCode {
  code: string;
  display: string;
  synonyms: string[];
}

/** Where in the order of answers a code of the clinic's list stands. */
export interface OwnPosition {
  tier: Tier;
  number: number;
}

export type FoundOwnCode = ClinicCode & OwnPosition;

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

/**
 * Each code of the clinic's list that answers, by its number, with its best tier: by itself, by its words, or because
 * the shipped code of the same name does. The numbers of a word are in the order of the answers: of a single word that
 * many codes have, the first so many are enough, beside those that stand elsewhere because they answer by their code.
 */
const found = `
  by_code AS (
    SELECT number, CASE WHEN bare = $2 THEN 0 ELSE 1 END AS tier FROM clinic_codes
     WHERE clinic_id = current_clinic() AND system = $1 AND bare >= $2 AND bare < $3
  ), by_words AS (
    SELECT number, $7::integer AS tier
      FROM unnest($4::text[], $5::text[], $6::integer[]) AS asked(low, high, word)
      JOIN clinic_code_words w ON w.clinic_id = current_clinic() AND w.system = $1 AND w.word >= asked.low COLLATE "C" AND w.word < asked.high COLLATE "C"
     CROSS JOIN LATERAL (
       SELECT number FROM (SELECT unnest(w.numbers) AS number) AS all_numbers
        WHERE $11::integer IS NULL OR $11 < $7 OR number > $12::integer
        LIMIT CASE WHEN $8::integer = 1 THEN $13::integer + (SELECT count(*) FROM by_code) END) AS some_numbers
     GROUP BY number HAVING bit_or(1::bigint << asked.word) = (1::bigint << $8::integer) - 1
  ), by_shipped AS (
    SELECT c.number, shipped.tier FROM unnest($9::text[], $10::integer[]) AS shipped(code, tier)
      JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = $1 AND c.code = shipped.code COLLATE "C"
  ), found AS (
    SELECT number, min(tier) AS tier
      FROM (SELECT * FROM by_code UNION ALL SELECT * FROM by_words UNION ALL SELECT * FROM by_shipped) AS every
     GROUP BY number
  )`;
const search = statement(
  'codes.search',
  `WITH ${found}, page AS (
     SELECT number, tier FROM found WHERE $11::integer IS NULL OR (tier, number) > ($11, $12::integer) ORDER BY tier, number LIMIT $13::integer
   )
   SELECT p.number, p.tier, c.code, c.display, c.synonyms
     FROM page p JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = $1 AND c.number = p.number
    ORDER BY p.tier, p.number`,
);
const count = statement(
  'codes.count',
  `WITH ${found}
   SELECT ((SELECT count(*) FROM found) + (
     SELECT count(*) FROM unnest($9::text[]) AS shipped(code)
      WHERE NOT EXISTS (SELECT FROM clinic_codes c WHERE c.clinic_id = current_clinic() AND c.system = $1 AND c.code = shipped.code COLLATE "C")))::integer AS total`,
);
const vocabulary = statement(
  'codes.vocabulary',
  `SELECT word FROM clinic_code_words WHERE clinic_id = current_clinic() AND system = $1 AND word >= $2 AND word < $3`,
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

  /** What answers in the clinic's list, by itself or because these shipped codes do; best first. */
  search(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[], after: OwnPosition | null, limit: number): Promise<FoundOwnCode[]> {
    return this.database.query<FoundOwnCode>(search, [...searched(system, wanted, shipped), after?.tier ?? null, after?.number ?? null, limit]);
  }

  /** How many codes answer in the clinic's list and in the shipped one together. */
  async count(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[]): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [...searched(system, wanted, shipped), null, null, null])).total;
  }

  /** The words of the clinic's list that begin with the letter. */
  async vocabulary(system: CodeListSystem, letter: string): Promise<string[]> {
    return (await this.database.query<{ word: string }>(vocabulary, [system, ...boundsOf(letter)])).map((row) => row.word);
  }
}
