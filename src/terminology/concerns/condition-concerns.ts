/**
 * The concerns of conditions for a treatment of the scalp. Every category of ICD-10 is assigned to its concerns, or to none; rules name concerns, not lists of
 * codes. The rules of each treatment decide what follows from a concern.
 */
export const conditionConcerns = {
  infection: 'An infection anywhere in the body that can be active at present, fever of unknown cause included',
  'skin-infection': 'An infection or infestation of the skin, the hair or the scalp: where needles go in',
  'cold-sores': 'Herpes simplex or zoster, which needles can set off again',
  'blood-borne-infection': 'HIV, hepatitis B or C, carriers included: for the safety of whoever handles the needles',
  diabetes: 'Diabetes mellitus of any type, in pregnancy included',
  'raised-glucose': 'A raised glucose or a prediabetes that is not diabetes',
  'bleeding-disorder': 'A disorder of clotting or of the platelets, acquired or inherited, purpura included',
  thrombosis: 'A thrombosis or an embolism, now or before: blood thinners are to be expected',
  pregnancy: 'A pregnancy, its complications and its supervision',
  puerperium: 'Birth and the weeks after it; breastfeeding is to be asked about',
  autoimmune: 'An autoimmune or granulomatous disorder of any organ',
  'alopecia-areata': 'Alopecia areata in any extent',
  'scarring-alopecia': 'A disease that scars the scalp: lichen planopilaris, discoid lupus, folliculitis decalvans and their kin',
  'inflammatory-skin': 'An inflammatory disease that can lie on the scalp or answer needles with new spots: eczema, psoriasis, lichen planus, dermatitis',
  keloid: 'Keloid and hypertrophic scars',
  scar: 'A scar or a healed burn of the skin',
  'wound-on-site': 'A wound, a burn, a sunburn or an ulcer of the head or of skin whose place is not stated',
  hypertension: 'High blood pressure of any cause, a raised reading included',
  hypotension: 'Low blood pressure',
  heart: 'A disease of the heart or its vessels, a malformation of it, a pacemaker, a stent, a raised cardiac risk',
  stroke: 'A stroke, a transient ischaemic attack, narrowed or malformed vessels of brain or neck',
  'vascular-disease': 'A disease of other vessels: arteries, veins, lymph; Raynaud included',
  cancer: 'A malignant or possibly malignant tumour, its treatment and its follow-up',
  'skin-cancer': 'A malignant, in-situ or possibly malignant tumour of the skin',
  'immune-deficiency': 'A weakened defence: inherited, acquired, by a missing spleen, a transplant or a medicine',
  transplant: 'A transplanted organ or tissue',
  liver: 'A disease of the liver or signs of one',
  kidney: 'A disease of the kidneys or signs of one, dialysis included',
  epilepsy: 'Epilepsy, seizures and convulsions',
  nerve: 'A disease of nerves or muscles that matters for anaesthetics or healing: myasthenia, neuropathy, multiple sclerosis',
  fainting: 'Fainting and collapse',
  anaemia: 'An anaemia of any cause',
  'iron-or-nutrition': 'A lack of iron, protein, vitamins or minerals, or an eating disorder: a cause of hair loss to treat first',
  thyroid: 'A disease of the thyroid',
  'other-endocrine': 'A disease of another gland: adrenal, pituitary, ovary (polycystic), parathyroid; phaeochromocytoma included',
  'anaesthetic-risk':
    'A reason why local anaesthetics or adrenaline can harm: methaemoglobinaemia, G6PD deficiency, porphyria, malignant hyperthermia, a reaction before',
  'allergy-status': 'A known allergy, or an allergic or anaphylactic reaction: what it was to is to be recorded as an allergy',
  'medicine-effect': 'A poisoning by, or an adverse effect of, a medicine or a substance',
  'procedure-complication': 'A complication of an operation, an injection or an implant',
  'body-image': 'A body dysmorphic disorder',
  'mental-health': 'A mental disorder that bears on consent, expectations, hair pulling or stress: psychosis, dementia, severe depression, trichotillomania',
  lung: 'A severe disease of the lungs or airways, asthma included',
  'long-term-medicine': 'A status that says that a medicine is taken for long: the medicine is to be recorded',
  'unspecified-illness': 'A symptom or a status that says that something is wrong, and not what: it is to be made out',
} as const;

export type ConditionConcern = keyof typeof conditionConcerns;

/**
 * Codes that do not say which disease, medicine or allergen they mean: a long-term medicine, an allergy, harm by a medicine, a cancer of unknown site. The
 * detail belongs in the list of medicines or allergies, or in a code with the site.
 */
export const codesThatSayTooLittle: readonly string[] = [
  ...['Z79.02', 'Z79.1', 'Z79.82', 'Z79.89'],
  ...['Z88.7', 'Z88.8', 'Z88.9', 'T78.2', 'T78.4', 'T88.6', 'T88.7', 'Y44.2'],
  'C80',
];

/** Concerns without a known end: they matter also where the condition is recorded as resolved, inactive or in remission. */
export const lifelongConcerns: ReadonlySet<ConditionConcern> = new Set<ConditionConcern>([
  'bleeding-disorder',
  'autoimmune',
  'diabetes',
  'heart',
  'stroke',
  'transplant',
  'keloid',
  'blood-borne-infection',
  'anaesthetic-risk',
  'epilepsy',
  'cold-sores',
  'hypertension',
  'cancer',
  'skin-cancer',
]);
