import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../platform/database/index.js';
import { getBeginningBounds, type CodeListSystem, type Rank, type Tier, type Wanted } from '../terminology/codes/index.js';

/** A code of the list that the clinic loaded. */
export interface ClinicCode {
  code: string;
  display: string;
  synonyms: string[];
}

/** The position of a code of the clinic's list in the order of the answers. */
export interface OwnPosition {
  tier: Tier;
  number: number;
}

export type FoundOwnCode = ClinicCode & OwnPosition;

const clinicCodeRow = declareColumns<ClinicCode>({ code: 'text', display: 'text', synonyms: 'text[]' });

const find = declareStatement('codes.find', {
  parameters: { system: 'text', code: 'text' },
  row: clinicCodeRow,
  sql: `SELECT ${clinicCodeRow.list} FROM clinic_codes WHERE clinic_id = current_clinic() AND system = :system AND code = :code`,
});
const list = declareStatement('codes.list', {
  parameters: { system: 'text', after: 'text', limit: 'bigint' },
  row: clinicCodeRow,
  sql: `SELECT ${clinicCodeRow.list} FROM clinic_codes WHERE clinic_id = current_clinic() AND system = :system AND code > :after ORDER BY code LIMIT :limit`,
});
const countAll = declareStatement('codes.count-all', {
  parameters: { system: 'text', shipped: 'text[]' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM (
     SELECT code FROM clinic_codes WHERE clinic_id = current_clinic() AND system = :system
     UNION SELECT code COLLATE "C" FROM unnest(:shipped::text[]) AS shipped(code)) AS codes`,
});

/**
 * The number of each matching code of the clinic's list, with its best tier. A code matches by itself, by its words, or because the shipped entry of the same
 * code matches. The numbers of a word are in the order of the answers. For a query of one common word the first numbers are therefore enough, plus as many as
 * match by their code and have another position.
 */
const found = `
  by_code AS (
    SELECT number, CASE WHEN bare = :from THEN 0 ELSE 1 END AS tier FROM clinic_codes
     WHERE clinic_id = current_clinic() AND system = :system AND bare >= :from AND bare < :until
  ), by_words AS (
    SELECT number, :tierOfWords::integer AS tier
      FROM unnest(:lows::text[], :highs::text[], :numbers::integer[]) AS asked(low, high, word)
      JOIN clinic_code_words w ON w.clinic_id = current_clinic() AND w.system = :system AND w.word >= asked.low COLLATE "C" AND w.word < asked.high COLLATE "C"
     CROSS JOIN LATERAL (
       SELECT number FROM (SELECT unnest(w.numbers) AS number) AS all_numbers
        WHERE :afterTier::integer IS NULL OR :afterTier < :tierOfWords OR number > :afterNumber::integer
        LIMIT CASE WHEN :words::integer = 1 THEN :limit::integer + (SELECT count(*) FROM by_code) END) AS some_numbers
     GROUP BY number HAVING bit_or(1::bigint << asked.word) = (1::bigint << :words::integer) - 1
  ), by_shipped AS (
    SELECT c.number, shipped.tier FROM unnest(:shippedCodes::text[], :shippedTiers::integer[]) AS shipped(code, tier)
      JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = :system AND c.code = shipped.code COLLATE "C"
  ), found AS (
    SELECT number, min(tier) AS tier
      FROM (SELECT * FROM by_code UNION ALL SELECT * FROM by_words UNION ALL SELECT * FROM by_shipped) AS every
     GROUP BY number
  )`;
const searching = {
  system: 'text',
  /** The bounds of the codes that begin with the code in the query; `until` is exclusive. */
  from: 'text?',
  until: 'text?',
  /** The bounds of the words that match each beginning, with the index of the word in the query. */
  lows: 'text[]',
  highs: 'text[]',
  numbers: 'integer[]',
  tierOfWords: 'integer',
  words: 'integer',
  shippedCodes: 'text[]',
  shippedTiers: 'integer[]',
  afterTier: 'integer?',
  afterNumber: 'integer?',
  limit: 'integer?',
} as const;
const search = declareStatement('codes.search', {
  parameters: searching,
  row: declareColumns<FoundOwnCode>({ number: 'integer', tier: 'integer', code: 'text', display: 'text', synonyms: 'text[]' }),
  sql: `WITH ${found}, page AS (
     SELECT number, tier FROM found WHERE :afterTier::integer IS NULL OR (tier, number) > (:afterTier, :afterNumber::integer) ORDER BY tier, number LIMIT :limit::integer
   )
   SELECT p.number, p.tier, c.code, c.display, c.synonyms
     FROM page p JOIN clinic_codes c ON c.clinic_id = current_clinic() AND c.system = :system AND c.number = p.number
    ORDER BY p.tier, p.number`,
});
const count = declareStatement('codes.count', {
  parameters: searching,
  row: total,
  sql: `WITH ${found}
   SELECT ((SELECT count(*) FROM found) + (
     SELECT count(*) FROM unnest(:shippedCodes::text[]) AS shipped(code)
      WHERE NOT EXISTS (SELECT FROM clinic_codes c WHERE c.clinic_id = current_clinic() AND c.system = :system AND c.code = shipped.code COLLATE "C")))::integer AS total`,
});
const vocabulary = declareStatement('codes.vocabulary', {
  parameters: { system: 'text', from: 'text', until: 'text' },
  row: declareColumns<{ word: string }>({ word: 'text' }),
  sql: `SELECT word FROM clinic_code_words WHERE clinic_id = current_clinic() AND system = :system AND word >= :from AND word < :until`,
});

const toSearchParameters = (system: CodeListSystem, { code, words, tier }: Wanted, shipped: readonly Rank[]) => {
  const asked = words.flatMap((beginnings, number) => beginnings.map((beginning) => ({ bounds: getBeginningBounds(beginning), number })));
  const [from, until] = code === null ? [null, null] : getBeginningBounds(code);
  return {
    system,
    from,
    until,
    lows: asked.map(({ bounds }) => bounds[0]),
    highs: asked.map(({ bounds }) => bounds[1]),
    numbers: asked.map(({ number }) => number),
    tierOfWords: tier,
    words: words.length,
    shippedCodes: shipped.map((item) => item.code),
    shippedTiers: shipped.map((item) => item.tier),
  };
};

@Injectable()
export class CodesRepository {
  constructor(private readonly database: Database) {}

  find(system: CodeListSystem, code: string): Promise<ClinicCode | null> {
    return this.database.findRow(find, { system, code });
  }

  /** Lists the clinic's codes, in the order of the codes. */
  list(system: CodeListSystem, after: string, limit: number): Promise<ClinicCode[]> {
    return this.database.query(list, { system, after, limit });
  }

  /** Counts the codes in the clinic's list and the shipped list together. */
  async countAll(system: CodeListSystem, shipped: readonly string[]): Promise<number> {
    return (await this.database.getRow(countAll, { system, shipped })).total;
  }

  /** Finds the matching codes of the clinic's list, best first. A code matches by itself, or because its shipped entry does. */
  search(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[], after: OwnPosition | null, limit: number): Promise<FoundOwnCode[]> {
    return this.database.query(search, {
      ...toSearchParameters(system, wanted, shipped),
      afterTier: after?.tier ?? null,
      afterNumber: after?.number ?? null,
      limit,
    });
  }

  /** Counts the matching codes of the clinic's list and the shipped list together. */
  async count(system: CodeListSystem, wanted: Wanted, shipped: readonly Rank[]): Promise<number> {
    return (await this.database.getRow(count, { ...toSearchParameters(system, wanted, shipped), afterTier: null, afterNumber: null, limit: null })).total;
  }

  /** Lists the words of the clinic's list that begin with the letter. */
  async listVocabulary(system: CodeListSystem, letter: string): Promise<string[]> {
    const [from, until] = getBeginningBounds(letter);
    return (await this.database.query(vocabulary, { system, from, until })).map((row) => row.word);
  }
}
