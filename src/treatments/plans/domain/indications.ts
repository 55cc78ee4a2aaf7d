/** Why a treatment is chosen: the lists of the clinic's own documents, each with its source. A plan may name several. */
import { enumOf } from '../../../kernel/enumeration.js';
import type { Treatment } from '../../../kernel/treatment.js';

export interface Indication {
  readonly code: string;
  readonly treatment: Treatment;
  readonly name: string;
  /** The numbers of the documents' statements. */
  readonly source: string;
  /** What must be so before it counts, for the dermatologist to see to; null where the documents ask for nothing. */
  readonly precondition: string | null;
}

const mesotherapy = (code: string, name: string, source: string, precondition: string | null = null): Indication => ({
  code,
  treatment: 'mesotherapy',
  name,
  source,
  precondition,
});

const pigmentation = (code: string, name: string, source: string, precondition: string | null = null): Indication => ({
  code,
  treatment: 'scalp-micropigmentation',
  name,
  source,
  precondition,
});

export const indications: readonly Indication[] = [
  mesotherapy('androgenetic-alopecia', 'Androgenetic alopecia', 'S0-25, S0-52'),
  mesotherapy('telogen-effluvium', 'Telogen effluvium', 'S0-25, S0-52'),
  mesotherapy('nutritional-deficiency', 'Hair loss from want of nutrients', 'S0-04, S0-25'),
  mesotherapy('hair-thinning', 'Thinning hair', 'S0-52'),
  mesotherapy(
    'scalp-inflammation',
    'Inflammation of the scalp without infection: dandruff, seborrhoeic dermatitis',
    'S0-08, C01',
    'No active infection (C01).',
  ),
  mesotherapy('scalp-build-up', 'Build-up on the scalp', 'S0-09'),

  pigmentation('hereditary-hair-loss', 'Hereditary hair loss', 'S1-06, S3-19'),
  pigmentation('female-pattern-thinning', 'Female pattern: visible scalp, see-through hairline', 'S1-12, S3-08'),
  pigmentation('diffuse-thinning', 'Thinning, more density wanted', 'S1-07, S1-15, S2-10, S3-11'),
  pigmentation('baldness', 'Full or partial baldness', 'S2-07, S3-07'),
  pigmentation('hairline-recession', 'Receding hairline', 'S2-07, S3-39'),
  pigmentation('donor-area-insufficient', 'Too few donor follicles for a transplant', 'S1-13, S3-05, S3-09'),
  pigmentation('unsatisfactory-transplant', 'Unsatisfactory after surgery, or no more surgery possible', 'S1-14, S2-09, S3-10'),
  pigmentation('post-transplant-cover', 'More cover after a transplant', 'S3-14'),
  pigmentation('transplant-contraindicated', 'A transplant is contraindicated', 'S3-12'),
  pigmentation('no-surgery-wanted', 'Surgery is feared or not wanted', 'S1-16, S2-11, S3-13'),
  pigmentation('strip-scar', 'Scar after strip surgery (FUT)', 'S1-17, S3-15, S3-39', 'The scar has healed and is stable (C08).'),
  pigmentation('scar-or-burn', 'Scars, burn marks, birthmarks', 'S2-08, S3-39', 'The scar has healed and is stable (C08).'),
  pigmentation('alopecia-areata', 'Alopecia areata', 'S1-11, S3-20', 'Medicines have shown no result (S1-11).'),
  pigmentation('extensive-alopecia-areata', 'Alopecia totalis or universalis', 'S3-16', 'Medicines have shown no result (S1-11).'),
  pigmentation('scarring-alopecia', 'Scarring alopecia: surgery, trauma, burns, skin disease', 'S3-17', 'The disease is not active (C08).'),
  pigmentation(
    'systemic-disease-alopecia',
    'Alopecia from systemic disease or cytotoxic medicines',
    'S3-21',
    'Medicines fail and surgery is contraindicated (S3-21).',
  ),
  pigmentation('liver-kidney-immune-disease', 'Bald with severe liver, kidney or immunological disease', 'S1-04, S3-18'),
  pigmentation('facial-hair-restoration', 'Facial hair without surgery, density of the beard', 'S1-05, S1-07, S3-20'),
  pigmentation('beard-loss-trauma', 'Loss of beard by burn or trauma', 'S1-08, S3-20', 'The scar has healed and is stable (C08).'),
  pigmentation('gender-affirmation', 'After gender-affirming surgery', 'S1-09'),
  pigmentation('cleft-lip-repair', 'After repair of a cleft lip', 'S1-10, S3-20', 'The scar has healed and is stable (C08).'),
];

export const indicationCodes = enumOf('IndicationCode', [...new Set(indications.map((indication) => indication.code))]);

export const indicationNames: ReadonlyMap<string, string> = new Map(indications.map(({ code, name }) => [code, name]));

export const indicationsOf = (treatment: Treatment): Indication[] => indications.filter((indication) => indication.treatment === treatment);

/** The places in a plan's list that name no indication of its treatment. */
export const foreignIndications = (treatment: Treatment, codes: readonly string[]): number[] => {
  const own = new Set(indicationsOf(treatment).map((indication) => indication.code));
  return codes.flatMap((code, index) => (own.has(code) ? [] : [index]));
};
