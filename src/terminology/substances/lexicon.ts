/**
 * Words of a line that are not names of medicines: forms, units, schedules, connectors, salts, reasons, filler. A word that is neither in these lists nor in a
 * name leaves the line unread, so a word is listed only where it can hide nothing.
 */
import type { Route } from './substance.js';
import { normalizeName } from './words.js';

const splitWords = (text: string): string[] =>
  text
    .split(',')
    .map(normalizeName)
    .filter((word) => word !== '');

const toSet = (text: string): ReadonlySet<string> => new Set(splitWords(text));

/** Forms with the routes that they imply; an empty list implies no route. */
const formLines: readonly [words: string, ...routes: Route[]][] = [
  [
    'tab, tabs, tabl, tablet, tablets, cap, caps, capsule, capsules, softgel, softgels, rotacap tab, pill, pills, syp, syr, syrup, syrups, susp, sus, suspension, dry, dry syrup, dry syp, dry susp, dry suspension, ds syrup, redisuspension, sachet, sachets, sach, granules, oral, orally, by mouth, po, p o, per os, oral solution, oral drops, oral suspension, oral gel sachet, effervescent, chewable, dispersible, sublingual, lozenge, lozenges, gummies, gummy, elixir, linctus, mouth dissolving, orodispersible, oral strip, strips tab, capsul, tablets ip, capsules ip, kid tab, kidtab, expt, expectorant, cough syp, cough syrup, cough expectorant, cough linctus, linct, linc',
    'systemic',
  ],
  [
    'inj, injection, injections, injectable, iv, i v, im, i m, by injection, sc, s c, subcut, subcutaneous, subcutaneously, intravenous, intravenously, intramuscular, intramuscularly, vial, vials, amp, ampoule, ampoules, ampule, infusion, drip, pfs, prefilled syringe, pen, penfill, cartridge, cartridges, flexpen, kwikpen, depot, depot injection, shot, shots, jab, ing',
    'systemic',
    'local',
  ],
  [
    'on wounds, on wound, cream, creams, crm, creme, creame, creem, balm, pain balm, cold balm, ointment, oint, ointments, lotion, lot, shampoo, shampoos, foam, serum, scalp solution, scalp lotion, topical, topically, topical solution, on scalp, on skin, on the scalp, on the skin, on face, external use, for external use, local application, lep, paint, liniment, dusting powder, body wash, face wash, facewash, soap, cleansing bar, nail lacquer, hair serum, hair oil, body lotion, emulgel, skin cream, skin ointment, skin gel, scalp application, medicated shampoo, cleanser, sunscreen',
    'skin',
  ],
  [
    'eye drop, eye drops, for the eye, for eyes, in the eye, in eyes, in eye, in both eyes, eye ointment, eye oint, eye gel, e d, ophthalmic, ophthalmic solution, eyedrops, eyedrop, ophth, e drops, applicap, applicaps, aplicap, aplicaps',
    'eye',
  ],
  ['ear drop, ear drops, for the ear, in the ear, in ear, eardrops, otic', 'ear'],
  ['eye ear drops, eye ear drop, e e drops, e e drop, eye and ear drops', 'eye', 'ear'],
  ['nasal spray, in the nose, in nose, for the nose, nasal drops, nasal drop, nasal, nose drops, nose spray, intranasal, nasal gel', 'nose'],
  [
    'inhaler, inhalers, rotacap, rotacaps, respule, respules, nebuliser, nebulizer, nebulisation, nebulization, mdi, dpi, autohaler, transcaps, puff, puffs, inhalation, by inhalation, inhaled, neb, nebs, rotahaler, inh, rota cap, rota caps, respiratory solution, respirator solution, resp solution, resp, r c, t c, transcap, transhaler, trashaler, instacap, instacaps, novocart, novocarts, multihaler, octacap, octacaps, redicap, redicaps, respicap, respicaps, synchrobreathe',
    'inhaled',
  ],
  ['mouthwash, mouth wash, gargle, gargles, mouth paint, oral paste, mouth ulcer gel, oral gel, dental gel, gum paint, toothpaste, tooth paste', 'mouth'],
  ['pessary, pessaries, vaginal, vaginal tablet, vaginal gel, vaginal cream, vaginal capsule, v wash, vag, per vaginal, pv', 'vagina'],
  ['suppository, suppositories, supp, rectal, enema, rectally, anal, rectal cream, rectal ointment', 'rectum', 'systemic'],
  [
    'gel, gels, drops, drop, spray, sprays, solution, soln, sol, liquid, liq, powder, pwd, pow, powd, pwdr, powdr, poweder, powed, pouder, patch, patches, plaster, jelly, oil, drink, stick, roll on, swab, film, implant, device, tincture, aerosol, emulsion, concentrate, base, paste, gtt, wash, bottle, bottles, tube, tubes, strip, strips, pack, packet, jar, dose form',
  ],
];

