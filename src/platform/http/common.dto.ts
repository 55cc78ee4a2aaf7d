import { Actor } from '../access/actor.dto.js';
import { Decimal, ListOf, Matching, Nested, OneOf, Optional, Note, Text } from './fields/index.js';
import { codeSystems, type CodeSystem, type Coding } from '../../kernel/coding.js';
import type * as kernel from '../../kernel/entered-in-error.js';
import { toActor } from '../access/actors.js';
import type * as address from '../../kernel/postal-address.js';
import type { Quantity } from '../../kernel/quantity.js';

/** A code and its code system. */
export class CodedValue implements Coding {
  /**
   * The code system.
   * @example icd-10
   */
  @OneOf(codeSystems) system: CodeSystem;

  /** The code, written as its system writes it. */
  @Matching(/^[A-Za-z0-9][A-Za-z0-9._+/{}[\]*%-]{0,63}$/, { example: 'L64.9' }) code: string;

  /**
   * The meaning of the code, for people.
   * @example Androgenic alopecia, unspecified
   */
  @Optional() @Text({ max: 300 }) display?: string;
}

/** A number with its UCUM unit. */
export class MeasuredQuantity implements Quantity {
  /**
   * The number.
   * @example 61
   */
  @Decimal() value: number;

  /**
   * The unit in UCUM, case-sensitive.
   * @example kg
   */
  @Text({ max: 60 }) unit: string;
}

/** A postal address. */
export class PostalAddress implements address.PostalAddress {
  /**
   * The lines of the address above the city.
   * @example ["12 Example Road"]
   */
  @Optional() @ListOf(Text({ max: 200 }), { max: 6 }) lines?: string[];

  /**
   * City, town or village.
   * @example Gurugram
   */
  @Optional() @Text({ max: 100 }) city?: string;

  /**
   * State, province or region.
   * @example Haryana
   */
  @Optional() @Text({ max: 100 }) state?: string;

  /**
   * Postal code.
   * @example 122001
   */
  @Optional() @Text({ max: 20 }) postalCode?: string;

  /** The ISO 3166-1 alpha-2 code of the country. */
  @Optional() @Matching(/^[A-Z]{2}$/, { example: 'IN', what: 'a country of two letters (ISO 3166-1)' }) country?: string;
}

/** Why a record is an error. */
export class EnteredInErrorInput {
  /**
   * What was wrong.
   * @example Belongs to another person
   */
  @Note({ max: 2000 }) reason: string;
}

/** That a record was an error: it stays readable, and counts for nothing. */
export class EnteredInError {
  /** What was wrong. */
  reason: string;

  /** The person or client who said so. */
  @Nested(Actor) by: Actor;

  /** When, in UTC. */
  at: string;
}

/** The same as a repository keeps it; null of what holds. */
export function toEnteredInError(error: kernel.EnteredInError): EnteredInError;
export function toEnteredInError(error: kernel.EnteredInError | null): EnteredInError | null;
export function toEnteredInError(error: kernel.EnteredInError | null): EnteredInError | null {
  return error && { ...error, by: toActor(error.by) };
}
