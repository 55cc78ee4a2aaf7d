import { Injectable } from '@nestjs/common';
import { computeAge, toCalendarDay } from '../../kernel/day.js';
import { ConsultationsService } from '../../consultations/index.js';
import { ChecksService } from '../../contraindications/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { convertUnit } from '../../terminology/index.js';
import { listReductions, type Reduction } from '../anaesthetics/limits.js';
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
    const others = await this.read(await this.sessions.listRecordedAround(session, endedAt));
    const [bodyWeight, reductions] = await Promise.all([this.findBodyWeight(session.patientId, record), this.listReductions(session)]);
    const principal = getCurrentPrincipal();
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
  private async findBodyWeight(patientId: string, { vitalSigns }: SessionRecordInput): Promise<number | null> {
    const own = vitalSigns?.bodyWeight && convertUnit(vitalSigns.bodyWeight.value, vitalSigns.bodyWeight.unit, 'kg');
    return typeof own === 'number' ? own : ((await this.consultations.findBodyWeight(patientId))?.kilograms ?? null);
  }

  /** Lists the reductions of the limits by the facts of the check with which the session started. */
  private async listReductions({ checkId, startedAt }: SessionRecord): Promise<Reduction[]> {
    const [check] = checkId === null ? [] : await this.checks.listFacts([checkId]);
    if (!check) return [];
    const { birthDate, conditions } = check.facts;
    return listReductions({
      age: computeAge(birthDate, toCalendarDay(startedAt!, getCurrentPrincipal().clinic.timeZone))?.max ?? null,
      conditions: conditions.map(({ code, text }) => ({ code: code?.code ?? null, text: text ?? code?.display ?? null })),
    });
  }

  private async read(given: readonly Given[]): Promise<AnaestheticRecord[]> {
    const products = await this.contents.list(given.map(({ record }) => record));
    return given.map(({ startedAt, endedAt, record }, index) => ({
      startedAt,
      endedAt,
      doses: record.anaesthetic ?? [],
      products: products[index]!,
      substances: record.mesotherapy?.substances ?? [],
    }));
  }
}
