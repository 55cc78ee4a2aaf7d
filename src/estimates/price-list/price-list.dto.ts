import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Checked, IsText } from '../../platform/http/index.js';
import { IsMoney } from '../amounts.js';
import { IsDecimalText } from '../decimal.js';
import { factors, type Factor } from '../domain/price-list.js';
import { MoneyInput } from '../money.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { priceListErrors } from '../domain/price-list.js';
import { inDecimals } from './in-decimals.js';

/** What one session costs. */
export class SessionPrice {
  /** The lowest price. */
  @IsMoney()
  low: MoneyInput;

  /** The price of a usual case, from which a quote starts. */
  @IsMoney()
  usual: MoneyInput;

  /** The highest price. */
  @IsMoney()
  high: MoneyInput;
}

/** One way that a factor can be, and what it does to the price. */
export class FactorOptionDto {
  /** What the price depends on (S0-34, S1-39). */
  @ApiProperty({ enum: factors })
  @IsIn(factors)
  factor: Factor;

  /**
   * Its name in requests.
   * @example large
   */
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { context: { code: 'malformed' } })
  option: string;

  /**
   * For people.
   * @example More than 100 cm²
   */
  @IsText({ max: 200 })
  title: string;

  /**
   * Per cent of the usual price of a session that it adds, or takes when negative.
   * @example 20
   */
  @IsDecimalText({ negative: true })
  percent: string;
}

/** What one treatment costs. */
export class TreatmentPriceDto {
  /** The treatment. */
  @ApiProperty({ enum: treatments })
  @IsIn(treatments)
  treatment: Treatment;

  /** What one session costs. */
  @IsObject()
  @ValidateNested()
  @Type(() => SessionPrice)
  perSession: SessionPrice;

  /** What makes it cost more or less. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => FactorOptionDto)
  options: FactorOptionDto[];
}

/** The tax on the clinic's services. */
export class TaxDto {
  /**
   * In per cent.
   * @example 18
   */
  @IsDecimalText()
  percent: string;

  /** Whether the prices of the list contain it. */
  @IsBoolean()
  included: boolean;
}

/** By how much a final bill may differ from what was accepted; per cent. */
export class ToleranceDto {
  /**
   * Above this the patient is told (S3-38).
   * @example 5
   */
  @IsDecimalText()
  toldAbovePercent: string;

  /**
   * Above this it needs a reason, and when the bill is higher, that the patient accepts it anew (S3-38).
   * @example 10
   */
  @IsDecimalText()
  reasonAbovePercent: string;
}

/** What the clinic charges. */
@Checked<PriceListInput>((list) => priceListErrors(inDecimals(list)))
export class PriceListInput {
  /** What each treatment costs; one that is left out is not estimated. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  @Type(() => TreatmentPriceDto)
  treatments: TreatmentPriceDto[];

  /** The tax. */
  @IsObject()
  @ValidateNested()
  @Type(() => TaxDto)
  tax: TaxDto;

  /**
   * How many days a quote may be accepted.
   * @example 30
   */
  @IsInt()
  @Min(1)
  @Max(365)
  validityDays: number;

  /** By how much the final bill may differ. */
  @IsObject()
  @ValidateNested()
  @Type(() => ToleranceDto)
  tolerance: ToleranceDto;
}

/** The price list in force. A quote keeps the version that it was made with. */
export class PriceListResponse extends PriceListInput {
  /** ISO 4217 code of the clinic's currency. */
  currency: string;

  /** Who set it; null for the one that the product ships, with the prices that the clinic's documents name. */
  setBy: string | null;

  /** When, in UTC; null for the one that the product ships. */
  setAt: string | null;

  /** 0 for the one that the product ships, then one more with each change; as in the ETag. */
  version: number;
}
