import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { invalid, invalidTransition, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal, type EnteredInErrorInput, lifeErrors, type Page, Pages, requireVersion, actor } from '../../platform/http/index.js';
import { PlansService, SessionsService } from '../../treatments/index.js';
import { meaningOf, ratingErrors } from './domain/rating.js';
import type { PlanRatingInput, RatingQuery, PlanRatingResponse } from './rating.dto.js';
import { RatingsRepository, type ListedRating, type RatingPosition, type RatingRecord } from './ratings.repository.js';

const toResponse = (record: RatingRecord): PlanRatingResponse => ({
  id: record.id,
  planId: record.planId,
  patientId: record.patientId,
  sessionId: record.sessionId,
  kind: record.kind,
  score: record.score,
  meaning: meaningOf(record.kind, record.score),
  assessor: record.assessor,
  ratedAt: record.ratedAt.toISOString(),
  note: record.note,
  enteredInError: record.errorAt && { reason: record.errorReason!, by: actor(record.errorBy!), at: record.errorAt.toISOString() },
  recordedBy: actor(record.recordedBy),
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
    if (status === 'draft' || status === 'proposed') throw invalidTransition(`The plan is ${status}: there is nothing to rate yet.`, allowed);
    const patient = await this.patients.requireWritable(patientId);
    const now = this.clock.now();
    const errors = [
      ...ratingErrors(input, { treatment, now, sessions: input.sessionId === undefined ? [] : await this.sessions.allOfPlan(planId) }),
      ...lifeErrors(input, patient, currentPrincipal().clinic.timeZone),
    ];
    if (errors.length > 0) throw invalid(errors);
    const record: RatingRecord = {
      id: newId(),
      patientId,
      planId,
      sessionId: input.sessionId?.toLowerCase() ?? null,
      kind: input.kind,
      score: input.score,
      assessor: input.assessor,
      ratedAt: new Date(input.ratedAt),
      note: input.note ?? null,
      recordedBy: currentPrincipal().id,
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
    if (!record) throw notFound('rating');
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
  async standing(planId: string): Promise<PlanRatingResponse[]> {
    return (await this.ratings.standing(planId)).map(toResponse);
  }

  async enterInError(ratingId: string, { reason }: EnteredInErrorInput): Promise<PlanRatingResponse> {
    const record = await this.ratings.lock(ratingId);
    if (!record) throw notFound('rating');
    requireVersion(record.version);
    if (record.errorAt) throw invalidTransition('It is said to be entered in error already.', []);
    await this.patients.requireWritable(record.patientId);
    const now = this.clock.now();
    const { id: by } = currentPrincipal();
    await this.ratings.enterInError(ratingId, reason, by, now);
    return toResponse({ ...record, errorReason: reason, errorBy: by, errorAt: now, updatedAt: now, version: record.version + 1 });
  }
}
