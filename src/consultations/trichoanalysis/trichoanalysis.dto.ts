import { enumOf } from '../../kernel/enumeration.js';
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
  trichoanalysisErrors,
} from '../domain/trichoanalysis/trichoanalysis.js';
import { futureErrors } from '../../kernel/instant.js';

/** What has built up on the scalp (S0-17). */
export class BuildUp implements domain.BuildUp {
  /** Of what. */
  @ListOf(OneOf(buildUpKinds), { max: buildUpKinds.length, unique: true }) kinds: (typeof buildUpKinds)[number][];

  /** How much: 0 none to 3 heavy; 0 goes with `none` alone. */
  @Optional() @Whole({ min: 0, max: 3 }) grade?: number;
}

/** Shares of hairs in each phase of growth, in per cent; together 100 (S0-20). */
export class GrowthPhase implements domain.GrowthPhase {
  /**
   * Growing hairs, in per cent; usual 85 to 90.
   * @example 78
   */
  @Decimal({ min: 0, max: 100 }) anagen: number;

  /**
   * Hairs in transition, in per cent; usual 1 to 2.
   * @example 2
   */
  @Decimal({ min: 0, max: 100 }) catagen: number;

  /**
   * Resting hairs, in per cent; usual 10 to 15, over 20 a sign of effluvium.
   * @example 20
   */
  @Decimal({ min: 0, max: 100 }) telogen: number;
}

/** What the hair is like (S0-21). */
export class HairType implements domain.HairType {
  /** Its shape. */
  @Optional() @OneOf(hairShapes) shape?: (typeof hairShapes)[number];

  /** Its thickness. */
  @Optional() @OneOf(hairThicknesses) thickness?: (typeof hairThicknesses)[number];

  /**
   * Its colour, in words.
   * @example dark brown
   */
  @Optional() @Text({ max: 60 }) colour?: string;
}

/** Shares of terminal and vellus hairs, in per cent; together 100. */
export class TerminalVellus implements domain.TerminalVellus {
  /** Terminal hairs, in per cent. */
  @Decimal({ min: 0, max: 100 }) terminal: number;

  /** Vellus hairs (under 30 µm), in per cent. */
  @Decimal({ min: 0, max: 100 }) vellus: number;
}

/** Shares of follicular units with one, two, three and four hairs, in per cent; together 100. */
export class HairsPerUnit implements domain.HairsPerUnit {
  /** Units with one hair. */
  @Decimal({ min: 0, max: 100 }) one: number;

  /** Units with two hairs. */
  @Decimal({ min: 0, max: 100 }) two: number;

  /** Units with three hairs. */
  @Decimal({ min: 0, max: 100 }) three: number;

  /** Units with four hairs. */
  @Decimal({ min: 0, max: 100 }) four: number;
}

/** What came out at a pull of about 60 hairs. */
export class PullTest implements domain.PullTest {
  /** Hairs that were pulled. */
  @Whole({ min: 1, max: 60 }) pulled: number;

  /** Hairs that came out; over 10 % is positive. */
  @Whole({ min: 0, max: 60 }) extracted: number;
}

/** What was seen of one region of scalp or face under high magnification (S0-13 to S0-22). */
@CheckedBy<TrichoanalysisInput>(({ performedAt }, { now }) => futureErrors(performedAt, '/performedAt', now), 'performedAt')
@CheckedBy<TrichoanalysisInput>((findings) => trichoanalysisErrors(findings, ''))
export class TrichoanalysisInput implements domain.TrichoanalysisContent {
  /**
   * When it was made.
   * @example 2026-01-20T10:25:00+05:30
   */
  @Instant() @InLife() performedAt: string;

  /** Where. `occipital` is the donor reference. */
  @OneOf(regions) region: (typeof regions)[number];

  /**
   * The device.
   * @example Handheld trichoscope
   */
  @Optional() @Text({ max: 200 }) device?: string;

  /**
   * Magnification, 10 to 400 times.
   * @example 70
   */
  @Optional() @Decimal({ min: 10, max: 400 }) magnification?: number;

