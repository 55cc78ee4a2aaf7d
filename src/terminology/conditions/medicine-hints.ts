/** Medicines that are named beside a condition ("on insulin") and show which condition they treat. */
import { foldAll, foldWord, splitLists, type Token } from '../words/tokens.js';
import type { Marker } from '../words/markers.js';
import type { Condition } from './lexicon.js';

/** A condition that a medicine indicates, where the line does not name a condition of this kind. */
interface MedicineHint extends Condition {
  readonly medicine: true;
}

const createHint = (code: string, display: string): MedicineHint => ({ code, display, medicine: true });

const hints: readonly (readonly [MedicineHint, readonly string[]])[] = [
  [
    createHint('E14', 'Diabetes, type not stated'),
    [
      'insulin, insulins, metformin, glycomet, OHA, OHAs, OHG, glimepiride, gliclazide, glipizide, glibenclamide, sitagliptin',
      'vildagliptin, linagliptin, teneligliptin, dapagliflozin, empagliflozin, pioglitazone, voglibose, semaglutide, liraglutide, इंसुलिन',
      'lantus, mixtard, gliptin, janumet, इन्सुलिन',
    ],
  ],
  [
    createHint('I10', 'High blood pressure'),
    [
      'amlodipine, telmisartan, losartan, olmesartan, ramipril, enalapril, lisinopril, atenolol, metoprolol, nebivolol, bisoprolol',
      'cilnidipine, hydrochlorothiazide, chlorthalidone, telma, amlong, antihypertensive, antihypertensives, nifedipine, valsartan',
      'perindopril, indapamide, carvedilol, prazosin',
    ],
  ],
  [createHint('E03.9', 'Underactive thyroid'), ['thyroxine', 'levothyroxine', 'thyronorm', 'eltroxin', 'thyrox', 'LT4']],
  [createHint('E05.9', 'Overactive thyroid'), ['carbimazole', 'methimazole', 'neomercazole', 'propylthiouracil']],
  [createHint('A16.9', 'Tuberculosis of the lungs'), ['ATT, AKT, AKT4, DOTS, ATD, antitubercular, rifampicin, isoniazid, ethambutol, pyrazinamide']],
  [createHint('B24', 'HIV disease'), ['ART', 'HAART', 'antiretroviral', 'antiretrovirals', 'TLD']],
  [
    createHint('G40.9', 'Epilepsy'),
    [
      'antiepileptic, antiepileptics, AED, valproate, levetiracetam, levipil, phenytoin, eptoin, carbamazepine, oxcarbazepine',
      'lamotrigine, clobazam, phenobarbitone, encorate',
    ],
  ],
  [
    createHint('Z92.1', 'Blood thinner taken for long'),
    [
      'warfarin, warf, acenocoumarol, acitrom, apixaban, eliquis, rivaroxaban, xarelto, dabigatran, heparin, enoxaparin, anticoagulant',
      'anticoagulants, anticoagulation, NOAC, DOAC, OAC, thinner, thinners',
    ],
  ],
  [
    createHint('Z92.2', 'Medicine taken for long'),
    [
      'aspirin, ecosprin, clopidogrel, clopilet, antiplatelet, antiplatelets, DAPT, ticagrelor, prasugrel, steroid, steroids',
      'prednisolone, wysolone, dexamethasone, methotrexate, MTX, azathioprine, ciclosporin, cyclosporine, tacrolimus, mycophenolate, MMF',
      'immunosuppressant, immunosuppressants, immunosuppressive, biologic, biologics, adalimumab, rituximab, tofacitinib, baricitinib',
      'hydroxychloroquine, HCQ, hcqs, isotretinoin, accutane, sulfasalazine, leflunomide',
    ],
  ],
];

const byWord = new Map<string, MedicineHint>(hints.flatMap(([meaning, words]) => splitLists(words).map((word) => [foldWord(word), meaning] as const)));

/** Forms and doses beside a known medicine. */
export const medicineWords: ReadonlySet<string> = foldAll([
  'tablet, tablets, tab, tabs, cap, capsule, injection, inj, pump, pen, OD, BD, TDS, HS, daily, dose, oral, orally, therapy, meds',
  'drugs, drug, blood, low, high, long, term, medication, medicine, medicines',
]);

export const findConditionOfMedicine = (word: string): { meaning: Condition; marker: Marker | null } | null => {
  const meaning = byWord.get(word);
  return meaning ? { meaning, marker: 'lasting' } : null;
};

const doseUnits = foldAll(['mg', 'mcg', 'g', 'gm', 'iu', 'u', 'units', 'unit', 'ml']);

/** Finds the words of a dose after a known medicine: "thyronorm 50 mcg". */
export const listDosePlaces = (tokens: readonly Token[]): number[] =>
  tokens.flatMap(({ word, kind }, at) => {
    if (kind !== 'word' || !byWord.has(word)) return [];
    if (!/^\d{1,4}(\.\d+)?(mg|mcg|g|gm|iu|u|units?|ml)?$/.test(tokens[at + 1]?.word ?? '')) return [];
    return doseUnits.has(tokens[at + 2]?.word ?? '') ? [at + 1, at + 2] : [at + 1];
  });
