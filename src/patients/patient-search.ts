import { Injectable } from '@nestjs/common';
import { currentPrincipal, Pages, type Page } from '../platform/http/index.js';
import { birthDateKeys, closeKeys, isPhoneLike, nearKeys, phoneEndings, phoneKeys, type CandidateKeys } from './domain/search-keys.js';
import { spellingsOf } from './domain/patient.js';
import { scorer } from './domain/ranking.js';
import type { FoundPatient, MergedRecord, PatientQuery } from './patient.dto.js';
import { toFound } from './patient.response.js';
import { PatientsRepository, type PatientFilter, type PatientRecord } from './patients.repository.js';

/** A search shows its best matches; whoever has more of them narrows the query. */
const MAXIMUM_MATCHES = 200;

interface RankedPatient {
  patient: PatientRecord;
  score: number;
  /** The merged record that answers the query better than what is the patient's own. */
  foundBy: MergedRecord | null;
}

interface Position {
  score: number;
  id: string;
}

/**
 * Finds people by what was typed: as it is written or sounds, and within one edit of every word or as the last one
 * begins. The index brings candidates of both kinds, the domain ranks them: the score, then the id, is a stable order.
 */
@Injectable()
export class PatientSearch {
  constructor(
    private readonly patients: PatientsRepository,
    private readonly pages: Pages,
  ) {}

  static phoneKeys(phone: string): CandidateKeys {
    return phoneKeys(currentPrincipal().clinic.id, phone);
  }

  async search(query: PatientQuery, filter: PatientFilter): Promise<Page<FoundPatient>> {
    let ranked: Promise<RankedPatient[]> | null = null;
    const rank = (): Promise<RankedPatient[]> => (ranked ??= this.rank([query.query, query.name].filter((text) => text !== undefined).join(' '), filter));
    return this.pages.read(query, {
      rows: async (after: Position | null, limit) => (await rank()).filter((match) => after === null || isAfter(match, after)).slice(0, limit),
      position: (match) => ({ score: match.score, id: match.patient.id }),
      item: (match) => toFound(match.patient, match.foundBy),
      total: async () => (await rank()).length,
    });
  }

  private async rank(text: string, filter: PatientFilter): Promise<RankedPatient[]> {
    const clinicId = currentPrincipal().clinic.id;
    if (isPhoneLike(text)) {
      const found = await this.candidates({ ...filter, phoneEndings: phoneEndings(text) }, phoneKeys(clinicId, text));
      if (found.length > 0) return order(found.map((patient) => ({ patient, score: 1, foundBy: null })));
    }
    return this.rankAll(text, await this.candidates(filter, closeKeys(clinicId, text), nearKeys(clinicId, text)));
  }

  /** Those that have all that is asked for by any of the ways of asking. */
  private async candidates(filter: PatientFilter, ...ways: CandidateKeys[]): Promise<PatientRecord[]> {
    const asking = ways.filter((way) => way.length > 0);
    if (asking.length === 0) return [];
    const born = filter.birthDate === undefined ? [] : birthDateKeys(currentPrincipal().clinic.id, filter.birthDate);
    return this.patients.candidates({ ...filter, keys: [...(filter.keys ?? []), ...born] }, asking, MAXIMUM_MATCHES);
  }

  private rankAll(text: string, candidates: PatientRecord[]): RankedPatient[] {
    const score = scorer(text);
    return order(candidates.map((patient) => rankCandidate(patient, score)).filter((match) => match.score > 0));
  }
}

/** What is the patient's own, and what came with the records that were merged into it. */
const rankCandidate = (patient: PatientRecord, score: ReturnType<typeof scorer>): RankedPatient => {
  const { names, medicalRecordNumber, mergedRecords } = patient;
  const phones = patient.phones.map((phone) => phone.value);
  const ofMerged = new Set(mergedRecords.flatMap((record) => record.names));
  const own = names.filter(({ use, text }) => use !== 'old' || !ofMerged.has(text)).flatMap(spellingsOf);
  const ownScore = score({ names: own, phones, medicalRecordNumber });
  if (mergedRecords.length === 0) return { patient, score: ownScore, foundBy: null };
  const all = { names: [...names.flatMap(spellingsOf), ...ofMerged], mergedNumbers: mergedRecords.map((record) => record.medicalRecordNumber) };
  const whole = score({ ...all, phones, medicalRecordNumber });
  if (whole <= ownScore) return { patient, score: ownScore, foundBy: null };
  const scored = mergedRecords.map((record) => ({ record, score: score({ ...record, phones: [] }) }));
  return { patient, score: whole, foundBy: scored.reduce((best, one) => (one.score > best.score ? one : best)).record };
};

const order = (matches: RankedPatient[]): RankedPatient[] => matches.sort((a, b) => b.score - a.score || (a.patient.id < b.patient.id ? -1 : 1));

const isAfter = (match: RankedPatient, { score, id }: Position): boolean => match.score < score || (match.score === score && match.patient.id > id);
