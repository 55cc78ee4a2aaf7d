import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsObject, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import type { ConsentMonths } from '../domain/standing.js';

const MOST_MONTHS = 1_200;

/** A number of months that must be said, or null for "until it is withdrawn". */
const Months = (): PropertyDecorator => (target, property) => {
  ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: MOST_MONTHS })(target, property);
  ValidateIf((_object, value) => value !== null)(target, property);
  IsInt()(target, property);
  Min(1)(target, property);
  Max(MOST_MONTHS)(target, property);
};

/** For how many months consents of each kind last. */
export class MonthsByKind implements ConsentMonths {
  /** Consents to a treatment. */
  @Months()
  treatment: number | null;

  /** Consents to photographs for the record. */
  @Months()
  'photography-record': number | null;

  /** Consents to photographs being shown to the public. */
  @Months()
  'photography-publication': number | null;

  /** Consents to data being shared. */
  @Months()
  'data-sharing': number | null;
}

/** How long consents last. */
export class ConsentValidityChange {
  /**
   * The months after the day of the signature, by kind: a consent counts up to and including the same day of the calendar so many months later, in
   * the clinic's time zone. Null: until it is withdrawn.
   */
  @IsObject()
  @ValidateNested()
  @Type(() => MonthsByKind)
  months: MonthsByKind;
}

/** How long consents last. */
export class ConsentValidityResponse extends ConsentValidityChange {
  /** The version, as in the ETag; 0 until the clinic has said anything. */
  version: number;
}
