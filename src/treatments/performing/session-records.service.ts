import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/failure.js';
import { validateVitalSigns } from '../../consultations/index.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, validateLifeDates } from '../../platform/http/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { ProductsService } from '../../products/index.js';
import type { ValidationResult } from '../sessions/domain/anaesthetic-validation.js';
import { listInjectedWarnings } from '../sessions/domain/injected.js';
import { validateSessionRecord, type RecordContext } from '../sessions/domain/session-record.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { validateSharps } from '../sessions/domain/sharps.js';
import { listMissingVitalSigns, listAskedVitalSigns } from '../sessions/domain/vital-signs-asked.js';
import { SessionRecordInput } from '../sessions/session.dto.js';
import { SessionAnaesthetics } from './session-anaesthetics.service.js';
import { countMinutesBetween } from '../sessions/session.response.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { UsedContentsService } from './used-contents.service.js';

/** Validates a session's record against the protocol, the patient and the clock, both when the session is completed and when the record is amended. */
@Injectable()
export class SessionRecords {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly anaesthetics: SessionAnaesthetics,
    private readonly photographs: PhotographsService,
    private readonly patients: PatientsService,
    private readonly protocols: ProtocolsService,
    private readonly products: ProductsService,
    private readonly contents: UsedContentsService,
    private readonly clock: Clock,
  ) {}

  async validate(session: SessionRecord, record: SessionRecordInput, endedAt: Date): Promise<ValidationResult> {
    const now = this.clock.now();
    const [patient, anaesthetic, photographs, plan, contents] = await Promise.all([
      this.patients.requireWritable(session.patientId),
      this.anaesthetics.validate(session, record, endedAt),
      this.validatePhotographs(session, record),
      this.sessions.getPlan(session.planId),
      this.contents.list([record]),
    ]);
    const [protocol, series] = await Promise.all([this.protocols.getVersion(session.treatment, plan.protocolVersion), this.findSeries(session)]);
    const durationMinutes = countMinutesBetween(session.startedAt!, endedAt);
    const own = validateSessionRecord(protocol, record, { durationMinutes, hairTrimming: plan.hairTrimming, series, technique: plan.technique });
    return {
      errors: [
        ...own.errors,
        ...validateEnd(session, endedAt, now),
        ...validateLifeDates(
          Object.assign(new SessionRecordInput(), record, { endedAt: endedAt.toISOString() }),
          patient,
          getCurrentPrincipal().clinic.timeZone,
        ),
        ...validateVitalSigns(record.vitalSigns, '/vitalSigns', now),
        ...listMissingVitalSigns(listAskedVitalSigns(protocol), record.vitalSigns),
        ...validateSharps(record.sharps),
        ...anaesthetic.errors,
        ...validateGivenTimes(record, now),
        ...photographs,
      ],
      warnings: [...anaesthetic.warnings, ...own.warnings, ...listInjectedWarnings(record, contents[0]!)],
    };
  }

  /** Finds the place of a sitting among those of its plan, and the colours of the clinic's pigments. */
  private async findSeries({ id, planId, treatment, startedAt }: SessionRecord): Promise<RecordContext['series']> {
    if (treatment !== 'scalp-micropigmentation') return null;
    const [all, colours] = await Promise.all([this.sessions.listAllByPlan(planId), this.products.getPigmentColours()]);
    const others = all.filter((other) => other.id !== id);
    const isBefore = (other: SessionRecord): boolean => other.status === 'completed' && other.startedAt! < startedAt!;
    return {
      earlier: others.filter(isBefore).map(({ record }) => record!.micropigmentation?.shades ?? []),
      isLast: others.every((other) => isBefore(other) || other.status === 'cancelled' || other.status === 'no-show'),
      colours,
    };
  }

  /** Validates the photographs that a record names. A photograph of an earlier version stays valid, even if it was withdrawn since. */
  private async validatePhotographs({ patientId, record }: SessionRecord, { photographs }: SessionRecordInput): Promise<FieldError[]> {
    const before = new Set((['before', 'after'] as const).flatMap((when) => record?.photographs?.[when] ?? []));
    const named = (['before', 'after'] as const)
      .flatMap((when) => (photographs?.[when] ?? []).map((id, index) => ({ id, pointer: `/photographs/${when}/${index}` })))
      .filter(({ id }) => !before.has(id));
    if (named.length === 0) return [];
    const known = await this.photographs.listCurrentAmong(
      patientId,
      named.map(({ id }) => id),
    );
    return named
      .filter(({ id }) => !known.has(id.toLowerCase()))
      .map(({ pointer }) => ({
        pointer,
        code: 'unknown-photo',
        detail: 'This patient has no such photograph: name one that GET /v1/patients/{patientId}/photos lists.',
      }));
  }
}

const validateEnd = ({ startedAt }: SessionRecord, endedAt: Date, now: Date): FieldError[] =>
  endedAt > now || endedAt < startedAt!
    ? [{ pointer: '/endedAt', code: 'out-of-range', detail: 'A session ends after it began (startedAt), and not in the future.' }]
    : [];

const validateGivenTimes = ({ anaesthetic = [] }: SessionRecordInput, now: Date): FieldError[] =>
  anaesthetic.flatMap(({ givenAt }, index) =>
    new Date(givenAt) > now
      ? [{ pointer: `/anaesthetic/${index}/givenAt`, code: 'in-the-future', detail: 'This lies in the future: send now, or an instant before.' }]
      : [],
  );
