import { Injectable } from '@nestjs/common';
import { ageOn, dayOf } from '../../kernel/day.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService } from '../../contraindications/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { convertUnit } from '../../terminology/index.js';
import { reductionsOf, type Reduction } from '../anaesthetics/limits.js';
import { holdsAnaesthetic, type AnaestheticRecord } from '../anaesthetics/read-doses.js';
import { validateAnaesthetic, type ValidationResult } from '../sessions/domain/anaesthetic-validation.js';
import type { SessionRecordInput } from '../sessions/session.dto.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { UsedContentsService } from './used-contents.service.js';

/** The record of a session, and when it was given. */
interface Given {
  startedAt: Date;
  endedAt: Date;
  record: SessionRecordInput;
}

/** Checks the local anaesthetic of a session, together with that of the patient's other sessions within 24 hours and with the amounts taken from lots. */
@Injectable()
export class SessionAnaesthetics {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly consultations: ConsultationsService,
    private readonly checks: ChecksService,
    private readonly contents: UsedContentsService,
  ) {}

  async validate(session: SessionRecord, record: SessionRecordInput, endedAt: Date): Promise<ValidationResult> {
    const given: Given = { startedAt: session.startedAt!, endedAt, record };
    const [own] = (await this.read([given])) as [AnaestheticRecord];
    if (!holdsAnaesthetic(own)) return { errors: [], warnings: [] };
    // Locks out a concurrent completion of another session of the patient, so that one of the two sees both doses.
    await this.sessions.lockPlansOf(session.patientId);
    const others = await this.read(await this.sessions.recordedAround(session, endedAt));
    const [bodyWeight, reductions] = await Promise.all([this.bodyWeight(session.patientId, record), this.reductions(session)]);
    const principal = currentPrincipal();
    return validateAnaesthetic(own, {
      others,
      bodyWeight,
      reductions,
      overLimitReason: record.overLimitReason ?? null,
      anaestheticReason: record.anaestheticReason ?? null,
      byDermatologist: principal.kind === 'staff' && principal.role === 'dermatologist',
    });
  }

  /** Finds the body weight measured at this session, otherwise the newest on file; null where there is none. */
  private async bodyWeight(patientId: string, { vitalSigns }: SessionRecordInput): Promise<number | null> {
    const own = vitalSigns?.bodyWeight && convertUnit(vitalSigns.bodyWeight.value, vitalSigns.bodyWeight.unit, 'kg');
    return typeof own === 'number' ? own : ((await this.consultations.bodyWeightOf(patientId))?.kilograms ?? null);
  }

  /** Lists the reductions of the limits by the facts of the check with which the session started. */
  private async reductions({ checkId, startedAt }: SessionRecord): Promise<Reduction[]> {
    const [check] = checkId === null ? [] : await this.checks.factsOf([checkId]);
    if (!check) return [];
    const { birthDate, conditions } = check.facts;
    return reductionsOf({
      age: ageOn(birthDate, dayOf(startedAt!, currentPrincipal().clinic.timeZone))?.max ?? null,
      conditions: conditions.map(({ code, text }) => ({ code: code?.code ?? null, text: text ?? code?.display ?? null })),
    });
  }

  private async read(given: readonly Given[]): Promise<AnaestheticRecord[]> {
    const products = await this.contents.of(given.map(({ record }) => record));
    return given.map(({ startedAt, endedAt, record }, index) => ({
      startedAt,
      endedAt,
      doses: record.anaesthetic ?? [],
      products: products[index]!,
      substances: record.mesotherapy?.substances ?? [],
    }));
  }
}
