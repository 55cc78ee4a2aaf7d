import type { Facts, FactsRead, ListName } from '../../src/contraindications/engine/index.js';

/** The facts without those that nobody looks at. */
export const onlyRead = (facts: Facts, { kinds, analytes }: FactsRead): Facts => {
  const reviewed = Object.entries(facts.reviewed).filter(([list]) => kinds.has(list as ListName));
  return {
    birthDate: kinds.has('birthDate') ? facts.birthDate : null,
    sexAtBirth: kinds.has('birthDate') ? facts.sexAtBirth : 'unknown',
    patient: facts.patient,
    signedConsultations: kinds.has('consultation') ? facts.signedConsultations : [],
    trichoanalysesOnFile: kinds.has('trichoanalysis') ? facts.trichoanalysesOnFile : [],
    examinations: kinds.has('examination') ? facts.examinations : [],
    screening: kinds.has('screening') ? facts.screening : {},
    pregnancy: kinds.has('pregnancy') ? facts.pregnancy : null,
    capacityForPregnancy: kinds.has('capacityForPregnancy') ? facts.capacityForPregnancy : null,
    ...(kinds.has('contraception') && facts.contraception && { contraception: facts.contraception }),
    breastfeeding: kinds.has('breastfeeding') ? facts.breastfeeding : null,
    reviewed: Object.fromEntries(reviewed),
    conditions: kinds.has('conditions') ? facts.conditions : [],
    medications: kinds.has('medications') ? facts.medications : [],
    allergies: kinds.has('allergies') ? facts.allergies : [],
    procedures: kinds.has('procedures') ? facts.procedures : [],
    bloodPressure: kinds.has('bloodPressure') ? facts.bloodPressure : null,
    labs: Object.fromEntries(Object.entries(facts.labs).filter(([analyte]) => analytes.has(analyte))),
    trichoanalysis: kinds.has('trichoanalysis') ? facts.trichoanalysis : [],
    ingredients: facts.ingredients,
    // Adverse events, decisions and a clinic's own names are few: they are always known.
    ...(facts.productsWithoutIngredients && { productsWithoutIngredients: facts.productsWithoutIngredients }),
    ...(facts.adverseEvents && { adverseEvents: facts.adverseEvents }),
    ...(facts.dismissed && { dismissed: facts.dismissed }),
    ...(facts.ownNames && { ownNames: facts.ownNames }),
    // Results of which nobody knows the analyte come with those of any.
    ...(facts.unreadResults && analytes.size > 0 && { unreadResults: facts.unreadResults }),
  };
};
