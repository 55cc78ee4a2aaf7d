/** Words that do not tell which disease or operation is meant: severity, side, reporting person. */
import { foldAll } from './tokens.js';

/** Words that may accompany any statement. */
export const frameWords: ReadonlySet<string> = foldAll([
  ...[
    'patient, pt, pts, client, she, he, her, his, has, have, having, is, was, were, been, be, are, am, it, i, my, me, this, that, which',
    'there, their, them',
  ],
  ...['a, an, the, of, in, on, at, to, with, due, by, for, from, as, into, over, after, during, under, per, via'],
  ...[
    'known, case, kco, co, kho, sp, diagnosed, diagnosis, diagnosed as, dx, dxd, detected, found, suffering, suffers, suffered',
    'complains, complaining, complaint, complaints, presents, presenting, presented, noted, noticed, reports, reported, tells, says',
    'states',
  ],
  ...[
    'since, doctor, treatment, taking, takes, regularly, regular, irregular, taken, started, onset, began, developed, secondary',
    'related, induced, associated, along, together, both, all, any, some, very, quite, slightly, little, bit, more, most, only, just',
  ],
  ...[
    'mild, mildly, moderate, moderately, severe, severely, acute, subacute, chronic, chr, early, late, advanced, borderline, extensive',
    'localised, localized, generalised, generalized, diffuse, widespread, limited, significant, minor, major, small, large, big',
    'multiple, single, few, bilateral, unilateral, complete, partial, simple, typical, primary, essential, idiopathic, newly, new',
    'adult, juvenile, progressive, episodic, intermittent, occasional, occasionally, seasonal, frequently, sometimes, unspecified, nos',
    'type, episode, episodes, attack, attacks, bout, times, time, once, twice',
  ],
  ...['left, right, lt, rt, side, sided, upper, lower, middle, both, bilateral, area, region, site, sites, part'],
  ...[
    'disease, disorder, problem, problems, issue, issues, condition, syndrome, illness, trouble, tendency, bimari, bimaari, dikkat',
    'takleef, taklif, samasya, rog, बीमारी, दिक्कत, तकलीफ, समस्या, रोग, की, का, के, में, से, है, को, पर, ki, ka, ke, mein, se, hai, ko',
    'hu, hoon, ho, hua, hui, gaya, gayi, chal, rahi, raha, mujhe, मुझे, मरीज, mareez, हुई, हुआ, गर्भ, bhi, भी',
  ],
  ...[
    'etc, ie, eg, viz, nos, please, note, comorbidity, comorbidities, comorbid, comorbids, pmh, medical, background, history, status',
    'state, symptoms, symptomatic, asymptomatic, signs, well, currently, now, positive, reactive, stage, grade, class, level, report',
    'reports, test, biopsy, proven, confirmed, clinically, labs, investigation',
  ],
]);

/** Parts of the body that may accompany any statement. Names whose code depends on the site include the site in the vocabulary. */
export const siteWords: ReadonlySet<string> = foldAll([
  ...[
    'scalp, head, hair, hairline, vertex, crown, frontal, temporal, occipital, parietal, occiput, temple, temples, face, facial',
    'forehead, cheek, cheeks, chin, jaw, jawline, nose, lip, lips, eye, eyes, eyebrow, eyebrows, eyelid, eyelids, eyelashes, ear, ears',
    'earlobe, neck, nape, beard, moustache, donor',
  ],
  ...[
    'chest, sternum, presternal, breast, breasts, back, trunk, abdomen, abdominal, tummy, belly, flank, waist, groin, buttock, buttocks',
    'axilla, armpit, underarm, shoulder, shoulders, arm, arms, forearm, forearms, elbow, elbows, wrist, hand, hands, palm, palms',
    'finger, fingers, thumb, nail, nails, leg, legs, thigh, thighs, knee, knees, calf, shin, ankle, ankles, foot, feet, sole, soles',
    'toe, toes, hip, hips, limb, limbs, body, skin, spine, genital, genitals, mouth, oral, tongue, throat',
  ],
  ...['sir, sar, सिर, chehra, चेहरे, चेहरा, pair, पैर, haath, हाथ, pet, पेट, chhati, छाती, gala, गला, kamar, कमर, peeth, पीठ'],
]);

/** Words before a number that make it a rank, which is then explained. */
export const rankWords: ReadonlySet<string> = foldAll(['type, stage, grade, class, norwood, nw, nyha, ludwig, hamilton, sinclair, savin, gr, phase, level']);

/** Words that "nothing" is stated about: "no known illness", "कोई बीमारी नहीं". */
export const nothingWords: ReadonlySet<string> = foldAll([
  ...[
    'any, other, known, significant, else, specific, major, relevant, past, medical, surgical, systemic, chronic, current, present, of',
    'note, to, such, as, previous, prior, abnormality, detected, the, at, all, so, far, and, or, in, is, a, case, underlying, serious',
    'reported, noted, hai, h, है, till, date, other, anything, apparent, associated, active, contributory, for, has, patient, pt, yet',
    'mentioned, disclosed, done, undergone, had, ever, performed, applicable, available, relevant',
  ],
  ...['koi', 'koyi', 'kuch', 'कोई', 'कुछ', 'भी', 'bhi', 'aisi', 'aur', 'और', 'मुझे', 'mujhe'],
]);
export const nothingNouns: ReadonlySet<string> = foldAll([
  ...[
    'illness, illnesses, disease, diseases, problem, problems, history, comorbidity, comorbidities, comorbid, comorbids, condition',
    'conditions, complaint, complaints, issue, issues, ho, disorder, disorders, diagnosis, ailment, ailments, abnormality',
    'abnormalities, concern, concerns, hx, pmh, finding, findings, sickness, medical',
  ],
  ...['bimari, bimaari, beemari, dikkat, takleef, taklif, samasya, rog, बीमारी, बिमारी, दिक्कत, तकलीफ, समस्या, रोग'],
]);
export const denyingNothing: ReadonlySet<string> = foldAll(['no, nil, none, nothing, never, not, nahi, nahin, नहीं, नही, without, denies, na, zero']);
/** Phrases each of which, alone, states that there is nothing. */
export const nothingPhrases: readonly string[] = [
  'nad, nil, none, no, nothing, na, nkco, healthy, fit healthy, normal, wnl, generally healthy, otherwise healthy, otherwise well',
  'well, all normal, all fine, all good, healthy adult, generally well, fit well, unremarkable, non contributory, not contributory',
  'swasth, स्वस्थ, ok, not applicable, nahi, nahin, नहीं, medically fit, no abnormality detected, nothing abnormal detected',
  'in good health, good health, asymptomatic, apparently healthy',
];
