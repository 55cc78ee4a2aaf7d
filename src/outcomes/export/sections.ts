import { Injectable } from '@nestjs/common';
import { readEveryPage, type ExportSections } from '../../platform/export/index.js';
import { RatingsService } from '../ratings/ratings.service.js';

/** Exports the ratings of a plan. */
@Injectable()
export class RatingSections implements ExportSections {
  constructor(private readonly rated: RatingsService) {}

  readonly ofPlan = { ratings: (planId: string) => readEveryPage((query) => this.rated.list(planId, query)) };
}
