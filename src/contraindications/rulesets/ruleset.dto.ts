import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { treatments, type Treatment } from '../engine/index.js';

export const rulesetStatuses = ['draft', 'published', 'retired'] as const;
export type RulesetStatus = (typeof rulesetStatuses)[number];

/** The rules that one treatment is checked by. */
export class RulesetResponse {
  /** The id of this version of the rules. */
  id: string;

  /** The treatment that the rules are about. */
  @ApiProperty({ enum: treatments })
  treatment: Treatment;

  /**
   * Counts up for each treatment of the clinic; 1 is what was shipped.
   * @example 1
   */
  version: number;

  /** One ruleset of a treatment is published at a time, and never changes after that. */
  @ApiProperty({ enum: rulesetStatuses })
  status: RulesetStatus;

  /**
   * For people.
   * @example Mesotherapy, as shipped
   */
  title: string;

  /** The rules, in the order in which their findings are shown. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  rules: object[];

  /** When it came into force, in UTC; null for a draft. */
  publishedAt: string | null;

  /** When it was made, in UTC. */
  createdAt: string;
}

/** Which rulesets to show. */
export class RulesetQuery extends PageQuery {
  /** Only those of this treatment. */
  @ApiProperty({ enum: treatments, required: false })
  @IsOptional()
  @IsIn(treatments)
  treatment?: Treatment;

  /** Only those in this state. */
  @ApiProperty({ enum: rulesetStatuses, required: false })
  @IsOptional()
  @IsIn(rulesetStatuses)
  status?: RulesetStatus;
}
