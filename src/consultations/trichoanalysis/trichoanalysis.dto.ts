import { declareEnumeration } from '../../kernel/enumeration.js';
import {
  CheckedBy,
  type Answer,
  answers,
  CodedValue,
  Decimal,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  MeasuredQuantity,
  Note,
  Text,
  Whole,
} from '../../platform/http/index.js';
import type * as domain from '../domain/trichoanalysis/content.js';
import { flagCodes, standings, type FlagCode, type Standing } from '../domain/trichoanalysis/derived.js';
import { measureIds, type MeasureId } from '../domain/trichoanalysis/measures.js';
import {
  buildUpKinds,
  dandruffDistributions,
  hairShapes,
  hairThicknesses,
  infections,
  inflammations,
  perifollicularSigns,
  regions,
  scalpConditions,
  trichoscopicSigns,
  validateTrichoanalysis,
} from '../domain/trichoanalysis/trichoanalysis.js';
import { validateNotInFuture } from '../../kernel/instant.js';

/** The build-up on the scalp (S0-17). */
export class BuildUp implements domain.BuildUp {
  /** The kinds of build-up. */
  @ListOf(OneOf(buildUpKinds), { max: buildUpKinds.length, unique: true }) kinds: (typeof buildUpKinds)[number][];

  /** The amount of build-up, from 0 (none) to 3 (heavy); 0 is used with `none` only. */
  @Optional() @Whole({ min: 0, max: 3 }) grade?: number;
}

/** The shares of hairs in each phase of growth, in per cent, with the sum 100 (S0-20). */
export class GrowthPhase implements domain.GrowthPhase {
  /**
   * Growing hairs, in per cent; 85 to 90 is usual.
   * @example 78
   */
  @Decimal({ min: 0, max: 100 }) anagen: number;

  /**
   * Hairs in transition, in per cent; 1 to 2 is usual.
   * @example 2
   */
  @Decimal({ min: 0, max: 100 }) catagen: number;

  /**
   * Resting hairs, in per cent; 10 to 15 is usual, and more than 20 is a sign of effluvium.
   * @example 20
   */
  @Decimal({ min: 0, max: 100 }) telogen: number;
}

/** The type of the hair (S0-21). */
export class HairType implements domain.HairType {
  /** The shape of the hair. */
  @Optional() @OneOf(hairShapes) shape?: (typeof hairShapes)[number];

  /** The thickness of the hair. */
  @Optional() @OneOf(hairThicknesses) thickness?: (typeof hairThicknesses)[number];

  /**
   * The colour of the hair, in words.
   * @example dark brown
   */
  @Optional() @Text({ max: 60 }) colour?: string;
}

/** The shares of terminal and vellus hairs, in per cent, with the sum 100. */
export class TerminalVellus implements domain.TerminalVellus {
  /** Terminal hairs, in per cent. */
  @Decimal({ min: 0, max: 100 }) terminal: number;

  /** Vellus hairs (diameter under 30 µm), in per cent. */
  @Decimal({ min: 0, max: 100 }) vellus: number;
}

/** The shares of follicular units with one, two, three and four hairs, in per cent, with the sum 100. */
export class HairsPerUnit implements domain.HairsPerUnit {
  /** Follicular units with one hair, in per cent. */
  @Decimal({ min: 0, max: 100 }) one: number;

  /** Follicular units with two hairs, in per cent. */
  @Decimal({ min: 0, max: 100 }) two: number;

  /** Follicular units with three hairs, in per cent. */
  @Decimal({ min: 0, max: 100 }) three: number;

  /** Follicular units with four hairs, in per cent. */
  @Decimal({ min: 0, max: 100 }) four: number;
}

/** The result of a pull test of about 60 hairs. */
export class PullTest implements domain.PullTest {
  /** The number of hairs that were pulled. */
  @Whole({ min: 1, max: 60 }) pulled: number;

  /** The number of hairs that came out; more than 10 % of those pulled is a positive test. */
  @Whole({ min: 0, max: 60 }) extracted: number;
}

/** The findings in one region of scalp or face under high magnification (S0-13 to S0-22). */
@CheckedBy<TrichoanalysisInput>(({ performedAt }, { now }) => validateNotInFuture(performedAt, '/performedAt', now), 'performedAt')
@CheckedBy<TrichoanalysisInput>((findings) => validateTrichoanalysis(findings, ''))
export class TrichoanalysisInput implements domain.TrichoanalysisContent {
  /**
   * When the trichoanalysis was made.
   * @example 2026-01-20T10:25:00+05:30
   */
  @Instant() @InLife() performedAt: string;

