import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { FieldError } from '../../kernel/failure.js';
import { vitalSignErrors } from '../../consultations/index.js';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal, lifeErrors } from '../../platform/http/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { ProductsService } from '../../products/index.js';
import type { ValidationResult } from '../sessions/domain/anaesthetic-validation.js';
import { injectedWarnings } from '../sessions/domain/injected.js';
import { validateSessionRecord, type RecordContext } from '../sessions/domain/session-record.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { sharpsErrors } from '../sessions/domain/sharps.js';
import { missingVitalSigns, vitalSignsAsked } from '../sessions/domain/vital-signs-asked.js';
import { SessionRecordInput } from '../sessions/session.dto.js';
import { SessionAnaesthetics } from './session-anaesthetics.service.js';
import { minutesBetween } from '../sessions/session.response.js';
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
      this.photographErrors(session, record),
      this.sessions.seePlanOf(session.planId),
      this.contents.of([record]),
    ]);
    const [protocol, series] = await Promise.all([this.protocols.ofVersion(session.treatment, plan.protocolVersion), this.seriesOf(session)]);
    const durationMinutes = minutesBetween(session.startedAt!, endedAt);
    const own = validateSessionRecord(protocol, record, { durationMinutes, hairTrimming: plan.hairTrimming, series, technique: plan.technique });
    return {
      errors: [
        ...own.errors,
        ...endErrors(session, endedAt, now),
        ...lifeErrors(Object.assign(new SessionRecordInput(), record, { endedAt: endedAt.toISOString() }), patient, currentPrincipal().clinic.timeZone),
        ...vitalSignErrors(record.vitalSigns, '/vitalSigns', now),
        ...missingVitalSigns(vitalSignsAsked(protocol), record.vitalSigns),
        ...sharpsErrors(record.sharps),
        ...anaesthetic.errors,
        ...givenErrors(record, now),
        ...photographs,
      ],
      warnings: [...anaesthetic.warnings, ...own.warnings, ...injectedWarnings(record, contents[0]!)],
    };
  }

  /** Finds the place of a sitting among those of its plan, and the colours of the clinic's pigments. */
  private async seriesOf({ id, planId, treatment, startedAt }: SessionRecord): Promise<RecordContext['series']> {
    if (treatment !== 'scalp-micropigmentation') return null;
    const [all, colours] = await Promise.all([this.sessions.ofPlan(planId), this.products.pigmentColours()]);
    const others = all.filter((other) => other.id !== id);
    const isBefore = (other: SessionRecord): boolean => other.status === 'completed' && other.startedAt! < startedAt!;
    return {
      earlier: others.filter(isBefore).map(({ record }) => record!.micropigmentation?.shades ?? []),
      isLast: others.every((other) => isBefore(other) || other.status === 'cancelled' || other.status === 'no-show'),
      colours,
    };
  }

  /** Validates the photographs that a record names. A photograph of an earlier version stays valid, even if it was withdrawn since. */
  private async photographErrors({ patientId, record }: SessionRecord, { photographs }: SessionRecordInput): Promise<FieldError[]> {
    const before = new Set((['before', 'after'] as const).flatMap((when) => record?.photographs?.[when] ?? []));
    const named = (['before', 'after'] as const)
      .flatMap((when) => (photographs?.[when] ?? []).map((id, index) => ({ id, pointer: `/photographs/${when}/${index}` })))
      .filter(({ id }) => !before.has(id));
    if (named.length === 0) return [];
    const known = await this.photographs.currentAmong(
      patientId,
      named.map(({ id }) => id),
    );
    return named
      .filter(({ id }) => !known.has(id.toLowerCase()))
      .map(({ pointer }) => ({ pointer, code: 'unknown-photo', detail: 'This patient has no such photograph: name one that GET /v1/patients/{patientId}/photos lists.' }));
  }
}

const endErrors = ({ startedAt }: SessionRecord, endedAt: Date, now: Date): FieldError[] =>
  endedAt > now || endedAt < startedAt! ? [{ pointer: '/endedAt', code: 'out-of-range', detail: 'A session ends after it began (startedAt), and not in the future.' }] : [];

const givenErrors = ({ anaesthetic = [] }: SessionRecordInput, now: Date): FieldError[] =>
  anaesthetic.flatMap(({ givenAt }, index) =>
    new Date(givenAt) > now ? [{ pointer: `/anaesthetic/${index}/givenAt`, code: 'in-the-future', detail: 'This lies in the future: send now, or an instant before.' }] : [],
  );
