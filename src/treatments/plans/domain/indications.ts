/** The indications of the treatments: the lists of the clinic's own documents, each with its source. A plan may name several. */
import { enumOf } from '../../../kernel/enumeration.js';
import type { Treatment } from '../../../kernel/treatment.js';
import { messagesOf, type NameIn } from '../../../messages/index.js';

export interface Indication {
  readonly code: string;
  readonly treatment: Treatment;
  readonly name: string;
  /** The numbers of the documents' statements. */
  readonly source: string;
  /** The condition under which the indication applies; the dermatologist decides whether it is met. Null where the documents have no condition. */
  readonly precondition: string | null;
}

const names = messagesOf('treatments', 'en');

const indicationOf =
  (treatment: Treatment) =>
  (code: NameIn<'treatments', 'indication'>, source: string, precondition: string | null = null): Indication => ({
    code,
    treatment,
    name: names.say(`indication.${code}`),
    source,
    precondition,
  });

const mesotherapy = indicationOf('mesotherapy');
const pigmentation = indicationOf('scalp-micropigmentation');

export const indications: readonly Indication[] = [
  mesotherapy('androgenetic-alopecia', 'S0-25, S0-52'),
  mesotherapy('telogen-effluvium', 'S0-25, S0-52'),
  mesotherapy('nutritional-deficiency', 'S0-04, S0-25'),
  mesotherapy('hair-thinning', 'S0-52'),
  mesotherapy('scalp-inflammation', 'S0-08, C01', 'No active infection (C01).'),
  mesotherapy('scalp-build-up', 'S0-09'),

  pigmentation('hereditary-hair-loss', 'S1-06, S3-19'),
  pigmentation('female-pattern-thinning', 'S1-12, S3-08'),
  pigmentation('diffuse-thinning', 'S1-07, S1-15, S2-10, S3-11'),
  pigmentation('baldness', 'S2-07, S3-07'),
  pigmentation('hairline-recession', 'S2-07, S3-39'),
  pigmentation('donor-area-insufficient', 'S1-13, S3-05, S3-09'),
  pigmentation('unsatisfactory-transplant', 'S1-14, S2-09, S3-10'),
  pigmentation('post-transplant-cover', 'S3-14'),
  pigmentation('transplant-contraindicated', 'S3-12'),
  pigmentation('no-surgery-wanted', 'S1-16, S2-11, S3-13'),
  pigmentation('strip-scar', 'S1-17, S3-15, S3-39', 'The scar has healed and is stable (C08).'),
  pigmentation('scar-or-burn', 'S2-08, S3-39', 'The scar has healed and is stable (C08).'),
  pigmentation('alopecia-areata', 'S1-11, S3-20', 'Medicines have shown no result (S1-11).'),
  pigmentation('extensive-alopecia-areata', 'S3-16', 'Medicines have shown no result (S1-11).'),
  pigmentation('scarring-alopecia', 'S3-17', 'The disease is not active (C08).'),
  pigmentation('systemic-disease-alopecia', 'S3-21', 'Medicines fail and surgery is contraindicated (S3-21).'),
  pigmentation('liver-kidney-immune-disease', 'S1-04, S3-18'),
  pigmentation('facial-hair-restoration', 'S1-05, S1-07, S3-20'),
  pigmentation('beard-loss-trauma', 'S1-08, S3-20', 'The scar has healed and is stable (C08).'),
  pigmentation('gender-affirmation', 'S1-09'),
  pigmentation('cleft-lip-repair', 'S1-10, S3-20', 'The scar has healed and is stable (C08).'),
];

export const indicationCodes = enumOf('IndicationCode', [...new Set(indications.map((indication) => indication.code))]);

export const indicationNames: ReadonlyMap<string, string> = new Map(indications.map(({ code, name }) => [code, name]));

export const indicationsOf = (treatment: Treatment): Indication[] => indications.filter((indication) => indication.treatment === treatment);

/** Finds the places in a plan's list whose codes are no indications of its treatment. */
export const foreignIndications = (treatment: Treatment, codes: readonly string[]): number[] => {
  const own = new Set(indicationsOf(treatment).map((indication) => indication.code));
  return codes.flatMap((code, index) => (own.has(code) ? [] : [index]));
};
