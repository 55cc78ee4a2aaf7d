import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, type EnteredInErrorInput, validateLifeDates, type Page, Pages, requireVersion, toActor } from '../../platform/http/index.js';
import { PlansService, SessionsService } from '../../treatments/index.js';
import { findRatingMeaning, validateRating } from './domain/rating.js';
import type { PlanRatingInput, RatingQuery, PlanRatingResponse } from './rating.dto.js';
import { RatingsRepository, type ListedRating, type RatingPosition, type RatingRecord } from './ratings.repository.js';

const toResponse = (record: RatingRecord): PlanRatingResponse => ({
  id: record.id,
  planId: record.planId,
  patientId: record.patientId,
  sessionId: record.sessionId,
  kind: record.kind,
  score: record.score,
  meaning: findRatingMeaning(record.kind, record.score),
  assessor: record.assessor,
  ratedAt: record.ratedAt.toISOString(),
  note: record.note,
  enteredInError: record.errorAt && { reason: record.errorReason!, by: toActor(record.errorBy!), at: record.errorAt.toISOString() },
  recordedBy: toActor(record.recordedBy),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  version: record.version,
});

@Injectable()
export class RatingsService {
  constructor(
    private readonly ratings: RatingsRepository,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async record(planId: string, input: PlanRatingInput): Promise<PlanRatingResponse> {
    const { patientId, treatment, status, allowed } = await this.plans.get(planId);
    if (status === 'draft' || status === 'proposed') throw createInvalidTransitionFailure(`The plan is ${status}: there is nothing to rate yet.`, allowed);
    const patient = await this.patients.requireWritable(patientId);
    const now = this.clock.now();
    const errors = [
      ...validateRating(input, { treatment, now, sessions: input.sessionId === undefined ? [] : await this.sessions.listAllByPlan(planId) }),
      ...validateLifeDates(input, patient, getCurrentPrincipal().clinic.timeZone),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const record: RatingRecord = {
      id: createId(),
      patientId,
      planId,
      sessionId: input.sessionId?.toLowerCase() ?? null,
      kind: input.kind,
      score: input.score,
      assessor: input.assessor,
      ratedAt: new Date(input.ratedAt),
      note: input.note ?? null,
      recordedBy: getCurrentPrincipal().id,
      errorReason: null,
      errorBy: null,
      errorAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.ratings.insert(record);
    return toResponse(record);
  }

  async get(ratingId: string): Promise<PlanRatingResponse> {
    const record = await this.ratings.find(ratingId);
    if (!record) throw createNotFoundFailure('rating');
    return toResponse(record);
  }

  /** Lists ratings, the oldest first, including those entered in error; fails as not found where the clinic has no such plan. */
  async list(planId: string, query: RatingQuery): Promise<Page<PlanRatingResponse>> {
    const kind = query.kind ?? null;
    const [, page] = await Promise.all([
      this.plans.get(planId),
      this.pages.read(query, {
        rows: (after: RatingPosition | null, limit) => this.ratings.list(planId, kind, after, limit),
        position: ({ exactAt, id }: ListedRating): RatingPosition => ({ ratedAt: exactAt, id }),
        item: toResponse,
        total: () => this.ratings.count(planId, kind),
      }),
    ]);
    return page;
  }

  /** Lists the ratings of a plan that were not entered in error, the oldest first. */
  async listCurrent(planId: string): Promise<PlanRatingResponse[]> {
    return (await this.ratings.listCurrent(planId)).map(toResponse);
  }

  async enterInError(ratingId: string, { reason }: EnteredInErrorInput): Promise<PlanRatingResponse> {
    const record = await this.ratings.lock(ratingId);
    if (!record) throw createNotFoundFailure('rating');
    requireVersion(record.version);
    if (record.errorAt) throw createInvalidTransitionFailure('It is said to be entered in error already.', []);
    await this.patients.requireWritable(record.patientId);
    const now = this.clock.now();
    const { id: by } = getCurrentPrincipal();
    await this.ratings.enterInError(ratingId, reason, by, now);
    return toResponse({ ...record, errorReason: reason, errorBy: by, errorAt: now, updatedAt: now, version: record.version + 1 });
  }
}