  /** The area that was counted, in cm2 or another unit of area. */
  @Optional() @Nested(MeasuredQuantity) fieldOfView?: MeasuredQuantity;

  /** The condition of the scalp (S0-14). */
  @Optional() @ListOf(OneOf(scalpConditions), { max: scalpConditions.length, unique: true }) scalpCondition?: (typeof scalpConditions)[number][];

  /**
   * Possible causes of the hair loss, the leading one first (S0-15), each once. In ICD-10: androgenetic alopecia L64 (female pattern
   * L64.8), telogen effluvium L65.0, anagen effluvium L65.1, alopecia areata L63 (totalis L63.0, universalis L63.1), traction alopecia
   * L66.8, trichotillomania F63.3, lichen planopilaris L66.1, folliculitis decalvans L66.2, dissecting cellulitis L66.3, frontal fibrosing
   * alopecia L66.8, discoid lupus L93.0, tinea capitis B35.0, seborrhoeic dermatitis L21, psoriasis L40, lack of iron E61.1, vitamin D
   * E55.9 or vitamin B12 E53.8, thyroid disease E00 to E07, drug-induced L65.8, scar L90.5. A cause that nobody knows is `unknown` of the
   * system `hairline`, and stands alone.
   */
  @Optional() @ListOf(CodedValue, { max: 20 }) possibleCauses?: CodedValue[];

  /** Infection (S0-16). */
  @Optional() @OneOf(infections) infection?: (typeof infections)[number];

  /** Inflammation (S0-16). */
  @Optional() @OneOf(inflammations) inflammation?: (typeof inflammations)[number];

  /** Signs of inflammation around the follicles (S0-16); none where inflammation is `none`. */
  @Optional()
  @ListOf(OneOf(perifollicularSigns), { max: perifollicularSigns.length, unique: true })
  perifollicularSigns?: (typeof perifollicularSigns)[number][];

  /** Build-up (S0-17). */
  @Optional() @Nested(BuildUp) buildUp?: BuildUp;

  /** Hairs on an area, 0 to 500 per cm2; usual 150 to 250 (S0-18). Held against count and area, where both are there. */
  @Optional() @Nested(MeasuredQuantity) hairDensity?: MeasuredQuantity;

  /** Follicular units on an area, 0 to 150 per cm2; usual 65 to 85. */
  @Optional() @Nested(MeasuredQuantity) follicularUnitDensity?: MeasuredQuantity;

  /**
   * Hairs in the field of view, 0 to 2000 (S0-19). With the area they give the density, 0 to 500 per cm2.
   * @example 132
   */
  @Optional() @Whole({ min: 0, max: 2000 }) hairCount?: number;

  /** Phases of growth (S0-20). */
  @Optional() @Nested(GrowthPhase) growthPhase?: GrowthPhase;

  /** What the hair is like (S0-21). */
  @Optional() @Nested(HairType) hairType?: HairType;

  /** Microscopic dandruff: 0 none to 4 severe (S0-22). */
  @Optional() @Whole({ min: 0, max: 4 }) microscopicDandruff?: number;

  /** Where microscopic dandruff lies; needs its grade. */
  @Optional() @OneOf(dandruffDistributions) microscopicDandruffDistribution?: (typeof dandruffDistributions)[number];

  /** Mean shaft diameter, 0 to 200 um; usual 60 to 90, below 30 that of vellus hair. */
  @Optional() @Nested(MeasuredQuantity) hairDiameter?: MeasuredQuantity;

  /** Standard deviation of the shaft diameter, 0 to 100 um; needs the mean. */
  @Optional() @Nested(MeasuredQuantity) hairDiameterDeviation?: MeasuredQuantity;

  /**
   * Share of hairs whose diameter differs from the others', in per cent (anisotrichosis); over 20 a sign of androgenetic alopecia.
   * @example 24
   */
  @Optional() @Decimal({ min: 0, max: 100 }) hairDiameterDiversity?: number;

  /** Terminal and vellus hairs. */
  @Optional() @Nested(TerminalVellus) terminalVellus?: TerminalVellus;

