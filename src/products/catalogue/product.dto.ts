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
import { validateProduct } from '../domain/product.js';
import type * as domain from '../domain/product-content.js';
import { productStatuses, type ProductStatus } from '../domain/product-content.js';

/** An ingredient of a product. */
export class ProductIngredient implements domain.ProductIngredient {
  /**
   * The name of the ingredient. A contraindication check looks for allergies to it.
   * @example lidocaine
   */
  @Text({ max: 200 }) ingredient: string;

  /** The ATC code of the ingredient. */
  @Optional() @Nested(CodedValue) code?: CodedValue;

  /** The concentration of the ingredient, for example 20 mg/mL or 2 %. */
  @Optional() @Nested(MeasuredQuantity) concentration?: MeasuredQuantity;
}

/** The storage conditions of a product. */
export class StorageConditions implements domain.StorageConditions {
  /**
   * The storage conditions in words.
   * @example Away from light; use within 28 days of opening
   */
  @Optional() @Text({ max: 1000 }) text?: string;

  /**
   * The lowest storage temperature, in °C.
   * @example 2
   */
  @Optional() @Decimal({ min: -200, max: 100 }) minimumCelsius?: number;

  /**
   * The highest storage temperature, in °C.
   * @example 8
   */
  @Optional() @Decimal({ min: -200, max: 100 }) maximumCelsius?: number;
}

/** The shade of a pigment. */
export class PigmentShade implements domain.PigmentShade {
  /**
   * The name of the shade.
   * @example light brown
   */
  @Text({ max: 100 }) shade: string;

  /** The colour of the shade, as sRGB in hexadecimal. */
  @Optional() @Matching(/^#[0-9a-fA-F]{6}$/, { example: '#7b5b3a' }) hex?: string;

  /**
   * The number of the shade in the maker's chart or in the Colour Index.
   * @example CI 77491
   */
  @Optional() @Text({ max: 60 }) number?: string;
}

/** The details of a needle or a cartridge. */
export class NeedleDetails implements domain.NeedleDetails {
  /**
   * The gauge of the needles.
   * @example 30
   */
  @Optional() @Whole({ min: 6, max: 36 }) gauge?: number;

  /**
   * The number of needles in a cartridge.
   * @example 3
   */
  @Optional() @Whole({ min: 1, max: 100 }) needlesPerCartridge?: number;
}

/** A product that is used on patients and kept in stock. */
@CheckedBy<ProductInput>(validateProduct)
export class ProductInput {
  /** The kind of product. */
  @OneOf(productKinds) @Fixed() kind: ProductKind;

  /**
   * The name of the product.
   * @example Hair mesotherapy solution
   */
  @Text({ max: 200 }) name: string;

  /**
   * The maker of the product.
   * @example Example Laboratories
   */
  @Optional() @Text({ max: 200 }) maker?: string;

  /** The ingredients. A solution, a pigment or an anaesthetic has at least one. */
  @ListOf(ProductIngredient, { max: 50 }) ingredients: ProductIngredient[];

  /**
   * The unit in which the stock is counted, in UCUM: mL, or `{piece}`. It cannot be changed once the product has lots.
   * @example mL
   */
  @Text({ max: 60 }) stockUnit: string;

  /** The storage conditions. */
  @Optional() @Nested(StorageConditions) storage?: StorageConditions;

  /** The shade; only for a pigment. */
  @Optional() @Nested(PigmentShade) pigment?: PigmentShade;

  /** The details of the needles; only for a needle or a cartridge. */
  @Optional() @Nested(NeedleDetails) needle?: NeedleDetails;
}

/** The parts of a product that can be changed. */
export class ProductChange extends ProductInput {
  /** The status of the product. A retired product gets no new lots; its present stock may be used up. */
  @OneOf(productStatuses) status: ProductStatus;
}

/** A product that is used on patients and kept in stock. */
export class ProductResponse extends ProductChange {
  /** The product's id. */
  @Identifier() id: string;

  /** When the product was added, in UTC. */
  @Instant() createdAt: string;

  /** When the product was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the product, as in the ETag. */
  @Whole() version: number;
}

/** Which products to show. Conditions are joined by "and". */
export class ProductQuery extends PageQuery {
  /** Only products of these kinds. */
  @Optional() @SomeOf(productKinds) kind?: ProductKind[];

  /** Only products in one of these states. */
  @Optional() @SomeOf(productStatuses) status?: ProductStatus[];
}
