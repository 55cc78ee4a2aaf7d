import { declareEnumeration } from '../../kernel/enumeration.js';
import {
  CheckedBy,
  Decimal,
  Identifier,
  Instant,
  ListOf,
  MapOf,
  Matching,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  Text,
  Whole,
  WithDefault,
  SomeOf,
  ReadOnlyFrom,
  Actor,
} from '../../platform/http/index.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { severities, type Severity } from './domain/protocol.js';
import { validateProtocol } from './domain/protocol-errors.js';
import { protocolStatuses, type ProtocolStatus } from './domain/protocol-status.js';

const SOURCE_CHARACTERS = 500;

/** A limit of the protocol, with its source. Both ends are allowed, unless `belowHigh` is true. */
class ProtocolLimit {
  /**
   * The lower end; null where the limit has no lower end.
   * @example 1
   */
  @WithDefault() @Decimal() low: number | null;

  /**
   * The upper end; null where the limit has no upper end.
   * @example 4
   */
  @WithDefault() @Decimal() high: number | null;

  /** The usual value, within the limit; null where there is none. */
  @WithDefault() @Decimal() usual: number | null;

  /** Whether the upper end itself is not allowed. */
  belowHigh?: boolean;

  /**
   * Whether a value outside the limit is refused, or accepted with a warning. When left out, the value is refused; for `sessionMinutes`, it is
   * accepted with a warning. `sessions` and `intervalDays`, the limits of a series, have no severity: there a value outside is always refused.
   */
  @OneOf(severities) severity?: Severity;

  /**
   * The unit of this limit; no other unit is accepted.
   * @example mm
   */
  unit: string;

  /**
   * The source of the limit: a statement of the clinic's documents, literature, or the clinic's own practice.
   * @example S0-30
   */
  source: string;
}

/** The allowed values of a choice, with their source. */
class ProtocolChoice {
  /**
   * The allowed values.
   * @example ["injection", "mesogun"]
   */
  values: string[];

  /**
   * The source of the values.
   * @example S0-29
   */
  source: string;
}

/** A step of the protocol: something to do, or to keep in mind. */
export class ProtocolStep {
  /**
   * A short name of the step.
   * @example touch-up
   */
  @Text({ max: 100 }) name: string;

  /**
   * What to do.
   * @example A touch-up is offered a month after the last sitting.
   */
  @Text({ max: 1000 }) text: string;

  /**
   * The source of the step.
   * @example S1-35
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

/** The substances that are used for a cause of hair loss: a suggestion that a dermatologist confirms. */
export class ProtocolFormulation {
  /**
   * The cause of hair loss, in words.
   * @example Telogen effluvium
   */
  @Text({ max: 200 }) cause: string;

  /**
   * The first characters of the ICD-10 codes of the cause.
   * @example ["L65.0"]
   */
  @ListOf(Matching(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, { example: 'L65.0' }), { max: 50 }) codes: string[];

  /**
   * The substances that are used.
   * @example ["vitamins", "D-panthenol", "silicium"]
   */
  @ListOf(Text({ max: 200 }), { max: 50 }) substances: string[];

  /**
   * The source of the suggestion.
   * @example S0-25
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

/** The thresholds from which a factor adds sessions. */
class FactorThreshold {
  /**
   * The threshold for one point. The factor counts one point from this value on; where a low value is worse, below this value.
   * @example 150
   */
  @Decimal({ min: 0, max: 100_000 }) one: number;

  /**
   * The threshold for two points. The factor counts two points from this value on; where a low value is worse, below this value.
   * @example 100
   */
  @Decimal({ min: 0, max: 100_000 }) two: number;

  /** The unit of both thresholds. */
  @Text({ max: 20 }) unit: string;

  /**
   * The source of the thresholds.
   * @example S0-55
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

const extentUnits = declareEnumeration('AreaUnit', ['cm2']);
const densityUnits = declareEnumeration('HairDensityUnit', ['/cm2']);
const telogenUnits = declareEnumeration('PercentUnit', ['%']);

class ExtentThreshold extends FactorThreshold {
  /**
   * The unit of both thresholds: always `cm2`.
   * @example cm2
   */
  @OneOf(extentUnits) declare unit: 'cm2';
}
class DensityThreshold extends FactorThreshold {
  /**
   * The unit of both thresholds: always `/cm2`.
   * @example /cm2
   */
  @OneOf(densityUnits) declare unit: '/cm2';
}
class TelogenThreshold extends FactorThreshold {
  /**
   * The unit of both thresholds: always `%`.
   * @example %
   */
  @OneOf(telogenUnits) declare unit: '%';
}

/**
 * The factors that decide the proposed number of sessions (S0-55), beside infection and inflammation of the scalp. Each factor counts 0 to 2
 * points; the more points, the nearer the proposal is to the maximum number of sessions.
 */
export class ProtocolSessionFactors {
  /** The area to be treated, in cm2. The larger the area, the more points it counts. */
  @Nested(ExtentThreshold) extent: ExtentThreshold;

