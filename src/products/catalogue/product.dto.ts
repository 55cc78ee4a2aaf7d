import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsNumber, IsObject, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { CodeDto, Fixed, IsText, PageQuery, QuantityDto } from '../../platform/http/index.js';
import { productKinds, type ProductKind } from '../domain/product.js';
import type * as domain from '../domain/product-content.js';
import { productStatuses, type ProductStatus } from '../domain/product-content.js';

/** Something that is in a product. */
export class ProductIngredient implements domain.ProductIngredient {
  /**
   * What it is, by name: a check of contraindications looks for allergies to it.
   * @example lidocaine
   */
  @IsText({ max: 200 })
  ingredient: string;

  /** The same as an ATC code. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeDto)
  code?: CodeDto;

  /** How much of it, for example 20 mg/mL or 2 %. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityDto)
  concentration?: QuantityDto;
}

/** How it is to be kept. */
export class StorageConditions implements domain.StorageConditions {
  /**
   * In words.
   * @example Away from light; use within 28 days of opening
   */
  @IsOptional()
  @IsText({ max: 1000 })
  text?: string;

  /**
   * The lowest temperature, in °C.
   * @example 2
   */
  @IsOptional()
  @IsNumber()
  @Min(-200)
  @Max(100)
  minimumCelsius?: number;

  /**
   * The highest temperature, in °C.
   * @example 8
   */
  @IsOptional()
  @IsNumber()
  @Min(-200)
  @Max(100)
  maximumCelsius?: number;
}

/** The shade of a pigment. */
export class PigmentShade implements domain.PigmentShade {
  /**
   * Its name.
   * @example light brown
   */
  @IsText({ max: 100 })
  shade: string;

  /**
   * Its colour, as sRGB in hexadecimal.
   * @example #7b5b3a
   */
  @IsOptional()
  @Matches(/^#[0-9a-fA-F]{6}$/)
  hex?: string;

  /**
   * Its number in the maker's chart, or in the Colour Index.
   * @example CI 77491
   */
  @IsOptional()
  @IsText({ max: 60 })
  number?: string;
}

/** The needles of a needle or a cartridge. */
export class NeedleDetails implements domain.NeedleDetails {
  /**
   * The gauge.
   * @example 30
   */
  @IsOptional()
  @IsInt()
  @Min(6)
  @Max(36)
  gauge?: number;

  /**
   * How many needles a cartridge has.
   * @example 3
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  needlesPerCartridge?: number;
}

/** Something that is used on people, and counted. */
export class ProductInput {
  /** What it is. */
  @ApiProperty({ enum: productKinds })
  @IsIn(productKinds)
  @Fixed()
  kind: ProductKind;

  /**
   * Its name.
   * @example Hair mesotherapy solution
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * Who makes it.
   * @example Example Laboratories
   */
  @IsOptional()
  @IsText({ max: 200 })
  maker?: string;

  /** What is in it. A solution, a pigment or an anaesthetic names at least one. */
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProductIngredient)
  ingredients: ProductIngredient[];

  /**
   * The unit in which it is counted, in UCUM: mL, or `{piece}`. It stays as it is once there are lots.
   * @example mL
   */
  @IsText({ max: 60 })
  stockUnit: string;

  /** How it is to be kept. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StorageConditions)
  storage?: StorageConditions;

  /** The shade: of a pigment, and only there. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PigmentShade)
  pigment?: PigmentShade;

  /** The needles: of a needle or a cartridge, and only there. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => NeedleDetails)
  needle?: NeedleDetails;
}

/** What can be changed of a product. */
export class ProductChange extends ProductInput {
  /** A retired product gets no new lots; what is there may be used up. */
  @ApiProperty({ enum: productStatuses })
  @IsIn(productStatuses)
  status: ProductStatus;
}

/** Something that is used on people, and counted. */
export class ProductResponse extends ProductChange {
  /** The product's id. */
  id: string;

  /** When it was added, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}

/** Which products to show. Conditions are joined by "and". */
export class ProductQuery extends PageQuery {
  /** Only products of this kind. */
  @ApiProperty({ enum: productKinds, required: false })
  @IsOptional()
  @IsIn(productKinds)
  kind?: ProductKind;

  /** Only active ones, or only retired ones. */
  @ApiProperty({ enum: productStatuses, required: false })
  @IsOptional()
  @IsIn(productStatuses)
  status?: ProductStatus;
}