/** The forms by their words. */
export const forms: ReadonlyMap<string, readonly Route[]> = new Map(
  formLines.flatMap(([words, ...routes]) => splitWords(words).map((word) => [word, routes] as const)),
);

/** Abbreviations before a name that tell its form: "T. Dolo", "C Becosule". */
export const shortForms: ReadonlyMap<string, readonly Route[]> = new Map([
  ['t', ['systemic']],
  ['c', ['systemic']],
  ['s', ['systemic']],
  ['e', []],
]);

/** Words after a name for the release of a tablet or its strength; the content is the same. */
export const releases = toSet(
  'sr, er, xr, cr, xl, la, dr, ec, ir, md, dt, od, ds, retard, chrono, sustained release, extended release, modified release, prolonged release, controlled release, delayed release, enteric coated, gastro resistant, slow release, immediate release, long acting, film coated, coated, uncoated, redimix, paediatric, pediatric, paed, pead, junior, jr, child, children, kid, kids, infant, adult, rediuse, redi use, readyuse, ready use, ready to use, r u, readymix, ready mix, depot, oro, rapitab, ip, bp grade, usp, i p, b p, u s p, ph eur, sf, sugar free, low dose, high dose, topical use, plain, preservative free, paraben free, alcohol free',
);
/** Further such words that count only after a substance. After a brand they may mean another content, so the brand's family must have them. */
export const releasesOfSubstances = toSet('supplement, supplements, mr, pr, tr, forte, fort, double strength, extra strength');

export const units = toSet(
  'mg, mgs, mgm, milligram, milligrams, g, gm, gms, gram, grams, mcg, µg, ug, μg, microgram, micrograms, ml, mls, millilitre, millilitres, cc, l, litre, litres, iu, i u, u, unit, units, lakh, lac, lakhs, k, million, meq, mmol, %, percent, per cent, w, v, w v, w w, kg, mg kg, ppm, ng, mg ml, mcg ml, gr, oz, lit, ltr, units ml, µ, m iu, lakh units, lac units, miu, x, nos, pcs, pc, piece, pieces, rs, mrp, inr, cm, mm, s, h, am, pm, d, y, m',
);

/** Units that are also suffixes of brands ("Telma 40 H", "Pan 40 D"). They are never read as units after the strength of a medicine. */
export const ambiguousUnits = toSet('h, d, m, s, y, am, pm, x');