  /** The lowest density of the hair that was found, in /cm2. The lower the density, the more points it counts. */
  @Nested(DensityThreshold) density: DensityThreshold;

  /** The highest share of resting (telogen) hair that was found, in %. The higher the share, the more points it counts. */
  @Nested(TelogenThreshold) telogen: TelogenThreshold;
}

/** The content of a draft protocol. */
@ReadOnlyFrom(() => TreatmentProtocolResponse)
export class ProtocolChange {
  /**
   * The title of the protocol, for people.
   * @example Mesotherapy, with longer intervals
   */
  @Text({ max: 200 }) title: string;

  /**
   * Every limit of the treatment, by name. Mesotherapy: `sessions`, `intervalDays`, `maintenanceDays`, `depthMm`, `needleGauge`,
   * `needleLengthMm`, `angleDegrees`, `volumePerShotMl`, `totalVolumeMl`. Scalp micropigmentation: `sessions`, `intervalDays`,
   * `sessionMinutes`, `touchUpAfterDays`, `fadingReviewDays`, `depthMm`, `needlesPerCartridge`, `dotDiameterMm`.
   */
  @MapOf(ProtocolLimit) limits: object;

  /** Every choice of the treatment, by name: `technique`, `anaesthetic`, and for scalp micropigmentation `orderOfShades`. */
  @MapOf(ProtocolChoice) choices: object;

  /**
   * Limits of depth in mm, by technique of the choice `technique`. A limit needs an upper end. These techniques have a limit of their own.
   * Mesotherapy: `injection`, `mesogun`, `point-by-point`, `nappage`, `intradermal-papule`, `epidermic` and `microneedling`. Scalp
   * micropigmentation: `shaved-look`, `density-fill`, `scar-camouflage`, `hairline` and `beard`. For every other technique a limit is required
   * here; otherwise the protocol is refused. A technique's own limit applies beside the limit given here: a protocol may be stricter, not
   * looser.
   */
  @Optional() @MapOf(ProtocolLimit) depths?: object;

  /** The steps, in the order in which they are done. */
  @ListOf(ProtocolStep, { max: 100 }) steps: ProtocolStep[];

  /** The substances by cause of hair loss; empty where the protocol suggests none. */
  @ListOf(ProtocolFormulation, { max: 100 }) formulations: ProtocolFormulation[];

  /** The factors that decide the proposed number of sessions. When null or left out, the usual number is proposed. */
  @Optional() @Nested(ProtocolSessionFactors) sessionFactors?: ProtocolSessionFactors | null;
}

/** A draft of a protocol. */
@CheckedBy<ProtocolInput>((protocol) => validateProtocol(protocol.treatment, protocol))
export class ProtocolInput extends ProtocolChange {
  /** The treatment that the protocol describes. */
  @OneOf(treatments) treatment: Treatment;
}

/** The reason why a protocol comes into force. */
export class ProtocolPublication {
  /**
   * The reason.
   * @example Longer intervals are tolerated better
   */
  @Text({ max: 2000 }) reason: string;
}

/** One version of the clinic's protocol: how a treatment is given. */
export class TreatmentProtocolResponse extends ProtocolInput {
  /** The id of this version. */
  @Identifier() id: string;

  /**
   * The number of the protocol's version, counted for each treatment of the clinic; 1 is the version that was shipped. A plan keeps the
   * version with which it was made.
   * @example 1
   */
  @Whole() protocolVersion: number;

  /** The state of the version. One version of a treatment's protocol is published at a time; a published version does not change. */
  @OneOf(protocolStatuses) status: ProtocolStatus;

  /** The person who drafted this version; null for the version that was shipped. */
  @Nested(Actor) createdBy: Actor | null;

  /** The dermatologist who published this version; null for a draft, and for the version that was shipped. */
  @Nested(Actor) publishedBy: Actor | null;

  /** When this version came into force, in UTC; null for a draft. */
  @Instant() publishedAt: string | null;

  /** Why this version was published; null for a draft, and for the version that was shipped. */
  @Text({ max: 2000 }) publishReason: string | null;

  /** When this version was made, in UTC. */
  @Instant() createdAt: string;

  /** When this version was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of this resource, as in the ETag. It is not the version of the protocol. */
  @Whole() version: number;
}

/** Which protocols to show. */
export class ProtocolQuery extends PageQuery {
  /** Only the protocols of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];

  /** Only protocols in one of these states. */
  @Optional() @SomeOf(protocolStatuses) status?: ProtocolStatus[];
}
