import {
  CheckedBy,
  CodedValue,
  Decimal,
  Fixed,
  Identifier,
  Instant,
  ListOf,
  Matching,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  MeasuredQuantity,
  Text,
  Whole,
  SomeOf,
} from '../../platform/http/index.js';
import { productKinds, type ProductKind } from '../domain/product.js';
import { productErrors } from '../domain/product.js';
import type * as domain from '../domain/product-content.js';
import { productStatuses, type ProductStatus } from '../domain/product-content.js';

/** Something that is in a product. */
export class ProductIngredient implements domain.ProductIngredient {
  /**
   * What it is, by name: a check of contraindications looks for allergies to it.
   * @example lidocaine
   */
  @Text({ max: 200 }) ingredient: string;

  /** The same as an ATC code. */
  @Optional() @Nested(CodedValue) code?: CodedValue;

  /** How much of it, for example 20 mg/mL or 2 %. */
  @Optional() @Nested(MeasuredQuantity) concentration?: MeasuredQuantity;
}

/** How it is to be kept. */
export class StorageConditions implements domain.StorageConditions {
  /**
   * In words.
   * @example Away from light; use within 28 days of opening
   */
  @Optional() @Text({ max: 1000 }) text?: string;

  /**
   * The lowest temperature, in °C.
   * @example 2
   */
  @Optional() @Decimal({ min: -200, max: 100 }) minimumCelsius?: number;

  /**
   * The highest temperature, in °C.
   * @example 8
   */
  @Optional() @Decimal({ min: -200, max: 100 }) maximumCelsius?: number;
}

/** The shade of a pigment. */
export class PigmentShade implements domain.PigmentShade {
  /**
   * Its name.
   * @example light brown
   */
  @Text({ max: 100 }) shade: string;

  /** Its colour, as sRGB in hexadecimal. */
  @Optional() @Matching(/^#[0-9a-fA-F]{6}$/, { example: '#7b5b3a' }) hex?: string;

  /**
   * Its number in the maker's chart, or in the Colour Index.
   * @example CI 77491
   */
  @Optional() @Text({ max: 60 }) number?: string;
}

/** The needles of a needle or a cartridge. */
export class NeedleDetails implements domain.NeedleDetails {
  /**
   * The gauge.
   * @example 30
   */
  @Optional() @Whole({ min: 6, max: 36 }) gauge?: number;

  /**
   * How many needles a cartridge has.
   * @example 3
   */
  @Optional() @Whole({ min: 1, max: 100 }) needlesPerCartridge?: number;
}

/** Something that is used on people, and counted. */
@CheckedBy<ProductInput>(productErrors)
export class ProductInput {
  /** What it is. */
  @OneOf(productKinds) @Fixed() kind: ProductKind;

  /**
   * Its name.
   * @example Hair mesotherapy solution
   */
  @Text({ max: 200 }) name: string;

  /**
   * Who makes it.
   * @example Example Laboratories
   */
  @Optional() @Text({ max: 200 }) maker?: string;

  /** What is in it. A solution, a pigment or an anaesthetic names at least one. */
  @ListOf(ProductIngredient, { max: 50 }) ingredients: ProductIngredient[];

  /**
   * The unit in which it is counted, in UCUM: mL, or `{piece}`. It stays as it is once there are lots.
   * @example mL
   */
  @Text({ max: 60 }) stockUnit: string;

  /** How it is to be kept. */
  @Optional() @Nested(StorageConditions) storage?: StorageConditions;

  /** The shade: of a pigment, and only there. */
  @Optional() @Nested(PigmentShade) pigment?: PigmentShade;

  /** The needles: of a needle or a cartridge, and only there. */
  @Optional() @Nested(NeedleDetails) needle?: NeedleDetails;
}

/** What can be changed of a product. */
export class ProductChange extends ProductInput {
  /** A retired product gets no new lots; what is there may be used up. */
  @OneOf(productStatuses) status: ProductStatus;
}

/** Something that is used on people, and counted. */
export class ProductResponse extends ProductChange {
  /** The product's id. */
  @Identifier() id: string;

  /** When it was added, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** Which products to show. Conditions are joined by "and". */
export class ProductQuery extends PageQuery {
  /** Only products of these kinds. */
  @Optional() @SomeOf(productKinds) kind?: ProductKind[];

  /** Only those in one of these states. */
  @Optional() @SomeOf(productStatuses) status?: ProductStatus[];
}
