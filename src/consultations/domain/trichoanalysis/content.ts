/** The content of a trichoanalysis, as it is sent and stored. */
import type { Answer } from '../../../kernel/answer.js';
import type { Coding } from '../../../kernel/coding.js';
import type { Quantity } from '../../../kernel/quantity.js';
import type {
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
} from './trichoanalysis.js';

type OneOf<Values extends readonly string[]> = Values[number];

export interface BuildUp {
  kinds: OneOf<typeof buildUpKinds>[];
  grade?: number;
}

/** Shares of hairs, in per cent. */
export interface GrowthPhase {
  anagen: number;
  catagen: number;
  telogen: number;
}

export interface HairType {
  shape?: OneOf<typeof hairShapes>;
  thickness?: OneOf<typeof hairThicknesses>;
  colour?: string;
}

/** Shares of hairs, in per cent. */
export interface TerminalVellus {
  terminal: number;
  vellus: number;
}

/** Shares of follicular units by their number of hairs, in per cent. */
export interface HairsPerUnit {
  one: number;
  two: number;
  three: number;
  four: number;
}

export interface PullTest {
  pulled: number;
  extracted: number;
}

/** The findings of a trichoanalysis. A finding that was not examined is absent. */
export interface TrichoanalysisContent {
  /** When the trichoanalysis was made. */
  performedAt: string;
  region: OneOf<typeof regions>;
  device?: string;
  magnification?: number;
  fieldOfView?: Quantity;
  scalpCondition?: OneOf<typeof scalpConditions>[];
  possibleCauses?: Coding[];
  infection?: OneOf<typeof infections>;
  inflammation?: OneOf<typeof inflammations>;
  perifollicularSigns?: OneOf<typeof perifollicularSigns>[];
  buildUp?: BuildUp;
  hairDensity?: Quantity;
  follicularUnitDensity?: Quantity;
  hairCount?: number;
  growthPhase?: GrowthPhase;
  hairType?: HairType;
  microscopicDandruff?: number;
  microscopicDandruffDistribution?: OneOf<typeof dandruffDistributions>;
  hairDiameter?: Quantity;
  hairDiameterDeviation?: Quantity;
  hairDiameterDiversity?: number;
  terminalVellus?: TerminalVellus;
  hairsPerUnit?: HairsPerUnit;
  suspiciousLesion?: Answer;
  signs?: OneOf<typeof trichoscopicSigns>[];
  pullTest?: PullTest;
  photoIds?: string[];
  note?: string;
}
