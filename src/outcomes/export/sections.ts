import { Injectable } from '@nestjs/common';
import { everyPage, type ExportSections } from '../../platform/export/index.js';
import { RatingsService } from '../ratings/ratings.service.js';

/** Exports the ratings of a plan. */
@Injectable()
export class RatingSections implements ExportSections {
  constructor(private readonly rated: RatingsService) {}

  readonly ofPlan = { ratings: (planId: string) => everyPage((query) => this.rated.list(planId, query)) };
}
