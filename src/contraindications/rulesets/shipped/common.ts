import type { Clause } from '../../engine/index.js';
import { literature } from './citations.js';
import type { ShippedRule } from './words.js';

/**
 * Blood thinners that are still effective: in use, or stopped for fewer days than clotting needs to recover. The days are from the summaries of product
 * characteristics and the periprocedural guideline of the American College of Chest Physicians (2022): warfarin and similar 5, direct inhibitors 2 (dabigatran
 * 4, for impaired kidneys), heparins 1, fondaparinux 4.
 */
export const recentBloodThinners: Clause[] = [
  { medication: ['anticoagulant', 'fibrinolytic'], status: 'active' },
  { medication: ['B01AA'], lastTakenWithinDays: 5 },
  { medication: ['B01AE', 'B01AX05'], lastTakenWithinDays: 4 },
  { medication: ['B01AF'], lastTakenWithinDays: 2 },
  { medication: ['B01AB', 'B01AD'], lastTakenWithinDays: 1 },
  { condition: ['Z79.01', 'Z92.1'], status: 'active', note: 'Which medicine it is, and when it was last taken, is to be recorded.' },
];

/** Fertility treatment: for some weeks it is unknown whether it has led to a pregnancy. */
export const fertilityTreatment: Clause = {
  procedureWithinDays: ['fertility-treatment'],
  days: 28,
  origin: 'literature',
  note: 'A pregnancy may have begun: it is ruled out first.',
};

/**
 * A positive test is never a reason to refuse a treatment; the note protects the person who handles the needles (HIV and AIDS Act of India, 2017; WHO, standard
 * precautions).
 */
export const bloodBorne = 'Standard precautions for whoever handles the needles: double gloves, single-use needles, sharps at once into their box.';

/** Operations that do not change the outcome by themselves. */
export const notedOperations: Clause[] = ['oophorectomy', 'tubal-ligation', 'joint-or-metal-implant', 'cochlear-implant'].map((procedure) => ({ procedure }));

