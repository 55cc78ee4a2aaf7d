import { Injectable } from '@nestjs/common';
import { ageOn, dayOf } from '../../kernel/day.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService } from '../../contraindications/index.js';
import { ProductsService, UsageService } from '../../products/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { convertUnit } from '../../terminology/index.js';
import { reductionsOf, type Reduction } from '../anaesthetics/limits.js';
import { holdsAnaesthetic, type AnaestheticRecord, type UsedContents } from '../anaesthetics/reading.js';
import { judgeAnaesthetic, type Judgement } from './domain/anaesthetic-judgement.js';
import type { SessionRecordInput } from './session.dto.js';
import { SessionsRepository, type SessionRecord } from './sessions.repository.js';

/** What was used, and when. */
interface Given {
  startedAt: Date;
  endedAt: Date;
  record: SessionRecordInput;
}

/** The local anaesthetic of a session, with that of the patient's other sessions within 24 hours and with what left the lots. */
@Injectable()
export class SessionAnaesthetics {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly products: ProductsService,
    private readonly usage: UsageService,
  ) {}

  async judge(session: SessionRecord, record: SessionRecordInput, endedAt: Date): Promise<Judgement> {
    const given: Given = { startedAt: session.startedAt!, endedAt, record };
    const own = toRead(given, await this.contentsOf([given]));
    if (!holdsAnaesthetic(own)) return { errors: [], warnings: [] };
    // Whoever completes another session of the patient at this moment is waited for, or waits: both doses are seen by one of them.
    await this.sessions.lockPlansOf(session.patientId);
    const others = await this.sessions.recordedAround(session, endedAt);
    const contents = await this.contentsOf(others);
    const [bodyWeight, reductions] = await Promise.all([this.bodyWeight(session.patientId, record), this.reductions(session)]);
    const principal = currentPrincipal();
    return judgeAnaesthetic(own, {
      others: others.map((other) => toRead(other, contents)),
      bodyWeight,
      reductions,
      overLimitReason: record.overLimitReason ?? null,
      anaestheticReason: record.anaestheticReason ?? null,
      byDermatologist: principal.kind === 'staff' && principal.role === 'dermatologist',
    });
  }

  /** The weight of this session, else the newest on file. */
  private async bodyWeight(patientId: string, { vitalSigns }: SessionRecordInput): Promise<number | null> {
    const own = vitalSigns?.bodyWeight && convertUnit(vitalSigns.bodyWeight.value, vitalSigns.bodyWeight.unit, 'kg');
    return typeof own === 'number' ? own : ((await this.consultations.bodyWeightOf(patientId))?.kilograms ?? null);
  }

  /** By what the check of the start knew of the patient. */
  private async reductions({ checkId, startedAt }: SessionRecord): Promise<Reduction[]> {
    const [check] = checkId === null ? [] : await this.checks.factsOf([checkId]);
    if (!check) return [];
    const { birthDate, conditions } = check.facts;
    return reductionsOf({
      age: ageOn(birthDate, dayOf(startedAt!, currentPrincipal().clinic.timeZone))?.max ?? null,
      conditions: conditions.map(({ code, text }) => ({ code: code?.code ?? null, text: text ?? code?.display ?? null })),
    });
  }

  /** What is in the products, as it is known now, by lot. */
  private async contentsOf(given: readonly Given[]): Promise<ReadonlyMap<string, Omit<UsedContents, 'amount'>>> {
    const productOf = await this.usage.productsByLot(given.flatMap(({ record }) => (record.products ?? []).map(({ lotId }) => lotId)));
    const contents = new Map((await this.products.contentsOf([...productOf.values()])).map((one) => [one.id, one]));
    return new Map([...productOf].map(([lotId, productId]) => [lotId, contents.get(productId)!]));
  }
}

const toRead = ({ startedAt, endedAt, record }: Given, contents: ReadonlyMap<string, Omit<UsedContents, 'amount'>>): AnaestheticRecord => ({
  startedAt,
  endedAt,
  doses: record.anaesthetic ?? [],
  products: (record.products ?? []).map(({ lotId, amount, unit }) => {
    const product = contents.get(lotId.toLowerCase());
    return product ? { ...product, amount: { value: amount, unit } } : null;
  }),
  substances: record.mesotherapy?.substances ?? [],
});
