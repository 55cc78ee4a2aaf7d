import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../kernel/failure.js';
import { Pages, type Page } from '../platform/http/index.js';
import {
  compareRanks,
  findShipped,
  isCodeListSystem,
  mayBeMistyped,
  listMeantWords,
  findQueriedCode,
  listQueriedWords,
  findShippedCode,
  listShippedCodes,
  getShippedVocabulary,
  WORDS_BEGIN,
  WORDS_MEANT,
  type Beginnings,
  type CodeListSystem,
  type Rank,
  type Wanted,
} from '../terminology/codes/index.js';
import type { CodeQuery, ListedCodeResponse } from './code.dto.js';
import { CodesRepository, type ClinicCode, type OwnPosition } from './codes.repository.js';

/** Whether a text has the form and length of a code of any system. */
const mayBeCode = (text: string): boolean => /^[!-~]{1,64}$/.test(text);

const findListedCode = (system: CodeListSystem, own: ClinicCode | null, code: string): ListedCodeResponse | null => {
  const known = own ?? findShippedCode(system, code);
  if (!known) return null;
  const { display, synonyms } = known;
  return { system, code, display, synonyms: [...synonyms], source: own ? 'clinic' : 'shipped' };
};

const toTypedQuery = (query: string): Wanted => ({
  code: findQueriedCode(query),
  words: listQueriedWords(query).map(({ beginnings }) => beginnings),
  tier: WORDS_BEGIN,
});

/** The position at the end of a page: the last match, and the last match of the clinic's own list. */
interface Position extends Rank {
  own: OwnPosition | null;
}

/** A match; `clinic` is null where only the product ships the code. */
interface Found extends Position {
  clinic: ClinicCode | null;
}

/** Merges two lists of matches, each best first. The clinic's match replaces the shipped one where both have the code. */
const merge = (own: readonly (ClinicCode & OwnPosition)[], shipped: readonly Rank[], after: Position | null): Found[] => {
  const has = new Set(own.map(({ code }) => code));
  const ranked = [
    ...own.map((clinic) => ({ tier: clinic.tier, code: clinic.code, clinic })),
    ...shipped.filter(({ code }) => !has.has(code)).map((rank) => ({ ...rank, clinic: null })),
  ].sort(compareRanks);
  let last = after?.own ?? null;
  return ranked.map((item) => {
    if (item.clinic) last = { tier: item.clinic.tier, number: item.clinic.number };
    return { ...item, own: last };
  });
};

@Injectable()
export class CodesService {
  constructor(
    private readonly codes: CodesRepository,
    private readonly pages: Pages,
  ) {}

  async get(system: string, code: string): Promise<ListedCodeResponse> {
    if (!isCodeListSystem(system) || !mayBeCode(code)) throw createNotFoundFailure('code');
    const found = findListedCode(system, await this.codes.find(system, code), code);
    if (!found) throw createNotFoundFailure('code');
    return found;
  }

  list(query: CodeQuery): Promise<Page<ListedCodeResponse>> {
    return query.query === undefined ? this.browse(query) : this.find(query, query.query);
  }

  /** Lists all codes, in the order of the codes. */
  private browse(query: CodeQuery): Promise<Page<ListedCodeResponse>> {
    const { system } = query;
    return this.pages.read(query, {
      rows: async (after: string | null, limit) => {
        const own = (await this.codes.list(system, after ?? '', limit)).map((clinicCode) => findListedCode(system, clinicCode, clinicCode.code)!);
        const has = new Set(own.map((listedCode) => listedCode.code));
        const shipped = listShippedCodes(system)
          .filter(({ code }) => code > (after ?? '') && !has.has(code))
          .slice(0, limit)
          .map(({ code }) => findListedCode(system, null, code)!);
        return [...own, ...shipped].sort((a, b) => (a.code < b.code ? -1 : 1)).slice(0, limit);
      },
      position: (item) => item.code,
      item: (item) => item,
      total: () =>
        this.codes.countAll(
          system,
          listShippedCodes(system).map(({ code }) => code),
        ),
    });
  }

  private find(query: CodeQuery, text: string): Promise<Page<ListedCodeResponse>> {
    const { system } = query;
    const wanted = toTypedQuery(text);
    return this.pages.read(query, {
      rows: async (after: Position | null, limit): Promise<Found[]> => {
        const exact = after?.tier === WORDS_MEANT ? [] : await this.search(system, wanted, after, limit);
        if (exact.length > 0 || (after && after.tier !== WORDS_MEANT)) return exact;
        const meant = await this.findCorrectedQuery(system, text);
        return meant ? this.search(system, meant, after, limit) : [];
      },
      position: ({ tier, code, own }) => ({ tier, code, own }),
      item: ({ clinic, code }) => findListedCode(system, clinic, code)!,
      total: async () => {
        const exact = await this.codes.count(system, wanted, findShipped(system, wanted));
        const meant = exact === 0 ? await this.findCorrectedQuery(system, text) : null;
        return meant ? this.codes.count(system, meant, findShipped(system, meant)) : exact;
      },
    });
  }

  private async search(system: CodeListSystem, wanted: Wanted, after: Position | null, limit: number): Promise<Found[]> {
    // A later shipped match cannot be among the first `limit` matches of both lists.
    const shipped = findShipped(system, wanted)
      .filter((item) => !after || compareRanks(item, after) > 0)
      .slice(0, limit);
    const own = await this.codes.search(system, wanted, shipped, after?.own ?? null, limit);
    return merge(own, shipped, after).slice(0, limit);
  }

  /** Answers the query with its typing errors corrected; null where no correction is possible. */
  private async findCorrectedQuery(system: CodeListSystem, text: string): Promise<Wanted | null> {
    const words = await Promise.all(
      listQueriedWords(text).map(async ({ word, beginnings }): Promise<Beginnings> => {
        if (!mayBeMistyped(word)) return beginnings;
        const known = new Set([...getShippedVocabulary(system), ...(await this.codes.listVocabulary(system, word[0]!))]);
        return [...beginnings, ...listMeantWords(word, known)];
      }),
    );
    const changed = listQueriedWords(text).some(({ beginnings }, index) => words[index]!.length > beginnings.length);
    return changed ? { code: null, words, tier: WORDS_MEANT } : null;
  }
}