/** Words for when and how often, which hide nothing wherever they occur. */
export const schedules = toSet(
  'od, o d, bd, b d, bid, b i d, tds, t d s, tid, t i d, qid, q i d, qds, hs, h s, sos, s o s, prn, p r n, stat, qd, q d, qod, eod, qhs, qam, qpm, a c, p c, bbf, abf, nocte, mane, daily, everyday, every day, each day, day, days, d, d d, night, nights, at night, nightly, bedtime, at bedtime, morning, mornings, evening, evenings, afternoon, noon, midday, before, after, with, before food, after food, with food, before meal, after meal, with meals, with meal, before meals, after meals, before breakfast, after breakfast, after lunch, after dinner, with breakfast, with lunch, with dinner, with milk, with water, after milk, meal, meals, breakfast, lunch, dinner, empty stomach, on empty stomach, week, weeks, weekly, wk, wks, fortnight, fortnightly, month, months, monthly, mth, mths, mo, year, years, yr, yrs, yearly, hour, hours, hourly, hr, hrs, hrly, minute, minutes, min, mins, once, twice, thrice, one, two, three, four, five, six, seven, eight, nine, ten, twelve, half, quarter, a day, a week, a month, a year, a night, a few, a couple, a time, every, every other day, every second day, alternate, alternate days, alternate day, alt, alt day, alt days, alternate night, alternative days, times, time, x, per, in, the, at bedtime, at morning, at present, at breakfast, at dentist, at the dentist, at the dentists, at dentists, at hospital, in hospital, in clinic, at clinic, during surgery, at a dentist, at lunch, at dinner, at noon, at bed time, at times, for, since, from, until, till, upto, up to, to, last, past, ago, back, now, currently, current, presently, present, regular, regularly, routine, continued, continue, continuing, cont, contd, ongoing, long term, longterm, lifelong, life long, as needed, as required, if needed, if required, when needed, when required, as directed, if necessary, only, if pain, occasional, occasionally, sometimes, rarely, rare, intermittent, intermittently, irregular, irregularly, on and off, on off, off and on, daily dose, dose, doses, dosage, dosing, strength, maintenance, tapering, tapering dose, taper, course, courses, cycle, cycles, short course, completed, start, started, starting, began, begun, recently, recent, newly, new, today, yesterday, tonight, this, next, previous dose, about, around, approx, approximately, more than, less than, almost, nearly, over, few, several, many, couple, couple of, mon, tue, tues, wed, thu, thurs, fri, sat, sun, monday, tuesday, wednesday, thursday, friday, saturday, sunday, sundays, mondays, weekdays, weekends, weekend, jan, feb, mar, apr, may, jun, june, jul, july, aug, sep, sept, oct, nov, dec, january, february, march, april, august, september, october, november, december, childhood, long time, long back, many years, roz, subah, raat, sham, din mein, ek, do baar, goli, goliyan, इंजेक्शन, गोली, गोलियां, रोज, रोज़, रोजाना, दिन, सुबह, शाम, रात, को, में, एक, दो, बार, से, लिए, के, की, का, ले, रहे, रहा, रही, हैं, है, साल, महीने, टैबलेट, कैप्सूल, मलहम, क्रीम, और, या, يوميا, حبوب, قرص, مرة, جرعة, كبسولة, كريم, و, மாத்திரை, தினமும், ட্যাবলেট, প্রতিদিন',
);

/** Filler words that people write around a medicine. */
export const chatter = toSet(
  'takes, take, taking, taken, took, on, uses, use, using, used, is, are, he, she, i, patient, has been, been, being, has, have, had, having, under, treatment with, treatment, therapy, prescribed, prescription, prescribed by, by doctor, by physician, doctor, dr, physician, dermatologist, cardiologist, gp, self, self medication, otc, over the counter, medicine, medicines, medication, medications, meds, drug, drugs, current medications, current medicines, name, brand, generic, b c generic, generics, bc generic, company, same, also, additionally, and also, then, nil else, nothing else, no other medicines, no other medications, no other medicine, no other medication, none other, no other drugs, apart from this nothing, mainly, usually, generally, history, history of, h o, ho, known, hx, its, it, my, his, her, applied, apply, applies, applying, application, local use, scalp, affected area, injected, given, received, administered, advised, adv, only this, ok, yes, brand name, equivalent, content, contains, containing, e g, eg, i e, ie, incl, including, like, such as, ml bottle, ayush no, vet, human, tolerated well, well tolerated, substance, ingredient, ingredients, planned, agent, preparation, product, products, formulation, brand new, sensitivity, tablets only, group, group of, class, any, all, family of, of, type of, agents, preparations, weak, strong, potent, super potent, ultra potent, derivatives, derivative, compounds, compound, containing products, containing preparations, based, via, route, area, region, block, local, scalp block, ring block, nerve block, infiltration, buffered, solution for injection, premix, hair, face, skin, body, leaf, root, seed, fruit, extract, extracts, ext, dried, standardised, standardized, purified, recombinant, human, synthetic, micronised, micronized, elemental, anhydrous, monohydrate, dihydrate, trihydrate, hemihydrate, hydrate, ph, grade, pharma, lab, labs, ltd, pvt, india',
);

