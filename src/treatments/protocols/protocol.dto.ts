import { enumOf } from '../../kernel/enumeration.js';
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
import { protocolErrors } from './domain/protocol-errors.js';
import { protocolStatuses, type ProtocolStatus } from './domain/protocol-status.js';

const SOURCE_CHARACTERS = 500;

/** A limit, both ends included unless it says otherwise, and where it comes from. */
class ProtocolLimit {
  /**
   * The lower end; null where there is none.
   * @example 1
   */
  @WithDefault() @Decimal() low: number | null;

  /**
   * The upper end; null where there is none.
   * @example 4
   */
  @WithDefault() @Decimal() high: number | null;

  /** What is usual, within the limit; null where nothing is. */
  @WithDefault() @Decimal() usual: number | null;

  /** Whether the upper end itself is outside. */
  belowHigh?: boolean;

  /**
   * What becomes of a value outside it: it is refused, or taken with a warning. Left out, it is refused, but for `sessionMinutes`, of which a
   * warning is given. The limits that series are planned with, `sessions` and `intervalDays`, have none: there it is always refused.
   */
  @OneOf(severities) severity?: Severity;

  /**
   * The unit that this limit is given in; no other is accepted.
   * @example mm
   */
  unit: string;

  /**
   * Where it comes from: a statement of the clinic's documents, literature, or the clinic's own practice.
   * @example S0-30
   */
  source: string;
}

/** Values to choose from, and where they come from. */
class ProtocolChoice {
  /**
   * The values.
   * @example ["injection", "mesogun"]
   */
  values: string[];

  /**
   * Where they come from.
   * @example S0-29
   */
  source: string;
}

/** Something to do, or to keep in mind. */
export class ProtocolStep {
  /**
   * A short name.
   * @example touch-up
   */
  @Text({ max: 100 }) name: string;

  /**
   * What to do.
   * @example A touch-up is offered a month after the last sitting.
   */
  @Text({ max: 1000 }) text: string;

  /**
   * Where it comes from.
   * @example S1-35
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

/** What is used for which cause of hair loss: a suggestion that a dermatologist confirms. */
export class ProtocolFormulation {
  /**
   * The cause, in words.
   * @example Telogen effluvium
   */
  @Text({ max: 200 }) cause: string;

  /**
   * Beginnings of ICD-10 codes of that cause.
   * @example ["L65.0"]
   */
  @ListOf(Matching(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, { example: 'L65.0' }), { max: 50 }) codes: string[];

  /**
   * What is used.
   * @example ["vitamins", "D-panthenol", "silicium"]
   */
  @ListOf(Text({ max: 200 }), { max: 50 }) substances: string[];

  /**
   * Where it comes from.
   * @example S0-25
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

/** From where on a figure counts for more sessions. */
class FactorThreshold {
  /**
   * From here on it counts one point; where less is worse, below here.
   * @example 150
   */
  @Decimal({ min: 0, max: 100_000 }) one: number;

  /**
   * From here on it counts two points; where less is worse, below here.
   * @example 100
   */
  @Decimal({ min: 0, max: 100_000 }) two: number;

  /**
   * The unit of both.
   */
  @Text({ max: 20 }) unit: string;

  /**
   * Where it comes from.
   * @example S0-55
   */
  @Text({ max: SOURCE_CHARACTERS }) source: string;
}

const extentUnits = enumOf('AreaUnit', ['cm2']);
const densityUnits = enumOf('HairDensityUnit', ['/cm2']);
const telogenUnits = enumOf('PercentUnit', ['%']);

class ExtentThreshold extends FactorThreshold {
  /**
   * Always `cm2`.
   * @example cm2
   */
  @OneOf(extentUnits) declare unit: 'cm2';
}
class DensityThreshold extends FactorThreshold {
  /**
   * Always `/cm2`.
   * @example /cm2
   */
  @OneOf(densityUnits) declare unit: '/cm2';
}
class TelogenThreshold extends FactorThreshold {
  /**
   * Always `%`.
   * @example %
   */
  @OneOf(telogenUnits) declare unit: '%';
}

/** What the proposed number of sessions depends on (S0-55), beside infection and inflammation of the scalp: each factor counts 0 to 2 points on the way from the fewest sessions to the most. */
export class ProtocolSessionFactors {
  /** Area to be treated, in cm2; more is worse. */
  @Nested(ExtentThreshold) extent: ExtentThreshold;

  /** Density of the hair, the lowest that was found, in /cm2; less is worse. */
  @Nested(DensityThreshold) density: DensityThreshold;

  /** Share of resting (telogen) hair, the highest that was found, in %; more is worse. */
  @Nested(TelogenThreshold) telogen: TelogenThreshold;
}

/** What a draft of a protocol says. */
@ReadOnlyFrom(() => TreatmentProtocolResponse)
export class ProtocolChange {
  /**
   * For people.
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
   * Limits of depth in mm by technique, for techniques of the choice `technique`. One that is named here needs an upper end. A technique of which
   * none is known needs one here, else the protocol is refused. Known without it are, of mesotherapy, `injection`, `mesogun`, `point-by-point`,
   * `nappage`, `intradermal-papule`, `epidermic` and `microneedling`; of scalp micropigmentation `shaved-look`, `density-fill`,
   * `scar-camouflage`, `hairline` and `beard`. What is known holds beside what stands here: a protocol may be stricter, not looser.
   */
  @Optional() @MapOf(ProtocolLimit) depths?: object;

  /** What to do, in the order of doing. */
  @ListOf(ProtocolStep, { max: 100 }) steps: ProtocolStep[];

  /** What is used for which cause; empty where nothing is. */
  @ListOf(ProtocolFormulation, { max: 100 }) formulations: ProtocolFormulation[];

  /** What the proposed number of sessions depends on; null, or left out, where the usual number is proposed. */
  @Optional() @Nested(ProtocolSessionFactors) sessionFactors?: ProtocolSessionFactors | null;
}

/** A draft of a protocol. */
@CheckedBy<ProtocolInput>((protocol) => protocolErrors(protocol.treatment, protocol))
export class ProtocolInput extends ProtocolChange {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;
}

/** Why a protocol comes into force. */
export class ProtocolPublication {
  /**
   * Why.
   * @example Longer intervals are tolerated better
   */
  @Text({ max: 2000 }) reason: string;
}

/** How a treatment is given: one version of the clinic's protocol. */
export class TreatmentProtocolResponse extends ProtocolInput {
  /** The id of this version. */
  @Identifier() id: string;

  /**
   * Counts up for each treatment of the clinic; 1 is what was shipped. A plan keeps to the version that it was made with.
   * @example 1
   */
  @Whole() protocolVersion: number;

  /** One protocol of a treatment is published at a time, and never changes after that. */
  @OneOf(protocolStatuses) status: ProtocolStatus;

  /** The person who drafted it; null for what was shipped. */
  @Nested(Actor) createdBy: Actor | null;

  /** The dermatologist who published it; null for a draft, and for what was shipped. */
  @Nested(Actor) publishedBy: Actor | null;

  /** When it came into force, in UTC; null for a draft. */
  @Instant() publishedAt: string | null;

  /** Why it was published; null for a draft, and for what was shipped. */
  @Text({ max: 2000 }) publishReason: string | null;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of this resource, as in the ETag; not the protocol's. */
  @Whole() version: number;
}

/** Which protocols to show. */
export class ProtocolQuery extends PageQuery {
  /** Only those of these treatments. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];

  /** Only those in one of these states. */
  @Optional() @SomeOf(protocolStatuses) status?: ProtocolStatus[];
}
