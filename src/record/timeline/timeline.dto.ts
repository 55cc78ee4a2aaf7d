import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { IsInstant, PageQuery } from '../../platform/http/index.js';
import { eventKinds, resourceTypes, type EventKind, type ResourceType } from './timeline.js';

/** Which events to show. Conditions are joined by "and". */
export class TimelineQuery extends PageQuery {
  /** Only of these kinds: the parameter again for each, or all joined by commas. */
  @ApiProperty({ enum: eventKinds, isArray: true, required: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : one)))
  @IsArray()
  @ArrayMaxSize(eventKinds.length)
  @IsIn(eventKinds, { each: true })
  kind?: EventKind[];

  /** At this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Before this instant. */
  @IsOptional()
  @IsInstant()
  to?: string;
}

/** Something that happened. */
export class TimelineEventResponse {
  /** When, in UTC: for a result the day of the sample, for a photograph the moment at which it was taken. */
  occurredAt: string;

  /** What. */
  @ApiProperty({ enum: eventKinds })
  kind: EventKind;

  /** The kind of record in which it stands. */
  @ApiProperty({ enum: resourceTypes })
  resourceType: ResourceType;

  /** The record. */
  resourceId: string;

  /** The person or client who recorded it; null where that is not kept. */
  actorId: string | null;

  /** The little that a line of a list shows; the record itself says all. Members that say nothing are left out. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  details: Record<string, unknown>;
}