  /** Hairs in a follicular unit. */
  @Optional() @Nested(HairsPerUnit) hairsPerUnit?: HairsPerUnit;

  /** Whether a lesion was seen that must be examined before anything is done there. */
  @Optional() @OneOf(answers) suspiciousLesion?: Answer;

  /** Trichoscopic signs. */
  @Optional() @ListOf(OneOf(trichoscopicSigns), { max: trichoscopicSigns.length, unique: true }) signs?: (typeof trichoscopicSigns)[number][];

  /** The pull test. */
  @Optional() @Nested(PullTest) pullTest?: PullTest;

  /** The trichoscopic pictures (S0-13): ids of photographs of this patient, none of them entered in error. */
  @Optional() @ListOf(Identifier(), { max: 50, unique: (id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id) }) photoIds?: string[];

  /** Anything else that was seen. */
  @Optional() @Text({ max: 5000 }) note?: string;
}

const flaggedMeasures = enumOf('FlaggedMeasure', [...measureIds, 'suspicious-lesion']);
const sidesOfLimit = enumOf('SideOfLimit', ['<', '>']);

/** Something to look at, by a documented threshold. */
export class TrichoanalysisFlag {
  /** What it says. */
  @OneOf(flagCodes) code: FlagCode;

  /**
   * What was measured, or `suspicious-lesion`.
   * @example telogen
   */
  @OneOf(flaggedMeasures) measure: MeasureId | 'suspicious-lesion';

  /** The figure; null for a lesion. */
  @Decimal() value: number | null;

  /** On which side of the limit it lies; null for a lesion. */
  @OneOf(sidesOfLimit) comparator: '<' | '>' | null;

  /** The threshold, which is itself not beyond it; null for a lesion. */
  @Decimal() limit: number | null;

  /** The unit of both in UCUM; null for a lesion. */
  unit: string | null;

  /**
   * What it means, for people.
   * @example More than 20 % of hairs rest: a sign of telogen effluvium.
   */
  meaning: string;
}

/** How a figure stands to what is usual. */
export class UsualStanding {
  /** What was measured. */
  @OneOf(measureIds) measure: MeasureId;

  /** The figure. */
  @Decimal() value: number;

  /**
   * The unit of all three in UCUM.
   * @example /cm2
   */
  unit: string;

  /** The lowest that is usual. */
  @Decimal() low: number;

  /** The highest that is usual. */
  @Decimal() high: number;

  /** Below, within or above. */
  @OneOf(standings) standing: Standing;
}

/** Figures that follow from what was recorded. Those that may be left out are left out where it was recorded before there were any. */
export class TrichoanalysisDerived {
  /** Hairs per cm2, from count and area; null without both. */
  @Decimal() hairDensity: number | null;

  /** Growing hairs for each resting one; null without phases, or when none rests. */
  @Decimal() anagenTelogenRatio: number | null;

  /** Mean hairs in a follicular unit; null without shares. */
  @Decimal() meanHairsPerUnit: number | null;

  /** Density times mean diameter, in mm of hair per cm2; null without both. */
  @Decimal() cumulativeThickness: number | null;

  /** Terminal hairs for each vellus hair; null without shares, or when there is no vellus hair. */
  @Decimal() terminalVellusRatio?: number | null;

  /** Hairs that came out of 100 pulled; null without a pull test. */
  @Decimal() pullTestPercentage?: number | null;

  /** Whether more than 10 % came out; null without a pull test. */
  pullTestPositive?: boolean | null;

  /** What somebody should look at. */
  flags?: TrichoanalysisFlag[];

  /** How recorded figures stand to what is usual; of beard and eyebrow no density is. */
  usual?: UsualStanding[];
}

/** A trichoanalysis, as recorded, with what follows from it. */
export class TrichoanalysisResponse extends TrichoanalysisInput {
  /** The trichoanalysis's id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The consultation in which it was recorded. */
  @Identifier() consultationId: string;

  /** That it was entered in error; null for what holds. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Figures that follow from what was recorded; never typed. */
  derived: TrichoanalysisDerived;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;
}