/** Companies. After a medicine they name its maker, and nothing else. No entry is the name of a food or part of a brand's name. */
export const makers = toSet(
  'patanjali, patanjli, divya, dabur, zandu, sandu, baidyanath, himalaya, hamdard, dhootapapeshwar, omkar, charak, aimil, baxter, fresenius, fresenius kabi, fre kabi, fres, hmd, cipla, zydus, alkem, mankind, torrent, glenmark, macleods, intas, micro labs, sun pharma, aristo, ajanta, alembic, wockhardt, ranbaxy, novartis, pfizer, sanofi, abbott, gsk, astrazeneca',
);

/** Parts of the body, which occur in names of brands too. */
export const bodyWords = toSet('skin, hair, face, body');

/** Words that connect two medicines. */
export const connectors = toSet(
  'and, but, with, or, nor, plus, und, cum, along with, together with, in combination with, combination of, combination, combined with, combo, cap and, followed by, aur, ke saath, evam',
);

/** Salts, esters and hydrates. They are explained only after a substance. */
export const salts = toSet(
  'hydrochloride, hcl, hydrochlor, sul, sulf, maleat, hydrochlorid, chloride, hydrobromide, hbr, bromide, sodium, sod, na, potassium, pot, calcium, magnesium, mag, zinc, disodium, dipotassium, trisodium, besylate, besilate, mesylate, mesilate, tosylate, tosilate, maleate, fumarate, hemifumarate, succinate, tartrate, bitartrate, citrate, acetate, diacetate, propionate, dipropionate, valerate, furoate, pivalate, butyrate, phosphate, disodium phosphate, diphosphate, sulfate, bisulfate, hydrogen sulfate, hydrogensulfate, nitrate, mononitrate, carbonate, bicarbonate, hydrogencarbonate, gluconate, lactate, oxalate, pamoate, embonate, stearate, palmitate, estolate, ethylsuccinate, axetil, proxetil, pivoxil, medoxomil, cilexetil, mofetil, disoproxil, alafenamide, marboxil, alafenamide fumarate, disoproxil fumarate, etexilate, dimeglumine, meglumine, trometamol, tromethamine, lysine, arginine, erbumine, tert butylamine, diethylamine, diethylammonium, olamine, benzathine, procaine salt, decanoate, enanthate, undecanoate, undecylenate, cypionate, phenylpropionate, caproate, hexacetonide, acetonide, teoclate, xinafoate, trifenatate, hippurate, hydroxide, oxide, iodide, fluoride, ascorbate, bisglycinate, glycinate, aspartate, orotate, picolinate, monohydrochloride, dihydrochloride, dihydrochlor, di hcl, saccharate, nicotinate, malate, camsylate, napsylate, edisylate, isethionate, trihydrate, dihydrate, monohydrate, hemihydrate, anhydrous, base, salt, salts, ester, esters, r, s, dl, d, l, rs',
);

/** Words of a reason. They are explained and passed on, because they may name a condition. */
export const reasonWords = toSet(
  'bp, b p, blood pressure, high blood pressure, high bp, low bp, pressure, hypertension, htn, sugar, blood sugar, high sugar, diabetes, diabetic, dm, dm 2, t2dm, type 2 diabetes, thyroid, hypothyroid, hypothyroidism, hyperthyroidism, cholesterol, high cholesterol, lipids, lipid, fat, heart, cardiac, heart disease, heart attack, heart failure, stent, stents, bypass, palpitation, palpitations, clot, clots, dvt, af, atrial fibrillation, stroke, paralysis, valve, valve replacement, mitral valve, blood, thin blood, pain, pains, headache, headaches, migraine, body ache, bodyache, backache, back pain, knee pain, joint pain, joint pains, toothache, tooth, period pain, periods, menstrual pain, cramps, fever, cold, cough, sore throat, throat, infection, uti, allergy, allergies, itching, rash, urticaria, hives, asthma, breathing, wheeze, sinus, sinusitis, acidity, gas, reflux, gerd, ulcer, stomach, gastritis, constipation, piles, loose motion, loose motions, diarrhoea, vomiting, nausea, worms, digestion, appetite, weakness, tiredness, fatigue, energy, bones, bone, bone health, joints, arthritis, rheumatoid arthritis, ra, osteoporosis, gout, uric acid, psoriasis, lupus, vitiligo, eczema, acne, pimples, dandruff, fungal, fungal infection, ringworm, alopecia, alopecia areata, hair loss, hairloss, hairfall, hair fall, hair growth, baldness, hair regrowth, skin health, immunity, deficiency, vitamin deficiency, vitamin d deficiency, b 12 deficiency, iron deficiency, anaemia, anemia, low hb, haemoglobin, pregnancy, contraception, birth control, pcos, pcod, menopause, hormones, fertility, infertility, prostate, bph, urine, kidney, kidney stone, stones, liver, fatty liver, hepatitis, hiv, tb, tuberculosis, malaria, covid, epilepsy, fits, seizure, seizures, nerves, neuropathy, tingling, numbness, anxiety, depression, stress, sleep, insomnia, mood, bipolar, schizophrenia, adhd, parkinsons, parkinson, memory, vertigo, dizziness, eyes, glaucoma, weight, weight loss, obesity, smoking, transplant, cancer, chemotherapy, surgery, prevention, prophylaxis, general health, health, circulation, inr, hba1c, tsh, ldl, creatinine',
);

