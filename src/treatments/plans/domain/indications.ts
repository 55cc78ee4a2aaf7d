/** The indications of the treatments: the lists of the clinic's own documents, each with its source. A plan may name several. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Treatment } from '../../../kernel/treatment.js';
import { getMessages, type NameIn } from '../../../messages/index.js';

export interface Indication {
  readonly code: string;
  readonly treatment: Treatment;
  readonly name: string;
  /** The numbers of the documents' statements. */
  readonly source: string;
  /** The condition under which the indication applies; the dermatologist decides whether it is met. Null where the documents have no condition. */
  readonly precondition: string | null;
}

const names = getMessages('treatments', 'en');

const defineIndicationFor =
  (treatment: Treatment) =>
  (code: NameIn<'treatments', 'indication'>, source: string, precondition: string | null = null): Indication => ({
    code,
    treatment,
    name: names.say(`indication.${code}`),
    source,
    precondition,
  });

const defineMesotherapyIndication = defineIndicationFor('mesotherapy');
const definePigmentationIndication = defineIndicationFor('scalp-micropigmentation');

export const indications: readonly Indication[] = [
  defineMesotherapyIndication('androgenetic-alopecia', 'S0-25, S0-52'),
  defineMesotherapyIndication('telogen-effluvium', 'S0-25, S0-52'),
  defineMesotherapyIndication('nutritional-deficiency', 'S0-04, S0-25'),
  defineMesotherapyIndication('hair-thinning', 'S0-52'),
  defineMesotherapyIndication('scalp-inflammation', 'S0-08, C01', 'No active infection (C01).'),
  defineMesotherapyIndication('scalp-build-up', 'S0-09'),

  definePigmentationIndication('hereditary-hair-loss', 'S1-06, S3-19'),
  definePigmentationIndication('female-pattern-thinning', 'S1-12, S3-08'),
  definePigmentationIndication('diffuse-thinning', 'S1-07, S1-15, S2-10, S3-11'),
  definePigmentationIndication('baldness', 'S2-07, S3-07'),
  definePigmentationIndication('hairline-recession', 'S2-07, S3-39'),
  definePigmentationIndication('donor-area-insufficient', 'S1-13, S3-05, S3-09'),
  definePigmentationIndication('unsatisfactory-transplant', 'S1-14, S2-09, S3-10'),
  definePigmentationIndication('post-transplant-cover', 'S3-14'),
  definePigmentationIndication('transplant-contraindicated', 'S3-12'),
  definePigmentationIndication('no-surgery-wanted', 'S1-16, S2-11, S3-13'),
  definePigmentationIndication('strip-scar', 'S1-17, S3-15, S3-39', 'The scar has healed and is stable (C08).'),
  definePigmentationIndication('scar-or-burn', 'S2-08, S3-39', 'The scar has healed and is stable (C08).'),
  definePigmentationIndication('alopecia-areata', 'S1-11, S3-20', 'Medicines have shown no result (S1-11).'),
  definePigmentationIndication('extensive-alopecia-areata', 'S3-16', 'Medicines have shown no result (S1-11).'),
  definePigmentationIndication('scarring-alopecia', 'S3-17', 'The disease is not active (C08).'),
  definePigmentationIndication('systemic-disease-alopecia', 'S3-21', 'Medicines fail and surgery is contraindicated (S3-21).'),
  definePigmentationIndication('liver-kidney-immune-disease', 'S1-04, S3-18'),
  definePigmentationIndication('facial-hair-restoration', 'S1-05, S1-07, S3-20'),
  definePigmentationIndication('beard-loss-trauma', 'S1-08, S3-20', 'The scar has healed and is stable (C08).'),
  definePigmentationIndication('gender-affirmation', 'S1-09'),
  definePigmentationIndication('cleft-lip-repair', 'S1-10, S3-20', 'The scar has healed and is stable (C08).'),
];

export const indicationCodes = declareEnumeration('IndicationCode', [...new Set(indications.map((indication) => indication.code))]);

export const indicationNames: ReadonlyMap<string, string> = new Map(indications.map(({ code, name }) => [code, name]));

export const listIndications = (treatment: Treatment): Indication[] => indications.filter((indication) => indication.treatment === treatment);

/** Finds the places in a plan's list whose codes are no indications of its treatment. */
export const listForeignIndications = (treatment: Treatment, codes: readonly string[]): number[] => {
  const own = new Set(listIndications(treatment).map((indication) => indication.code));
  return codes.flatMap((code, index) => (own.has(code) ? [] : [index]));
};
