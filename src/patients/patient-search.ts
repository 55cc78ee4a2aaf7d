import { Injectable } from '@nestjs/common';
import { getCurrentPrincipal, Pages, type Page } from '../platform/http/index.js';
import { listBirthDateKeys, listCloseKeys, isPhoneLike, listNearKeys, listPhoneEndings, listPhoneKeys, type CandidateKeys } from './domain/search-keys.js';
import { listSpellings } from './domain/patient.js';
import { createScorer } from './domain/ranking.js';
import type { FoundPatient, MergedRecord, PatientQuery } from './patient.dto.js';
import { toFound } from './patient.response.js';
import { PatientsRepository, type PatientFilter, type PatientRecord } from './patients.repository.js';

/** The number of best matches that a search shows. For more, narrow the query. */
const MAXIMUM_MATCHES = 200;

interface RankedPatient {
  patient: PatientRecord;
  score: number;
  /** The merged record that matches the query better than the patient's own data; null where there is none. */
  foundBy: MergedRecord | null;
}

interface Position {
  score: number;
  id: string;
}

/**
 * Finds patients by a typed query: by spelling or sound, within one edit of every word, or by the beginning of the last word. The index brings candidates and
 * the domain ranks them, in the stable order of score and id.
 */
@Injectable()
export class PatientSearch {
  constructor(
    private readonly patients: PatientsRepository,
    private readonly pages: Pages,
  ) {}

  static listPhoneKeys(phone: string): CandidateKeys {
    return listPhoneKeys(getCurrentPrincipal().clinic.id, phone);
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
    const clinicId = getCurrentPrincipal().clinic.id;
    if (isPhoneLike(text)) {
      const found = await this.listCandidates({ ...filter, phoneEndings: listPhoneEndings(text) }, listPhoneKeys(clinicId, text));
      if (found.length > 0) return sortMatches(found.map((patient) => ({ patient, score: 1, foundBy: null })));
    }
    return this.rankAll(text, await this.listCandidates(filter, listCloseKeys(clinicId, text), listNearKeys(clinicId, text)));
  }

  /** Finds the patients who have all words of at least one of the queries. */
  private async listCandidates(filter: PatientFilter, ...ways: CandidateKeys[]): Promise<PatientRecord[]> {
    const asking = ways.filter((way) => way.length > 0);
    if (asking.length === 0) return [];
    const born = filter.birthDate === undefined ? [] : listBirthDateKeys(getCurrentPrincipal().clinic.id, filter.birthDate);
    return this.patients.listCandidates({ ...filter, keys: [...(filter.keys ?? []), ...born] }, asking, MAXIMUM_MATCHES);
  }

  private rankAll(text: string, candidates: PatientRecord[]): RankedPatient[] {
    const score = createScorer(text);
    return sortMatches(candidates.map((patient) => rankCandidate(patient, score)).filter((match) => match.score > 0));
  }
}

/** Ranks the patient by their own data and by those of merged records. */
const rankCandidate = (patient: PatientRecord, score: ReturnType<typeof createScorer>): RankedPatient => {
  const { names, medicalRecordNumber, mergedRecords } = patient;
  const phones = patient.phones.map((phone) => phone.value);
  const ofMerged = new Set(mergedRecords.flatMap((record) => record.names));
  const own = names.filter(({ use, text }) => use !== 'old' || !ofMerged.has(text)).flatMap(listSpellings);
  const ownScore = score({ names: own, phones, medicalRecordNumber });
  if (mergedRecords.length === 0) return { patient, score: ownScore, foundBy: null };
  const all = { names: [...names.flatMap(listSpellings), ...ofMerged], mergedNumbers: mergedRecords.map((record) => record.medicalRecordNumber) };
  const whole = score({ ...all, phones, medicalRecordNumber });
  if (whole <= ownScore) return { patient, score: ownScore, foundBy: null };
  const scored = mergedRecords.map((record) => ({ record, score: score({ ...record, phones: [] }) }));
  return { patient, score: whole, foundBy: scored.reduce((best, one) => (one.score > best.score ? one : best)).record };
};

const sortMatches = (matches: RankedPatient[]): RankedPatient[] => matches.sort((a, b) => b.score - a.score || (a.patient.id < b.patient.id ? -1 : 1));

const isAfter = (match: RankedPatient, { score, id }: Position): boolean => match.score < score || (match.score === score && match.patient.id > id);