/** Complete phrases that mean that nothing is taken. */
export const nothingPatterns: readonly RegExp[] = [
  /^(nil|none|nothing|no|nill|nka|nkda|nkfa|negative history|koi nahi|kuch nahi|koi dawa nahi|nahi|nahin|कोई नहीं|कुछ नहीं|कोई दवा नहीं|नहीं|لا يوجد|لا شيء|இல்லை|না|নেই)$/u,
  /^(currently )?(nil|none|nothing)( (significant|relevant|reported|taken|known|at present|presently|currently|now|at all))*$/,
  /^no( known| current| such)*( (medicines?|medications?|meds?|drugs?|tablets?|pills?|supplements?|vitamins?|herbs?|herbals?|treatment|therapy|drug allergies|drug allergy|food allergies|food allergy|food|allergies|allergy|latex allergy|allergic history|ingredients?|anesthetics?))+(( (or|and|nor))( (medicines?|medications?|drugs?|supplements?|vitamins?|herbals?|herbs?|allergies|allergy|food allergies|drug allergies))+)*( (taken|reported|known|intake|currently|at present|presently|now|at all))*$/,
  /^(not|isnt|is not) (on|taking|using)( any)? (medicines?|medications?|meds?|drugs?|tablets?|pills?|treatment|therapy)( (now|currently|at present|presently|at all))*$/,
  /^(no|nil) (history of|history|h o|ho|hx of|known history of) (any |known )?(drug |food |medicine )?(allergy|allergies|allergic reaction|drug intake|medication)$/,
  /^no known (drug |food )?(allergy|allergies) to (any )?(drugs?|medicines?|medications?|food)$/,
  /^not allergic to (anything|any (medicines?|drugs?|food))( or (food|medicines?|drugs?))*$/,
  /^(denies|denied) (any |all )?(medicines?|medications?|drugs?|drug intake|allergies|allergy|drug allergies)$/,
  /^(takes|taking|using|uses|on) (nothing|no (medicines?|medications?|drugs?|tablets?))( (now|currently|at present))?$/,
];

/** Words that deny the words after them, or just before them. */
export const denials = toSet(
  'no, not, never, nil, denies, denied, dont, doesnt, didnt, isnt, wasnt, not on, not taking, not using, avoid, avoids, avoiding, avoided, nahi, nahin, नहीं, refused, refuses, declined, hold, held, withheld, instead of',
);
/** Words for an exception, after which a medicine is taken: "No medicines except aspirin". */
export const exceptions = toSet('except, excepting, excluding, other than, apart from, but for, save for');
export const absences = toSet('without, w o, free of, devoid of, sans');
export const stops = toSet(
  'stopped, stop, stopping, discontinued, discontinue, discontinuing, quit, ceased, withdrawn, off, left, finished, ended, previously, formerly, earlier, in the past, past use, used to take, used to, was on, was taking, had taken, took, course completed, course over, completed course, band, बंद',
);
export const allergyWords = toSet(
  'allergic to, allergic, allergy to, allergies to, allergy, allergies, hypersensitivity to, hypersensitivity, hypersensitive to, reaction to, reacts to, reacted to, sensitive to, sensitivity to, intolerance to, intolerance, intolerant to, intolerant of, anaphylaxis to, anaphylaxis with, anaphylaxis, reaction, reactions, reaction with, allergic reaction, allergic reaction to, allergic reaction with, causes, caused, rash with, rash to, rash after, rash from, swelling with, swelling after, collapse with, collapse after, collapsed after, adverse reaction to, side effect of, एलर्जी, एलर्जी है',
);

