import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal, Pages, requireVersion, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { PatientsService } from '../../patients/index.js';
import { deriveLotStatus, deriveLotStatusAt, type LotFacts, type LotStatus } from '../domain/lot.js';
import type { ProductLotResponse } from '../lots/lot.dto.js';
import { LotsRepository, type Lot } from '../lots/lots.repository.js';
import { LotsService } from '../lots/lots.service.js';
import { ExposuresRepository, type ExposedPersonRow, type ExposureRow, type ReversedUse } from './exposures.repository.js';
import type { ExposedPerson, LotExposure, PatientExposure, ProductLotRecallInput, ProductLotRecallResponse, RecallWithdrawalInput } from './recall.dto.js';

const toPerson = ({ phones, emails, quantity, stockUnit, lastUsedAt, ...person }: ExposedPersonRow): ExposedPerson => ({
  ...person,
  phones: phones.map((phone) => phone.value),
  emails: emails.map((email) => email.value),
  quantity: { value: Number(quantity), unit: stockUnit },
  lastUsedAt: lastUsedAt.toISOString(),
});

const deriveStatusWhenUsed = (row: LotFacts & { usedAt: Date }): LotStatus =>
  deriveLotStatusAt(row, row.usedAt, toCalendarDay(row.usedAt, getCurrentPrincipal().clinic.timeZone));

const toExposure = (row: ExposureRow): LotExposure => ({
  id: row.id,
  lotId: row.lotId,
  patientId: row.patientId,
  patientName: row.patientName,
  sessionId: row.sessionId,
  quantity: { value: Number(row.quantity), unit: row.stockUnit },
  usedAt: row.usedAt.toISOString(),
  lotStatusWhenUsed: deriveStatusWhenUsed(row),
  unusableLotReason: row.unusableLotReason,
  recordedBy: toActor(row.recordedBy),
});

@Injectable()
export class RecallsService {
  constructor(
    private readonly lots: LotsRepository,
    private readonly lotsService: LotsService,
    private readonly exposures: ExposuresRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Recalls a lot: from now on it may not be used. Answers every patient who received it, after waiting for a use in progress. */
  async recall(lotId: string, { reason, recallSource }: ProductLotRecallInput): Promise<ProductLotRecallResponse> {
    const lot = await this.lock(lotId);
    if (lot.recalledAt && !lot.withdrawnAt) throw createInvalidTransitionFailure('The lot is recalled already.', ['withdraw-recall']);
    const now = this.clock.now();
    await this.lots.update({
      ...lot,
      recallReason: reason,
      recallSource: recallSource ?? null,
      recalledAt: now,
      recallRecordedBy: getCurrentPrincipal().id,
      withdrawalReason: null,
      withdrawnAt: null,
      withdrawnBy: null,
      updatedAt: now,
    });
    const [recalled, people] = await Promise.all([this.lotsService.get(lotId), this.exposures.listPeople(lotId, null, null)]);
    return { ...recalled, toContact: people.map(toPerson) };
  }

  async withdraw(lotId: string, { reason }: RecallWithdrawalInput): Promise<ProductLotResponse> {
    const lot = await this.lock(lotId);
    if (!lot.recalledAt || lot.withdrawnAt) throw createInvalidTransitionFailure('No recall of the lot stands.', ['recall']);
    const now = this.clock.now();
    await this.lots.update({ ...lot, withdrawalReason: reason, withdrawnAt: now, withdrawnBy: getCurrentPrincipal().id, updatedAt: now });
    return this.lotsService.get(lotId);
  }

  async listExposures(lotId: string, query: PageQuery): Promise<Page<LotExposure>> {
    const [, page] = await Promise.all([
      this.requireLot(lotId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.exposures.listByLot(lotId, after, limit),
        position: (row) => row.id,
        item: toExposure,
        total: () => this.exposures.countByLot(lotId),
      }),
    ]);
    return page;
  }

  async listPeople(lotId: string, query: PageQuery): Promise<Page<ExposedPerson>> {
    const [, page] = await Promise.all([
      this.requireLot(lotId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.exposures.listPeople(lotId, after, limit),
        position: (row) => row.patientId,
        item: toPerson,
        total: () => this.exposures.countPeople(lotId),
      }),
    ]);
    return page;
  }

  async listByPatient(patientId: string, query: PageQuery): Promise<Page<PatientExposure>> {
    await this.patients.require(patientId);
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.exposures.listByPatient(patientId, after, limit),
      position: (row) => row.id,
      item: (row): PatientExposure => ({
        id: row.id,
        patientId: row.patientId,
        lotId: row.lotId,
        lotNumber: row.lotNumber,
        lotStatus: deriveLotStatus(row, today),
        lotStatusWhenUsed: deriveStatusWhenUsed(row),
        unusableLotReason: row.unusableLotReason,
        productId: row.productId,
        productName: row.productName,
        sessionId: row.sessionId,
        quantity: { value: Number(row.quantity), unit: row.stockUnit },
        usedAt: row.usedAt.toISOString(),
      }),
      total: () => this.exposures.countByPatient(patientId),
    });
  }

  /** Lists the uses that were recorded for a patient by mistake and taken back. They are part of the record, although the patient received nothing. */
  listReversedByPatient(patientId: string): Promise<ReversedUse[]> {
    return this.exposures.listReversedByPatient(patientId);
  }

  private async requireLot(lotId: string): Promise<void> {
    if (!(await this.lots.find(lotId))) throw createNotFoundFailure('lot');
  }

  private async lock(lotId: string): Promise<Lot> {
    const lot = await this.lots.lock(lotId);
    if (!lot) throw createNotFoundFailure('lot');
    requireVersion(lot.version);
    return lot;
  }
}
