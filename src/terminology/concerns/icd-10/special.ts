import type { ConditionLine } from './line.js';

/** Codes for new diseases and for resistance (U00 to U99). */
export const special: readonly ConditionLine[] = [
  ['U04', 'SARS', 'infection', 'lung'],
  ['U06', 'Zika', 'infection'],
  ['U07', 'Vaping lung and COVID-19', 'infection', 'lung'],
  ['U07.0', 'Vaping lung', 'lung'],
  ['U07.1', 'COVID-19, virus found', 'infection'],
  ['U07.2', 'COVID-19, virus not found', 'infection'],
  ['U08', 'COVID-19 in the past'],
  ['U09', 'After COVID-19', 'unspecified-illness'],
  ['U10', 'Inflammation of several systems with COVID-19', 'infection', 'autoimmune'],
  ['U11', 'Vaccine against COVID-19'],
  ['U12', 'Unwanted effect of a COVID-19 vaccine', 'medicine-effect', 'allergy-status'],
  ['U82', 'Resistance to penicillin and its kin', 'infection'],
  ['U83', 'Resistance to other antibiotics', 'infection'],
  ['U84', 'Resistance to other medicines against germs', 'infection'],
  ['U85', 'Resistance to cancer medicines', 'cancer'],
];
