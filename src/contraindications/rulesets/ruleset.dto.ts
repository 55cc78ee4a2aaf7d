import {
  ErrorCode,
  AnyObject,
  Identifier,
  Instant,
  ListOf,
  MayBeAbsentBeside,
  OneOf,
  Optional,
  PageQuery,
  Text,
  Whole,
  SomeOf,
  ReadOnlyFrom,
  Actor,
  Nested,
} from '../../platform/http/index.js';
import type { FieldErrorCode } from '../../kernel/field-error.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { rulesetStatuses, type RulesetStatus } from './ruleset-status.js';

/** The rules by which one treatment is checked. */
export class RulesetResponse {
  /** The id of this version of the rules. */
  @Identifier() id: string;

  /** The treatment that the rules are about. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The version number, counted for each treatment of the clinic from 1; version 1 is the shipped ruleset.
   * @example 1
   */
  @Whole() version: number;

  /** The state of the ruleset. Each treatment has one published ruleset at a time; a published ruleset never changes. */
  @OneOf(rulesetStatuses) status: RulesetStatus;

  /**
   * A title for people.
   * @example Mesotherapy, as shipped
   */
  title: string;

  /** The rules, in the order in which their findings are shown. */
  @ListOf(AnyObject(), { max: 300 }) rules: object[];

  /** The id of the ruleset that the draft was copied from; null for a ruleset that was written anew, or shipped. */
  @Identifier() basedOn: string | null;

  /**
   * The shipped revision that the ruleset came from: the revision that was installed, or taken over since. A copy has the revision of its original. Null for a
   * ruleset that was written anew.
   */
  @Whole() shippedRevision: number | null;

  /** The instant at which the ruleset came into force, in UTC; null for a draft. */
  @Instant() publishedAt: string | null;

  /** The dermatologist who published the ruleset; null for a draft, and for a shipped ruleset. */
  @Nested(Actor) publishedBy: Actor | null;

  /** Why the ruleset was published; null for a draft, and for a shipped ruleset. */
  @Text({ max: 2000 }) reason: string | null;

  /** The instant at which the ruleset was created, in UTC. */
  @Instant() createdAt: string;

  /** The number of the last change, counted from 1, the retirement included. It is the number in the ETag. */
  @Whole() revision: number;
}

/** The content of a draft. `validate` lists every error of the rules; only a valid draft can be published. */
@ReadOnlyFrom(() => RulesetResponse)
export class RulesetContent {
  /**
   * A title for people.
   * @example Mesotherapy, stricter with blood pressure
   */
  @Text({ max: 300 }) title: string;

  /** The rules, in the language of rules and in the order in which their findings are shown. */
  @ListOf(AnyObject(), { min: 1, max: 300 }) rules: object[];
}

/** A draft that is written anew, or copied from another ruleset. */
export class RulesetDraftInput {
  /** The id of the ruleset to copy. Members that are left out are taken from that ruleset. */
  @Optional() @Identifier() basedOn?: string;

  /** The treatment that the rules are about. A copy has the treatment of its original. */
  @MayBeAbsentBeside('basedOn') @OneOf(treatments) treatment?: Treatment;

  /**
   * A title for people.
   * @example Mesotherapy, stricter with blood pressure
   */
  @MayBeAbsentBeside('basedOn') @Text({ max: 300 }) title?: string;

  /** The rules, in the order in which their findings are shown. */
  @MayBeAbsentBeside('basedOn') @ListOf(AnyObject(), { min: 1, max: 300 }) rules?: object[];
}

/** The publication of a ruleset. */
export class RulesetPublicationInput {
  /**
   * Why the ruleset comes into force.
   * @example Agreed by the clinic’s dermatologists on 20 November
   */
  @Text({ max: 2000 }) reason: string;
}

/** An error in a ruleset. */
export class RulesetFault {
  /**
   * The place of the error: a JSON Pointer (RFC 6901) into the ruleset.
   * @example /rules/3/any/0/unit
   */
  pointer: string;

  /** The code of the error, for programs. */
  @ErrorCode() code: FieldErrorCode;

  /** The error in words. */
  detail: string;
}

/** The result of validating a ruleset. */
export class RulesetValidation {
  /** Whether the ruleset has no errors and could be published. */
  valid: boolean;

  /** All errors of the ruleset; empty where it is valid. */
  errors: RulesetFault[];
}

/** A ruleset that has come into force, with the job that screens the open plans. */
export class PublishedRuleset extends RulesetResponse {
  /** The id of the job that screens all open plans by the new rules; `GET /v1/jobs/{jobId}` answers its progress. */
  @Identifier() jobId: string;
}

/** The filters for a list of rulesets. */
export class RulesetQuery extends PageQuery {
  /** Only rulesets for these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];

  /** Only rulesets in one of these states. */
  @Optional() @SomeOf(rulesetStatuses) status?: RulesetStatus[];
}
