/** The content of a session's record, as it is sent and stored. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Answer } from '../../../kernel/answer.js';
import type { UsedLot } from '../../../products/index.js';
import type { MeasuredVitalSigns } from '../../../consultations/index.js';

export const anaesthesiaForms = declareEnumeration('AnaesthesiaForm', ['gel', 'injection']);

/** A dose of a local anaesthetic. */
export interface AnaestheticDose {
  substance: string;
  form: (typeof anaesthesiaForms)[number];
  milligrams: number;
  withAdrenaline?: Answer;
  concentrationPercent?: number;
  volumeMl?: number;
  areaSquareCentimetres?: number;
  minutesOnSkin?: number;
  givenAt: string;
}

/** The count of needles, cartridges and other sharps. */
export interface Sharps {
  opened: number;
  disposed: number;
  differenceReason?: string;
}

/** The photographs that were taken at the session, by id. */
export interface SessionPhotographs {
  before?: string[];
  after?: string[];
}

/** What was done in a session of mesotherapy. */
export interface MesotherapyPart {
  technique: string;
  depthMm: number;
  angleDegrees?: number;
  needleGauge?: number;
  needleLengthMm?: number;
  volumePerShotMl?: number;
  shots?: number;
  substances: string[];
}

/** What was done in a sitting of scalp micropigmentation. */
export interface MicropigmentationPart {
  needlesPerCartridge: number;
  depthMm?: number;
  dotDiameterMm?: number;
  passes?: number;
  shades: string[];
  hairTrimmed: 'yes' | 'no';
  hairNotTrimmedReason?: string;
}

/** The record of a session. */
export interface SessionContent {
  endedAt?: string;
  mesotherapy?: MesotherapyPart;
  micropigmentation?: MicropigmentationPart;
  zones: string[];
  anaesthetic?: AnaestheticDose[];
  products?: UsedLot[];
  overLimitReason?: string;
  anaestheticReason?: string;
  contraindicatedUseReason?: string;
  unusableLotReason?: string;
  sharps?: Sharps;
  vitalSigns?: MeasuredVitalSigns;
  photographs?: SessionPhotographs;
  note?: string;
}

/** A warning about a session that was accepted. */
export interface SessionWarning {
  code: string;
  pointer: string;
  detail: string;
}