/** Rules from common medical knowledge for both treatments: both numb the scalp, and both puncture it with hundreds of needles. */
export const listCommonRules = (prefix: 'mesotherapy' | 'smp'): ShippedRule[] => [
  {
    id: `${prefix}.anaesthetic-medicines`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      { all: [{ plannedIngredient: ['lidocaine', 'bupivacaine'] }, { medication: ['lidocaine-interaction'], status: 'active' }] },
      { all: [{ plannedIngredient: ['adrenaline'] }, { medication: ['adrenaline-interaction', 'beta-blocker'], status: 'active' }] },
      { all: [{ plannedIngredient: ['prilocaine', 'benzocaine'] }, { medication: ['methaemoglobin-inducer'], status: 'active' }] },
      { medication: ['N06AF'], status: 'active', note: 'With a monoamine oxidase inhibitor adrenaline can raise the pressure sharply.' },
      { lab: 'g6pd', lt: 4.6, unit: 'U/g', note: 'Prilocaine, benzocaine and some medicines given after a session destroy blood cells then.' },
    ],
    needsData: [],
    overridable: true,
  },
  {
    id: `${prefix}.fainting`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      { screening: 'fainting-at-injections', is: 'yes' },
      { condition: ['fainting', 'hypotension'], status: 'active' },
      { adverseEvent: ['vasovagal-syncope'] },
      { vital: 'blood-pressure', ltAny: [90, 50], unit: 'mm[Hg]' },
    ],
    needsData: [],
    maxAgeDays: { vital: 30 },
    overridable: true,
  },
  {
    id: `${prefix}.cold-sores`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      { screening: 'cold-sores', is: 'yes' },
      { condition: ['cold-sores'], contradicts: 'screening.cold-sores' },
      { medication: ['herpes-antiviral'], status: 'active' },
    ],
    needsData: [],
    overridable: true,
  },
  {
    id: `${prefix}.earlier-adverse-event`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      {
        adverseEvent: [
          'infection',
          'abscess',
          'granuloma',
          'mycobacterial-infection',
          'scarring',
          'pigment-migration',
          'colour-change',
          'hair-loss-at-site',
          'needlestick-injury',
        ],
      },
      { adverseEvent: ['pain-beyond-48-hours', 'bruising'], while: 'unresolved' },
      { adverseEvent: ['irritation', 'swelling', 'sensitivity', 'discomfort', 'scabbing', 'early-pigment-loss'], serious: true },
    ],
    needsData: [],
    overridable: true,
  },
  {
    id: `${prefix}.allergy-to-materials`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      { allergy: ['latex', 'antiseptic', 'preservative'] },
      { all: [{ allergy: ['propylene-glycol'] }, { plannedIngredient: ['minoxidil'] }], note: 'Solutions of minoxidil hold it.' },
      { all: [{ allergy: ['insect-venom'] }, { plannedIngredient: ['hyaluronidase'] }], note: 'Venoms hold hyaluronidase.' },
      { all: [{ allergy: ['milk'] }, { plannedIngredient: ['exosomes', 'peptides'] }], note: 'They can hold proteins of milk.' },
      { all: [{ allergy: ['fish'] }, { plannedIngredient: ['polynucleotide'] }], note: 'Polynucleotides come from fish.' },
    ],
    needsData: [],
    overridable: true,
  },
  {
    id: `${prefix}.ingredient-not-meant`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [{ plannedIngredient: ['botulinum-toxin', 'exosomes', 'buflomedil', 'corticosteroid'] }],
    needsData: [],
    overridable: true,
  },
  {
    id: `${prefix}.illness-to-make-out`,
    origin: 'literature',
    citation: literature,
    severity: 'caution',
    any: [
      { condition: ['nerve', 'mental-health', 'medicine-effect', 'procedure-complication', 'unspecified-illness'], status: 'active' },
      { condition: ['J46', 'D35.0', 'C74', 'E24', 'E27'], status: 'active', note: 'A crisis, of breath or of the adrenal glands, is to be ruled out.' },
      { condition: ['long-term-medicine'], except: ['Z79.01', 'Z79.02', 'Z79.1', 'Z92.1'], status: 'active', note: 'Which medicine it is, is to be recorded.' },
      {
        procedureWithinDays: [
          'cosmetic-injection',
          'thread-lift',
          'mesotherapy',
          'platelet-rich-plasma',
          'scalp-micropigmentation',
          'tattoo',
          'tattoo-removal-laser',
          'laser-treatment',
          'chemical-peel',
          'microneedling',
          'dental-treatment',
          'steroid-injection',
          'cryotherapy',
          'phototherapy',
        ],
        days: 14,
      },
      { procedureWithinDays: ['scalp-biopsy'], days: 60 },
      {
        procedureWithinDays: ['scalp-skin-graft', 'scalp-reduction', 'hair-transplant-fue', 'hair-transplant-fut', 'scalp-surgery', 'neurosurgery'],
        days: 180,
      },
      {
        procedureWithinDays: [
          'radiotherapy',
          'chemotherapy',
          'vascular-surgery',
          'cancer-surgery',
          'organ-transplant',
          'bone-marrow-transplant',
          'blood-transfusion',
          'bariatric-surgery',
          'skin-cancer-surgery',
          'coronary-angiography',
          'facelift-or-brow-lift',
          'plasmapheresis',
          'thyroidectomy',
          'endocrine-surgery',
        ],
        days: 365,
      },
      { procedureWithinDays: ['caesarean-section', 'delivery', 'abortion', 'fertility-treatment'], days: 180 },
      { procedure: 'pacemaker-or-defibrillator' },
      { procedure: 'heart-valve' },
      { procedure: 'heart-surgery' },
      { procedure: 'coronary-stent-or-angioplasty' },
      { procedure: 'scalp-radiotherapy' },
      { procedure: 'dialysis' },
      { procedure: 'splenectomy' },
      { procedure: 'organ-transplant' },
      { procedure: 'bone-marrow-transplant' },
    ],
    needsData: [],
    overridable: true,
  },
];