  /** The region of scalp or face. `occipital` is the donor reference. */
  @OneOf(regions) region: (typeof regions)[number];

  /**
   * The device.
   * @example Handheld trichoscope
   */
  @Optional() @Text({ max: 200 }) device?: string;

  /**
   * The magnification, 10 to 400 times.
   * @example 70
   */
  @Optional() @Decimal({ min: 10, max: 400 }) magnification?: number;

  /** The area in which hairs were counted, in cm2 or another unit of area. */
  @Optional() @Nested(MeasuredQuantity) fieldOfView?: MeasuredQuantity;

  /** The condition of the scalp (S0-14). */
  @Optional() @ListOf(OneOf(scalpConditions), { max: scalpConditions.length, unique: true }) scalpCondition?: (typeof scalpConditions)[number][];

  /**
   * Possible causes of the hair loss, with the leading cause first (S0-15); no cause twice. In ICD-10: androgenetic alopecia L64 (female pattern L64.8),
   * telogen effluvium L65.0, anagen effluvium L65.1, alopecia areata L63 (totalis L63.0, universalis L63.1), traction alopecia L66.8, trichotillomania F63.3,
   * lichen planopilaris L66.1, folliculitis decalvans L66.2, dissecting cellulitis L66.3, frontal fibrosing alopecia L66.8, discoid lupus L93.0, tinea capitis
   * B35.0, seborrhoeic dermatitis L21, psoriasis L40, lack of iron E61.1, vitamin D E55.9 or vitamin B12 E53.8, thyroid disease E00 to E07, drug-induced L65.8,
   * scar L90.5. For an unknown cause use the code `unknown` of the system `hairline`, as the only entry.
   */
  @Optional() @ListOf(CodedValue, { max: 20 }) possibleCauses?: CodedValue[];

  /** The infection that was seen (S0-16). */
  @Optional() @OneOf(infections) infection?: (typeof infections)[number];

  /** The inflammation that was seen (S0-16). */
  @Optional() @OneOf(inflammations) inflammation?: (typeof inflammations)[number];

  /** Signs of inflammation around the follicles (S0-16). Refused where `inflammation` is `none`. */
  @Optional()
  @ListOf(OneOf(perifollicularSigns), { max: perifollicularSigns.length, unique: true })
  perifollicularSigns?: (typeof perifollicularSigns)[number][];

  /** Build-up (S0-17). */
  @Optional() @Nested(BuildUp) buildUp?: BuildUp;

  /**
   * The hair density, 0 to 500 hairs per cm2; 150 to 250 is usual (S0-18). The density must agree with `hairCount` and `fieldOfView` where both are present.
   */
  @Optional() @Nested(MeasuredQuantity) hairDensity?: MeasuredQuantity;

  /** The density of follicular units, 0 to 150 per cm2; 65 to 85 is usual. */
  @Optional() @Nested(MeasuredQuantity) follicularUnitDensity?: MeasuredQuantity;

  /**
   * The number of hairs in the field of view, 0 to 2000 (S0-19). Count and area together give the density, 0 to 500 per cm2.
   * @example 132
   */
  @Optional() @Whole({ min: 0, max: 2000 }) hairCount?: number;

  /** The phases of growth (S0-20). */
  @Optional() @Nested(GrowthPhase) growthPhase?: GrowthPhase;

  /** The type of the hair (S0-21). */
  @Optional() @Nested(HairType) hairType?: HairType;

  /** The grade of microscopic dandruff, from 0 (none) to 4 (severe) (S0-22). */
  @Optional() @Whole({ min: 0, max: 4 }) microscopicDandruff?: number;

  /** The distribution of microscopic dandruff. Requires `microscopicDandruff`. */
  @Optional() @OneOf(dandruffDistributions) microscopicDandruffDistribution?: (typeof dandruffDistributions)[number];

  /** The mean shaft diameter, 0 to 200 um; 60 to 90 is usual, and below 30 is the diameter of vellus hair. */
  @Optional() @Nested(MeasuredQuantity) hairDiameter?: MeasuredQuantity;

  /** The standard deviation of the shaft diameter, 0 to 100 um. Requires `hairDiameter`. */
  @Optional() @Nested(MeasuredQuantity) hairDiameterDeviation?: MeasuredQuantity;

  /**
   * The share of hairs whose diameter differs from that of the others, in per cent (anisotrichosis). More than 20 is a sign of androgenetic alopecia.
   * @example 24
   */
  @Optional() @Decimal({ min: 0, max: 100 }) hairDiameterDiversity?: number;

