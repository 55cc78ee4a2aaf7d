/** Words around a statement that say whether, when and about whom it is true. */
import { foldAll, foldWord, splitLists } from './tokens.js';

/**
 * The effect of a marker on the statement beside it. `over`: the condition has ended ("cured"). `before`: it existed at some time ("history of"); a sign that
 * it lasts takes precedence. `lasting`: it continues ("on treatment"). `doubt`: it is suspected. `normal`: the named thing is normal.
 */
export type Marker = 'denied' | 'over' | 'before' | 'lasting' | 'doubt' | 'normal' | 'family' | 'planned';

interface Marking {
  marker: Marker | null;
  /** The statement that the marker applies to: the next or the previous one; the other one where there is none on that side. */
  side: 'next' | 'before';
  phrases: readonly string[];
}

const markings: readonly Marking[] = [
  // Phrases with a "not" that do not deny a condition.
  {
    marker: 'lasting',
    side: 'before',
    phrases: [
      ...['not controlled, not well controlled, not under control, not in control, uncontrolled, poorly controlled, poor control, no control'],
      ...[
        'not on treatment, not on any treatment, not on medication, not on any medication, not on medicine, not on tablets, no treatment',
        'no medication, no medicine',
      ],
      ...[
        'not taking treatment, not taking medicine, not taking tablets, not taking medication, off treatment, off medication, untreated',
        'not treated, without treatment',
      ],
      ...['not on insulin, not taking insulin, non compliant, not compliant, not improving, no improvement, no relief, not cured, not healed', 'not resolved'],
      ...[
        'not in remission, not active, not stable, not responding, no response, not recovered, not subsided, not healing, not settled',
        'not gone, not completely cured, not fully cured',
      ],
    ],
  },
  {
    marker: null,
    side: 'before',
    phrases: [
      ...[
        'not stated, not specified, type not stated, cause not stated, place not stated, site not stated, not stated which',
        'not stated to what, not stated of what kind, not otherwise specified',
      ],
      ...['not elsewhere classified'],
    ],
  },
  { marker: 'over', side: 'before', phrases: ['no longer', 'no more'] },
  {
    marker: 'doubt',
    side: 'next',
    phrases: [
      'not sure, not known, unknown, unsure, suspected, suspect, probable, probably, possible, possibly, query, likely, may be, maybe',
      'might, doubtful, ro, rule out, to rule out, to be ruled out, differential, dd, vs, shayad, शायद',
    ],
  },
  {
    marker: null,
    side: 'before',
    phrases: ['no complication, no complications, without complication, without complications, uncomplicated, no target organ damage'],
  },
  {
    marker: 'denied',
    side: 'before',
    phrases: [
      'ruled out, negative, neg, nahi, nahin, nhi, nai, नहीं, नही, absent, excluded, not present, not detected, not found, not done',
      'not there, non reactive, nonreactive',
    ],
  },
  {
    marker: 'denied',
    side: 'next',
    phrases: [
      'no, not, non, nil, none, never, denies, denied, deny, denying, without, wo, isnt, doesnt, hasnt, didnt, dont, havent, wasnt',
      'free from, nothing, zero, cannot, neither, na koi, koi nahi, no evidence of, no signs of, no sign of, no symptoms of, no known',
      'no known case of, no history of, no ho, no kco, nkco, not kco, not a kco, not a known case of, no past history of',
      'no previous history of, no prior, no previous, no past',
    ],
  },
  {
    marker: 'over',
    side: 'before',
    phrases: [
      ...[
        'resolved, cured, recovered, in remission, remission, in complete remission, healed, completely healed, completely cured',
        'fully cured, fully recovered, subsided, treatment completed, completed treatment',
      ],
      ...[
        'course completed, completed course, treatment over, treatment complete, inactive, quiescent, theek, ठीक, theek ho gaya',
        'disease free, survivor, in past, in the past, stopped, gone, outgrown, settled, completed, burnt out',
      ],
    ],
  },
  { marker: 'before', side: 'before', phrases: ['treated, operated, removed, excised, tha, thi, था, थी, earlier, previously, history, pehle, पहले'] },
  {
    marker: 'before',
    side: 'next',
    phrases: [
      'past, old, history of, past history, past history of, medical history of, past medical history, past medical history of, pmh, pmhx',
      'ho, ph, hx, hx of, hist, previous, prior, former, had, used to have, ex, last, post',
    ],
  },
  {
    marker: 'lasting',
    side: 'before',
    phrases: [
      ...[
        'on treatment, on medication, on medications, on medicine, on medicines, on meds, on drugs, on tablets, on tablet, on tab, on tabs',
        'on rx, on tt, on therapy, on diet, on diet control, on pills, under treatment, taking treatment, taking medicine',
      ],
      ...[
        'taking medicines, taking tablets, taking medication, under medication, under control, controlled, well controlled, controlled on',
        'under control on, diet controlled, managed, managed with, stable, stable on, on regular treatment, on regular medication',
        'on injection',
      ],
      ...[
        'active, ongoing, persistent, recurrent, relapsed, relapse, treatment ongoing, still, continuing, positive, reactive, detected',
        'present, confirmed, yes, hai, दवा चल रही है, dawa chal rahi, dawai chal rahi, dawai, dawa, दवा, दवाई, treatment, medication',
        'medicines, tablets, diet, exercise, follow up, under follow up, newly detected, newly diagnosed, recently diagnosed, on and off',
        'off and on, frequent, flare, flare up, flaring',
      ],
    ],
  },
  {
    marker: 'normal',
    side: 'before',
    phrases: ['normal, wnl, within normal limits, nad, clear, unremarkable, ok, okay, fine, good, theek thak, euthyroid, सामान्य, normal hai'],
  },
  {
    marker: 'family',
    side: 'next',
    phrases: [
      ...[
        'family, family history, family history of, fh, fho, fhx, family ho, family member, family members, runs in family, in family',
        'relatives, relative, parents, parent, both parents, siblings, sibling, cousin, cousins',
      ],
      ...[
        'mother, mothers, mom, mum, mummy, father, fathers, dad, papa, brother, brothers, sister, sisters, grandmother, grandfather',
        'grandparents, grandparent, aunt, uncle, son, daughter, wife, husband, spouse, partner, child, children',
      ],
      ...[
        'maternal, paternal, maternal uncle, paternal uncle, maternal grandmother, maternal grandfather, paternal grandmother',
        'paternal grandfather, maternal side, paternal side, maa, pita, माँ, मां, माता, पिता, परिवार, परिवार में, भाई, बहन, पत्नी, पति',
      ],
    ],
  },
];