/** Symptoms that a person felt. After an allergen they are explained, and passed on like a reason. */
export const symptoms = toSet(
  'rash, rashes, itching, itch, swelling, swelling of lips, swelling of face, swelling of eyes, lip swelling, facial swelling, angioedema, hives, urticaria, redness, blisters, burning, wheezing, wheeze, breathlessness, breathing difficulty, difficulty in breathing, difficulty breathing, shortness of breath, collapse, collapsed, fainted, fainting, shock, anaphylactic shock, vomiting, nausea, sneezing, runny nose, watery eyes, gastritis, diarrhoea, dizziness, giddiness, palpitations, dermatitis, contact dermatitis, eczema, severe, mild, moderate, lips, throat tightness',
);
/** Words that introduce a reason. */
export const reasonBringers = toSet(
  'for, when, if, during, due to, because of, to control, to treat, to prevent, in view of, against, in, after, known case of, k c o, kco',
);

/** Words for a medicine without its name. Without a name beside them they hide a medicine. */
export const nouns = toSet(
  'medicine, medicines, medication, medications, meds, drug, drugs, treatment, therapy, injection, injections, inj, ing, shot, shots, jab, pill, pills, tab, tabs, tablet, tablets, cap, caps, capsule, capsules, syrup, syp, expt, expectorant, linct, linc, cream, creme, creame, creem, balm, ointment, lotion, drops, spray, inhaler, powder, poweder, powed, oil, infusion, drip, patch, gel, liquid, product, products, preparation, goli, goliyan, गोली, गोलियां, इंजेक्शन, extract, extracts, prescription, ingredient, ingredients, substance, agent, compound, compounds, liniment, shampoo, serum, solution, drink, linctus, applicap, applicaps, aplicap, aplicaps, transhaler, trashaler, rotacap, rotacaps, respule, respules, transcap, transcaps, instacap, instacaps, octacap, octacaps, redicap, redicaps, respicap, respicaps, novocart, novocarts',
);
/** Words for the amount of a medicine that was named before: "1 tablet twice daily" names nothing new. */
export const amounts = toSet(
  'tab, tabs, tablet, tablets, cap, caps, capsule, capsules, pill, pills, drops, drop, puff, puffs, rotacap, rotacaps, respule, respules, transcap, transcaps, instacap, instacaps, octacap, octacaps, redicap, redicaps, respicap, respicaps, novocart, novocarts, goli, गोली',
);

/** Every listed word and phrase. */
export const lexiconWords: ReadonlySet<string> = new Set(
  [
    forms.keys(),
    releases,
    releasesOfSubstances,
    units,
    schedules,
    chatter,
    connectors,
    salts,
    symptoms,
    reasonWords,
    reasonBringers,
    denials,
    exceptions,
    absences,
    stops,
    allergyWords,
    makers,
  ].flatMap((words) => [...words]),
);
/** The number of words in the longest phrase that begins with a word. */
export const longestPhraseFrom: ReadonlyMap<string, number> = (() => {
  const longest = new Map<string, number>();
  for (const phrase of [...lexiconWords, ...shortForms.keys()]) {
    const words = phrase.split(' ');
    longest.set(words[0]!, Math.max(longest.get(words[0]!) ?? 0, words.length));
  }
  return longest;
})();
/**
 * Short words with the same meaning after a brand as elsewhere. Other words of two or three letters are parts of brand names: "AM" is amlodipine, "PT"
 * paracetamol with tramadol.
 */
export const shortAfterBrand = toSet(
  'but, od, bd, bid, tds, tid, qid, qds, hs, sos, prn, qd, eod, for, and, or, nor, on, not, no, off, tab, tbs, cap, syp, syr, sus, dry, liq, lot, crm, pow, pwd, mdi, dpi, inj, ing, oil, gel, pen, amp, sc, iv, im, day, is, in, ml, mg, neb, ip, bp',
);