  /** Terminal and vellus hairs. */
  @Optional() @Nested(TerminalVellus) terminalVellus?: TerminalVellus;

  /** Hairs in a follicular unit. */
  @Optional() @Nested(HairsPerUnit) hairsPerUnit?: HairsPerUnit;

  /** Whether a lesion was seen that must be examined before any treatment of the region. */
  @Optional() @OneOf(answers) suspiciousLesion?: Answer;

  /** The trichoscopic signs that were seen. */
  @Optional() @ListOf(OneOf(trichoscopicSigns), { max: trichoscopicSigns.length, unique: true }) signs?: (typeof trichoscopicSigns)[number][];

  /** The pull test. */
  @Optional() @Nested(PullTest) pullTest?: PullTest;

  /** The ids of the trichoscopic photographs (S0-13). Each must be a photograph of this patient that was not entered in error. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: (id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id) }) photoIds?: string[];

  /** Any other observation. */
  @Optional() @Note({ max: 5000 }) note?: string;
}

const flaggedMeasures = declareEnumeration('FlaggedMeasure', [...measureIds, 'suspicious-lesion']);
const sidesOfLimit = declareEnumeration('SideOfLimit', ['<', '>']);

/** A measure beyond a documented threshold, or a suspicious lesion. */
export class TrichoanalysisFlag {
  /** The code of the flag. */
  @OneOf(flagCodes) code: FlagCode;

  /**
   * The measure that the flag concerns, or `suspicious-lesion`.
   * @example telogen
   */
  @OneOf(flaggedMeasures) measure: MeasureId | 'suspicious-lesion';

  /** The value of the measure; null for a lesion. */
  @Decimal() value: number | null;

  /** On which side of `limit` the value lies; null for a lesion. */
  @OneOf(sidesOfLimit) comparator: '<' | '>' | null;

  /** The threshold. A value equal to the threshold is not flagged. Null for a lesion. */
  @Decimal() limit: number | null;

  /** The unit of `value` and `limit` in UCUM; null for a lesion. */
  unit: string | null;

  /**
   * The meaning of the flag, for people.
   * @example More than 20 % of hairs rest: a sign of telogen effluvium.
   */
  meaning: string;
}

/** How a value compares with the usual range. */
export class UsualStanding {
  /** The measure. */
  @OneOf(measureIds) measure: MeasureId;

  /** The value of the measure. */
  @Decimal() value: number;

  /**
   * The unit of `value`, `low` and `high` in UCUM.
   * @example /cm2
   */
  unit: string;

  /** The lowest usual value. */
  @Decimal() low: number;

  /** The highest usual value. */
  @Decimal() high: number;

  /** Whether the value is below, within or above the usual range. */
  @OneOf(standings) standing: Standing;
}

/**
 * Values that are computed from the recorded findings. The optional members are left out for trichoanalyses that were recorded before these members existed.
 */
export class TrichoanalysisDerived {
  /** Hairs per cm2, from count and area; null where one of the two is missing. */
  @Decimal() hairDensity: number | null;

  /** The number of growing hairs for each resting hair; null where the phases were not recorded or no hair is resting. */
  @Decimal() anagenTelogenRatio: number | null;

  /** The mean number of hairs in a follicular unit; null where `hairsPerUnit` was not recorded. */
  @Decimal() meanHairsPerUnit: number | null;

  /** The hair density times the mean diameter, in mm of hair per cm2; null where one of the two is missing. */
  @Decimal() cumulativeThickness: number | null;

  /** The number of terminal hairs for each vellus hair; null where the shares were not recorded or there is no vellus hair. */
  @Decimal() terminalVellusRatio?: number | null;

  /** The number of hairs that came out of 100 pulled; null where there was no pull test. */
  @Decimal() pullTestPercentage?: number | null;

  /** Whether more than 10 % of the pulled hairs came out; null where there was no pull test. */
  pullTestPositive?: boolean | null;

  /** The findings that need attention. */
  flags?: TrichoanalysisFlag[];

  /** How the recorded values compare with the usual ranges. No usual density is known for beard and eyebrow. */
  usual?: UsualStanding[];
}

/** A trichoanalysis as recorded, with the values that are computed from it. */
export class TrichoanalysisResponse extends TrichoanalysisInput {
  /** The id of the trichoanalysis. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The id of the consultation in which the trichoanalysis was recorded. */
  @Identifier() consultationId: string;

  /** Why, when and by whom the trichoanalysis was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Values that are computed from the recorded findings. They cannot be sent. */
  derived: TrichoanalysisDerived;

  /** When the trichoanalysis was recorded, in UTC. */
  @Instant() createdAt: string;
}