/** Phrases for an operation that was done. */
const donePhrases = ['done, performed, underwent, undergone, completed, was done, got done, karwaya, hua, ho chuka, हुआ, हो चुका, कराया, करवाया'];
/** Phrases for a planned operation that was not done. */
const plannedPhrases = [
  'planned, planning, plan, plans, advised, scheduled, to be done, awaiting, awaited, waiting for, suggested, recommended',
  'considering, wants, want, wishes, interested in, booked, booked for, going for, due for, yet to be done, yet to, will undergo',
  'upcoming, next month, next week, next year, pending, postponed, to undergo',
];
const refusedPhrases = [
  'refused, declined, cancelled, canceled, did not undergo, not undergone, not underwent, never underwent, never had, never done',
  'never undergone, not had, no previous',
];

interface MarkerPhrase {
  words: readonly string[];
  marker: Marker | null;
  side: 'next' | 'before';
}

const listPhrases = (all: readonly Marking[]): readonly MarkerPhrase[] =>
  all
    .flatMap(({ marker, side, phrases }) => splitLists(phrases).map((phrase) => ({ words: phrase.split(' ').map(foldWord), marker, side })))
    .sort((a, b) => b.words.length - a.words.length);

const groupByFirstWord = (phrases: readonly MarkerPhrase[]): ReadonlyMap<string, readonly MarkerPhrase[]> => {
  const grouped = new Map<string, MarkerPhrase[]>();
  for (const phrase of phrases) {
    const first = phrase.words[0]!;
    grouped.set(first, [...(grouped.get(first) ?? []), phrase]);
  }
  return grouped;
};

export type MarkerPhrases = ReadonlyMap<string, readonly MarkerPhrase[]>;

export const statementMarkers: MarkerPhrases = groupByFirstWord(listPhrases(markings));

export const procedureMarkers: MarkerPhrases = groupByFirstWord(
  listPhrases([
    {
      marker: null,
      side: 'before',
      phrases: ['ovaries preserved, ovaries conserved, ovaries retained, ovaries not removed, ovaries intact, ovary preserved', 'with ovarian preservation'],
    },
    { marker: 'planned', side: 'next', phrases: plannedPhrases },
    { marker: 'denied', side: 'next', phrases: refusedPhrases },
    { marker: 'over', side: 'before', phrases: donePhrases },
    ...markings,
  ]),
);

/** Words that deny wherever they occur: no name of a condition extends across one of them. */
export const denyingWords = foldAll([
  'no, not, non, nil, none, never, denies, denied, without, wo, nahi, nahin, नहीं, नही, negative, nothing, neither, absent, isnt',
  'doesnt, hasnt, didnt, dont, havent, wasnt',
]);
