import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { invalidTransition, notFound } from '../../kernel/failure.js';
import { currentPrincipal, Pages, requireVersion, type Page, type PageQuery } from '../../platform/http/index.js';
import { PatientsService } from '../../patients/index.js';
import { lotStatus } from '../domain/lot.js';
import type { LotResponse } from '../lots/lot.dto.js';
import { LotsRepository, type Lot, type LotWithStock } from '../lots/lots.repository.js';
import { LotsService } from '../lots/lots.service.js';
import { ExposuresRepository, type ExposedPersonRow } from './exposures.repository.js';
import type { ExposedPerson, Exposure, PatientExposure, RecallInput, RecallResponse, RecallWithdrawalInput } from './recall.dto.js';

const personIn =
  (unit: string) =>
  ({ phones, emails, quantity, lastUsedAt, ...person }: ExposedPersonRow): ExposedPerson => ({
    ...person,
    phones: phones.map((phone) => phone.value),
    emails: emails.map((email) => email.value),
    quantity: { value: Number(quantity), unit },
    lastUsedAt: lastUsedAt.toISOString(),
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

  /** Recalls the lot: from now on nobody receives it. Answers everybody who did; a use that is under way is waited for. */
  async recall(lotId: string, { reason, recalledBy }: RecallInput): Promise<RecallResponse> {
    const lot = await this.lock(lotId);
    if (lot.recalledAt && !lot.withdrawnAt) throw invalidTransition('The lot is recalled already.', ['withdraw-recall']);
    const now = this.clock.now();
    await this.lots.update({
      ...lot,
      recallReason: reason,
      recallSource: recalledBy ?? null,
      recalledAt: now,
      recallRecordedBy: currentPrincipal().id,
      withdrawalReason: null,
      withdrawnAt: null,
      withdrawnBy: null,
      updatedAt: now,
    });
    const [recalled, people] = await Promise.all([this.lotsService.get(lotId), this.exposures.people(lotId, null, null)]);
    return { ...recalled, toContact: people.map(personIn(lot.product.stockUnit)) };
  }

  async withdraw(lotId: string, { reason }: RecallWithdrawalInput): Promise<LotResponse> {
    const lot = await this.lock(lotId);
    if (!lot.recalledAt || lot.withdrawnAt) throw invalidTransition('No recall of the lot stands.', ['recall']);
    const now = this.clock.now();
    await this.lots.update({ ...lot, withdrawalReason: reason, withdrawnAt: now, withdrawnBy: currentPrincipal().id, updatedAt: now });
    return this.lotsService.get(lotId);
  }

  async exposuresOf(lotId: string, query: PageQuery): Promise<Page<Exposure>> {
    const { product } = await this.find(lotId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.exposures.ofLot(lotId, after, limit),
      position: (row) => row.id,
      item: ({ quantity, usedAt, ...row }): Exposure => ({
        ...row,
        quantity: { value: Number(quantity), unit: product.stockUnit },
        usedAt: usedAt.toISOString(),
      }),
      total: () => this.exposures.countOfLot(lotId),
    });
  }

  async peopleOf(lotId: string, query: PageQuery): Promise<Page<ExposedPerson>> {
    const { product } = await this.find(lotId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.exposures.people(lotId, after, limit),
      position: (row) => row.patientId,
      item: personIn(product.stockUnit),
      total: () => this.exposures.countPeople(lotId),
    });
  }

  async ofPatient(patientId: string, query: PageQuery): Promise<Page<PatientExposure>> {
    await this.patients.require(patientId);
    const today = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.exposures.ofPatient(patientId, after, limit),
      position: (row) => row.id,
      item: (row): PatientExposure => ({
        id: row.id,
        patientId: row.patientId,
        lotId: row.lotId,
        lotNumber: row.lotNumber,
        lotStatus: lotStatus(row, today),
        productId: row.productId,
        productName: row.productName,
        sessionId: row.sessionId,
        quantity: { value: Number(row.quantity), unit: row.stockUnit },
        usedAt: row.usedAt.toISOString(),
      }),
      total: () => this.exposures.countOfPatient(patientId),
    });
  }

  private async find(lotId: string): Promise<LotWithStock> {
    const lot = await this.lots.find(lotId);
    if (!lot) throw notFound('lot');
    return lot;
  }

  private async lock(lotId: string): Promise<Lot> {
    const lot = await this.lots.lock(lotId);
    if (!lot) throw notFound('lot');
    requireVersion(lot.version);
    return lot;
  }
}
