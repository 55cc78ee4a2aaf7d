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

/** The rules that one treatment is checked by. */
export class RulesetResponse {
  /** The id of this version of the rules. */
  @Identifier() id: string;

  /** The treatment that the rules are about. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * Counts up for each treatment of the clinic; 1 is what was shipped.
   * @example 1
   */
  @Whole() version: number;

  /** One ruleset of a treatment is published at a time, and never changes after that. */
  @OneOf(rulesetStatuses) status: RulesetStatus;

  /**
   * For people.
   * @example Mesotherapy, as shipped
   */
  title: string;

  /** The rules, in the order in which their findings are shown. */
  @ListOf(AnyObject(), { max: 300 }) rules: object[];

  /** The ruleset that the draft was copied from; null for one that was written anew, or shipped. */
  @Identifier() basedOn: string | null;

  /** The shipped revision that it came from: what was installed, or taken over since; a copy has that of what it was copied from. Null for one that was written anew. */
  @Whole() shippedRevision: number | null;

  /** When it came into force, in UTC; null for a draft. */
  @Instant() publishedAt: string | null;

  /** The dermatologist who published it; null for a draft, and for what was shipped. */
  @Nested(Actor) publishedBy: Actor | null;

  /** Why it was published; null for a draft, and for what was shipped. */
  @Text({ max: 2000 }) reason: string | null;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** How often it was changed, its retirement included, counted from 1; as in the ETag. */
  @Whole() revision: number;
}

/** What a draft says. Whatever is wrong with the rules, `validate` tells; only what is valid can be published. */
@ReadOnlyFrom(() => RulesetResponse)
export class RulesetContent {
  /**
   * For people.
   * @example Mesotherapy, stricter with blood pressure
   */
  @Text({ max: 300 }) title: string;

  /** The rules, in the order in which their findings are shown, in the language of rules. */
  @ListOf(AnyObject(), { min: 1, max: 300 }) rules: object[];
}

/** A draft: written anew, or a copy of another ruleset. */
export class RulesetDraftInput {
  /** The ruleset to copy: what is left out beside it is taken from there. */
  @Optional() @Identifier() basedOn?: string;

  /** The treatment that the rules are about; that of a copy is the treatment of what it is copied from. */
  @MayBeAbsentBeside('basedOn') @OneOf(treatments) treatment?: Treatment;

  /**
   * For people.
   * @example Mesotherapy, stricter with blood pressure
   */
  @MayBeAbsentBeside('basedOn') @Text({ max: 300 }) title?: string;

  /** The rules, in the order in which their findings are shown. */
  @MayBeAbsentBeside('basedOn') @ListOf(AnyObject(), { min: 1, max: 300 }) rules?: object[];
}

/** Why rules come into force. */
export class RulesetPublicationInput {
  /**
   * Why.
   * @example Agreed by the clinic’s dermatologists on 20 November
   */
  @Text({ max: 2000 }) reason: string;
}

/** One thing wrong with a ruleset. */
export class RulesetFault {
  /**
   * Where: an RFC 6901 JSON Pointer into the ruleset.
   * @example /rules/3/any/0/unit
   */
  pointer: string;

  /** What kind of fault. */
  @ErrorCode() code: FieldErrorCode;

  /** What is wrong, in words. */
  detail: string;
}

/** Whether a ruleset could be published. */
export class RulesetValidation {
  /** Whether nothing is wrong with it. */
  valid: boolean;

  /** Everything that is wrong with it; empty where nothing is. */
  errors: RulesetFault[];
}

/** A ruleset that has come into force, and the work that follows. */
export class PublishedRuleset extends RulesetResponse {
  /** The job that screens all open plans by the new rules: `GET /v1/jobs/{jobId}` tells how far it has come. */
  @Identifier() jobId: string;
}

/** Which rulesets to show. */
export class RulesetQuery extends PageQuery {
  /** Only those of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];

  /** Only those in one of these states. */
  @Optional() @SomeOf(rulesetStatuses) status?: RulesetStatus[];
}
