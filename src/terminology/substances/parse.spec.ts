/** What the reader makes of lines as people type them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findGroupsOfAtc } from './groups-of-atc.js';
import { parseSubstances } from './parse.js';
import type { OwnNames } from './parsed-substances.js';
import { normalizeName } from './words.js';

const statementMarks = { taken: '', denied: 'no ', stopped: 'stopped ', allergic: 'allergy ', absent: 'without ' };
const told = (line: string, own?: OwnNames): string => {
  const { found, unexplained, nothing } = parseSubstances(line, own ? { own } : {});
  const words = found.map(
    (foundSubstance) => `${statementMarks[foundSubstance.statement]}${foundSubstance.substance}${foundSubstance.spelling === 'near' ? '~' : ''}`,
  );
  return [nothing ? 'nothing' : '', words.join(', '), unexplained.length > 0 ? `? ${unexplained.join('; ')}` : ''].filter((part) => part !== '').join(' ');
};

describe('a line of medicines', () => {
  it.each([
    // Brands and strengths
    ['Dolo 650 SOS, Warf 5 daily', 'paracetamol, warfarin'],
    ['DOLO-650 TAB', 'paracetamol'],
    ["DOLO 650 10's", 'paracetamol'],
    ['dolo650', 'paracetamol'],
    ['Crocin', 'paracetamol'],
    ['Tab Ecosprin 75 mg OD after food', 'acetylsalicylic-acid'],
    ['Ecosprin AV 75/10', 'acetylsalicylic-acid, atorvastatin'],
    ['ECOSPRIN GOLD 10', 'acetylsalicylic-acid, atorvastatin, clopidogrel'],
    ['Telma 40', 'telmisartan'],
    ['Telma H 40/12.5 1-0-0 for BP', 'telmisartan, hydrochlorothiazide'],
    ['Telma-AM', 'telmisartan, amlodipine'],
    ['Glycomet 500 SR BD', 'metformin'],
    ['Glycomet GP 1', 'metformin, glimepiride'],
    ['GLYCOMET GP2', 'metformin, glimepiride'],
    ['Pan 40', 'pantoprazole'],
    ['Pan D before breakfast', 'pantoprazole, domperidone'],
    ['Zerodol SP BD x 5 days', 'aceclofenac, paracetamol, serrapeptase'],
    ['Combiflam', 'ibuprofen, paracetamol'],
    ['T. Thyronorm 50 mcg OD empty stomach', 'levothyroxine'],
    ['Eltroxin 100 since 2015', 'levothyroxine'],
    ['EMLA cream', 'lidocaine, prilocaine'],
    ['Xylocaine 2% with adrenaline 1:200000', 'lidocaine, adrenaline'],
    ['Augmentin 625 BD', 'amoxicillin, clavulanic-acid'],
    ['Clopilet A', 'clopidogrel, acetylsalicylic-acid'],
    ['Telma 40 H', 'telmisartan, hydrochlorothiazide'],
    ['Telma 40 AM OD', 'telmisartan, amlodipine'],
    ['Pan 40 D', 'pantoprazole, domperidone'],
    ['Ecosprin Gold 10 Forte', 'acetylsalicylic-acid, atorvastatin, clopidogrel'],
    ['Nupenta -DSR', 'pantoprazole, domperidone'],
    // Generic names with the letters of a combination
    ['Voglibose 0.3 M', 'voglibose, metformin'],
    ['Voglibose M 0.3', 'voglibose, metformin'],
    ['Telmisartan 40 H', 'telmisartan, hydrochlorothiazide'],
    ['voglibose 0.3 Q', 'voglibose ? q'],
    ['AKT 4 kit', 'rifampicin, isoniazid, pyrazinamide, ethambutol'],
    // "No" before a number counts, and denies nothing
    ['infant feeding tube no.7', 'no-medicine'],
    ['aspirin no. 2', 'acetylsalicylic-acid'],
    ['no aspirin', 'no acetylsalicylic-acid'],
    // A short brand behind a part of the body may be the end of a name that nobody knows
    ['Skin O2 cap', 'ofloxacin, ornidazole ? skin'],
    ['O2 tab', 'ofloxacin, ornidazole'],
    ['hair Mintop', 'minoxidil'],
    ['Clop 75', '? clop'],
    // Who made it
    ['Honey 250 gm (Patanjali)', 'honey'],
    ['aspirin, Patanjali', 'acetylsalicylic-acid ? patanjali'],
    // Goods as pharmacies shorten them
    ['H&S 90ML SS', 'no-medicine'],
    ['Head & Shoulders 180 ml', 'no-medicine'],
    ['COL DEN CRM 100G', 'no-medicine'],
    ['H&S and aspirin', 'no-medicine, acetylsalicylic-acid'],
    ['aspirin & clopidogrel', 'acetylsalicylic-acid, clopidogrel'],
    ['aspirin, expectorant', 'acetylsalicylic-acid ? expectorant'],
    ['aspirin, transcap', 'acetylsalicylic-acid ? transcap'],
    ['Budamate 200 transcap, 1 transcap twice daily', 'formoterol, budesonide'],
    ['Dolo 650 x 5 d', 'paracetamol'],
    ['Telma 40 mg at 8 am', 'telmisartan'],
    ['Ecosprin plus Warf 5', 'acetylsalicylic-acid, warfarin'],
    // Substances, salts, forms, schedules
    ['aspirin', 'acetylsalicylic-acid'],
    ['ASA 75', 'acetylsalicylic-acid'],
    ['PCM 500 mg TDS', 'paracetamol'],
    ['MTX 10 mg weekly', 'methotrexate'],
    ['HCQ 200', 'hydroxychloroquine'],
    ['INH 300', 'isoniazid'],
    ['TXA 500', 'tranexamic-acid'],
    ['AZT', 'azithromycin, zidovudine'],
    ['AZA 50', 'azathioprine'],
    ['paracetamol x5d', 'paracetamol'],
    ['Vit B12 1500 mcg', 'cyanocobalamin'],
    ['B12', 'cyanocobalamin'],
    ['Vitamin D3 60K once a week', 'vitamin-d'],
    ['Vit. D3 60,000 IU weekly', 'vitamin-d'],
    ['vitamin e 400', 'tocopherol'],
    ['Amlodipine besylate 5 mg', 'amlodipine'],
    ['metoprolol succinate XL 50', 'metoprolol'],
    ['clopidogrel bisulphate 75 mg', 'clopidogrel'],
    ['losartan potassium 50', 'losartan'],
    ['Inj. enoxaparin sodium 40 mg s/c', 'enoxaparin'],
    ['warfarin sodium 5mg OD', 'warfarin'],
    ['metformin 500 SR BD since 2019', 'metformin'],
    ['gliclazide MR 60', 'gliclazide'],
    ['insulin glargine 10 units at night', 'insulin-glargine'],
    ['Insulin 30/70 20-0-12', 'insulin'],
    ['methotrexate 7.5 mg every Sunday', 'methotrexate'],
    ['Acitrom 2 alternate days', 'acenocoumarol'],
    ['mecobalamin 1500 mcg + folic acid 1.5 mg', 'mecobalamin, folic-acid'],
    ['Levocetirizine + montelukast 10mg HS', 'levocetirizine, montelukast'],
    ['aspirin / clopidogrel', 'acetylsalicylic-acid, clopidogrel'],
    ['Clopidogrel 75 Aspirin 75 Rosuvastatin 10', 'clopidogrel, acetylsalicylic-acid, rosuvastatin'],
    ['1) Metformin 500 2) Glimepiride 1', 'metformin, glimepiride'],
    ['eltroxin 50 mcg od; evion 400; fish oil', 'levothyroxine, tocopherol, omega-3'],
    ['co-trimoxazole DS', 'sulfamethoxazole, trimethoprim'],
    ['amoxycillin clavulanate 625', 'amoxicillin, clavulanic-acid'],
    ['DICLOFENAC 50MG TAB(B.C.GENERIC)', 'diclofenac'],
    ['hydrocortisone 1 % cream', 'hydrocortisone'],
    ['Minoxidil 5 %', 'minoxidil'],
    ['minoxidil and finasteride', 'minoxidil, finasteride'],
    ['Rogaine (foam)', 'minoxidil'],
    ['oral minoxidil 2.5', 'minoxidil'],
    ['Vitamin B5', 'd-panthenol'],
    ['Organic  silicon', 'silicium'],
    ['Lidocaïne', 'lidocaine'],
    ['Glucosamine 1500', 'glucosamine'],
    ['lidocaine-prilocaine', 'lidocaine, prilocaine'],
    ['saw palmetto, biotin 10000 mcg', 'saw-palmetto, biotin'],
    ['ashwagandha', 'ashwagandha'],
    ['Lidocaine 10 mg per ml 50 ml', 'lidocaine'],
    ['Dolo 650 TAB RS-30', 'paracetamol'],
    ['B01AC06', 'acetylsalicylic-acid'],
    // Classes
    ['blood thinner', 'blood-thinner'],
    ['on blood thinners', 'blood-thinner'],
    ['BP tablet', 'antihypertensive'],
    ['sugar tablet', 'diabetes-medicine'],
    ['diabetes medicine', 'diabetes-medicine'],
    ['thyroid tablet', 'thyroid-medicine'],
    ['DHT blocker', '5-alpha-reductase-inhibitor'],
    ['pain killer SOS', 'painkiller'],
    ['NSAIDs', 'nsaid'],
    ['steroid cream', 'topical-corticosteroid'],
    ['steroids', 'corticosteroid'],
    ['antibiotics', 'antibiotic'],
    ['birth control pill', 'contraceptive'],
    ['OCP', 'contraceptive'],
    ['multivitamin', 'multivitamin'],
    ['hair vitamins', 'hair-vitamins'],
    ['heart medicine', 'heart-medicine'],
    ['TCA', 'trichloroacetic-acid, tricyclic'],
    ['sleeping pill', 'sedative'],
    ['chemo', 'cancer-medicine'],
    // Other scripts
    ['एस्पिरिन 75', 'acetylsalicylic-acid'],
    ['वारफारिन', 'warfarin'],
    ['इंसुलिन', 'insulin'],
    ['पेनिसिलिन', 'penicillin'],
    ['लिडोकेन', 'lidocaine'],
    ['بنسلين', 'penicillin'],
    ['இன்சுலின்', 'insulin'],
    ['প্যারাসিটামল', 'paracetamol'],
    ['खून पतला करने की दवा', 'blood-thinner'],
  ])('"%s" is read whole', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it.each([
    ['Telma XYZ', 'telmisartan~ ? xyz'],
    ['Meftal QZ', 'mefenamic-acid~ ? qz'],
    ['Crocin Cold', 'paracetamol~ ? cold'],
    ['Telma plus 40', 'telmisartan~ ? plus'],
    ['Dolo 650 H', 'paracetamol ? h'],
    ['Losartan 50 AM', 'losartan ? am'],
    ['Lidocaine A 2%', 'lidocaine ? a'],
    ['Telma QZ', 'telmisartan~ ? qz'],
    ['Dolo and some tablets', 'paracetamol ? some tablets'],
    ['aspirin, injection weekly', 'acetylsalicylic-acid ? injection weekly'],
    ['ayurvedic medicine', '? ayurvedic medicine'],
    ['homeopathic medicine', '? homeopathic medicine'],
    ['fat burner', '? fat burner'],
    ['herbal', '? herbal'],
    ['Some herbs', '? some; herbs'],
    ['aspirin, other medicines', 'acetylsalicylic-acid ? other; other medicines'],
    ['Dolo, herbal powder', 'paracetamol ? herbal powder'],
    ['minoxidilate', '? minoxidilate'],
    ['tablet', '? tablet'],
    ['500 mg', '? 500 mg'],
    ['Medicines not known', '? medicines not known; not'],
    ['Dolo for xyzzy', 'paracetamol ? xyzzy'],
    ['takes something for heart', '? something'],
    ['hydrochloride', '? hydrochloride'],
    ['???', '? ???'],
  ])('"%s" is not explained whole', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it.each([
    ['lignocain', 'lidocaine~'],
    ['paracitamol 500', 'paracetamol~'],
    ['asprin', 'acetylsalicylic-acid~'],
    ['warferin 5 mg', 'warfarin~'],
    ['amlodipi 5', 'amlodipine~'],
    ['rivaroxabann', 'rivaroxaban~'],
    ['clopidogerl', 'clopidogrel~'],
    ['finasterde 1 mg', 'finasteride~'],
    ['mefanamic acid', 'mefenamic-acid~'],
  ])('"%s" is read as misspelt', (line, expected) => {
    expect(told(line)).toBe(expected);
    expect(parseSubstances(line).alternatives.length).toBeGreaterThan(0);
  });
});

describe('what a line says of a medicine', () => {
  it.each([
    ['no aspirin', 'no acetylsalicylic-acid'],
    ['no aspirin or warfarin', 'no acetylsalicylic-acid, no warfarin'],
    ['No aspirin, warfarin 5 mg', 'no acetylsalicylic-acid, warfarin'],
    ['not taking warfarin now', 'no warfarin'],
    ['not on blood thinners', 'no blood-thinner'],
    ['stopped aspirin 3 months ago', 'stopped acetylsalicylic-acid'],
    ['aspirin stopped 3 months ago', 'stopped acetylsalicylic-acid'],
    ['clopidogrel (stopped)', 'stopped clopidogrel'],
    ['aspirin, stopped in March', 'stopped acetylsalicylic-acid'],
    ['was on methotrexate till 2019', 'stopped methotrexate'],
    ['never stopped warfarin', 'warfarin'],
    ['warfarin not stopped', 'warfarin'],
    ['allergic to penicillin', 'allergy penicillin'],
    ['penicillin allergy', 'allergy penicillin'],
    ['allergic to sulfa, latex and prawns', 'allergy sulfonamide, allergy latex, allergy shellfish'],
    ['not allergic to penicillin', 'no penicillin'],
    ['Lidocaine 2% without adrenaline', 'lidocaine, without adrenaline'],
    ['no medicines except aspirin', 'acetylsalicylic-acid'],
    ['aspirin; nothing else', 'acetylsalicylic-acid'],
    ['Dolo but no aspirin', 'paracetamol, no acetylsalicylic-acid'],
    ['stopped Telma 40 H', 'stopped telmisartan, stopped hydrochlorothiazide'],
    ['Dolo, no allergies', 'paracetamol'],
    ['नहीं', 'nothing'],
    ['nil', 'nothing'],
    ['None', 'nothing'],
    ['no medicines', 'nothing'],
    ['not on any medication', 'nothing'],
    ['No known drug allergies', 'nothing'],
    ['NKDA', 'nothing'],
    ['nil. No allergies', 'nothing'],
  ])('"%s"', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it('keeps the reason, since a condition may stand in it', () => {
    expect(parseSubstances('telmisartan 40 for BP, metformin for sugar').reasons).toEqual(['bp', 'sugar']);
    expect(parseSubstances('BP - telmisartan 40').reasons).toEqual(['bp']);
  });
});

describe('an allergen or a planned ingredient', () => {
  it.each([
    ['local anaesthetic', 'local-anaesthetic'],
    ['Local Anesthetics', 'local-anaesthetic'],
    ['LA', 'local-anaesthetic'],
    ['numbing injection', 'local-anaesthetic'],
    ['numbing injection at the dentist', 'local-anaesthetic'],
    ['anaesthesia injection at the dentist', 'local-anaesthetic'],
    ['numbing cream', 'local-anaesthetic'],
    ['amide anaesthetics', 'amide-anaesthetic'],
    ['caines', 'local-anaesthetic'],
    ['-caine', 'local-anaesthetic'],
    ['sulfa drugs', 'sulfonamide'],
    ['sulpha', 'sulfonamide'],
    ['penicillins', 'penicillin'],
    ['latex gloves', 'latex'],
    ['tattoo ink', 'pigment'],
    ['PPD', 'p-phenylenediamine'],
    ['hair dye', 'hair-dye'],
    ['black henna', 'hair-dye'],
    ['nickel', 'nickel'],
    ['parabens', 'paraben'],
    ['sodium metabisulphite', 'sodium-metabisulfite'],
    ['benzyl alcohol', 'benzyl-alcohol'],
    ['propylene glycol', 'propylene-glycol'],
    ['chlorhexidine', 'chlorhexidine'],
    ['iodine', 'iodine'],
    ['CT contrast', 'contrast-medium'],
    ['bee stings', 'insect-venom'],
    ['peanuts', 'peanut'],
    ['house dust mite', 'dust'],
    ['pollen', 'pollen'],
    ['adhesive tape', 'adhesive'],
    ['iron oxide', 'iron-oxide-pigment'],
    ['carbon black', 'carbon-pigment'],
    ['hyaluronic acid', 'hyaluronic-acid'],
    ['growth hormone', 'somatropin'],
    ['lignocaine, adrenaline', 'lidocaine, adrenaline'],
    ['lignocaine - collapsed at dentist 2019', 'lidocaine'],
    ['Brufen allergy, swelling of lips', 'allergy ibuprofen'],
    ['aspirin causes wheezing', 'allergy acetylsalicylic-acid'],
    ['latex gloves itching', 'latex'],
    ['NKDA, dust allergy', 'dust'],
    ['lidocaine 20 mg/ml with epinephrine 1:100,000', 'lidocaine, adrenaline'],
  ])('"%s"', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it('tells food from medicine', () => {
    expect(parseSubstances('peanuts').found.map(({ isMedicine }) => isMedicine)).toEqual([false]);
    expect(parseSubstances('garlic').found.map(({ isMedicine }) => isMedicine)).toEqual([true]);
  });
});

describe('codes and groups of what is found', () => {
  it.each([
    ['prednisolone tab', ['H02AB06', 'A07EA01']],
    ['prednisolone eye drops', ['S01BA04']],
    ['betamethasone cream', ['D07AC01']],
    ['ketoconazole shampoo', ['D01AC08']],
    ['steroid inhaler', ['R03BA']],
    ['Loniten', ['C02DC01']],
  ])('"%s" has the codes of its form', (line, codes) => {
    expect(parseSubstances(line).found[0]!.atc).toEqual(codes);
  });

  it.each([
    ['N01BB52', 'local-anaesthetic'],
    ['C10BX08', 'aspirin'],
    ['B01AC30', 'aspirin'],
    ['N02AJ08', 'nsaid'],
    ['B01', 'anticoagulant'],
    ['M01', 'nsaid'],
    ['N02BA', 'aspirin'],
    ['blood thinner', 'anticoagulant'],
    ['pain killer', 'nsaid'],
    ['garlic capsules', 'blood-thinning-supplement'],
    ['saw palmetto', 'hair-medicine'],
  ])('"%s" means %s', (line, group) => {
    expect(parseSubstances(line).found.flatMap(({ groups }) => groups)).toContain(group);
    expect(parseSubstances(line).unexplained).toEqual([]);
  });

  it('does not make an NSAID of glucosamine', () => {
    expect(parseSubstances('glucosamine').found[0]!.groups).toEqual([]);
  });
});

describe('the names of a clinic', () => {
  const own: OwnNames = new Map([
    [normalizeName('House Mix 7'), { codes: [{ system: 'atc', code: 'C10BX08' }], harmless: false }],
    [normalizeName('Dolo'), { codes: [{ system: 'atc', code: 'B01AA03' }], harmless: false }],
    [normalizeName('Glow Tea'), { codes: [], harmless: true }],
    [normalizeName('Silica Plus'), { codes: [{ system: 'hairline', code: 'silicium' }], harmless: false }],
  ]);

  it.each([
    ['house mix-7 daily', 'atorvastatin, acetylsalicylic-acid'],
    ['Dolo 650', 'warfarin'],
    ['glow tea', 'no-medicine'],
    ['silica plus 5 ml, glow tea', 'silicium, no-medicine'],
    ['glow tea xyz', 'no-medicine~ ? xyz'],
  ])('"%s" is tried before all else', (line, expected) => {
    expect(told(line, own)).toBe(expected);
  });
});

const readable = [
  'Dolo 650',
  'warfarin 5 mg OD',
  'Telma H',
  'metformin 500 SR BD',
  'blood thinner',
  'Vit D3 60K weekly',
  'lidocaine 2 %',
  'allergic to penicillin',
  'biotin',
  'PAN 40',
];
const line = fc.constantFrom(...readable);

describe('every line', () => {
  it('becomes unread by a word that nobody knows, wherever it stands', () => {
    const unknown = fc.constantFrom('qwxyzzy', 'zzkrvtx', 'vbqjfwp', 'ख़ज्ञट्ठङ');
    fc.assert(
      fc.property(line, unknown, fc.boolean(), (known, word, before) => {
        expect(parseSubstances(known).unexplained).toEqual([]);
        expect(parseSubstances(before ? `${word} ${known}` : `${known} ${word}`).unexplained).not.toEqual([]);
      }),
    );
  });

  it('says the same in any order of its items', () => {
    const items = fc.shuffledSubarray(
      readable.filter((text) => !text.startsWith('allergic')),
      { minLength: 2 },
    );
    fc.assert(
      fc.property(items, (shuffled) => {
        const ids = (parts: readonly string[]): string[] =>
          parseSubstances(parts.join(', '))
            .found.map(({ substance }) => substance)
            .sort();
        expect(ids(shuffled)).toEqual(ids([...shuffled].reverse()));
      }),
    );
  });

  it('says the same in capitals and small letters', () => {
    fc.assert(
      fc.property(line, (known) => {
        expect(told(known.toUpperCase())).toBe(told(known.toLowerCase()));
      }),
    );
  });

  it('finds only codes that ATC has', () => {
    fc.assert(
      fc.property(line, (known) => {
        expect(
          parseSubstances(known)
            .found.flatMap(({ atc }) => atc)
            .filter((code) => findGroupsOfAtc(code) === null),
        ).toEqual([]);
      }),
    );
  });

  it('is read, or says what is not, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { found, unexplained, nothing } = parseSubstances(text);
        expect(text.trim() === '' || nothing || found.length > 0 || unexplained.length > 0).toBe(true);
      }),
    );
  });
});
