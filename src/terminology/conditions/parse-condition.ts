/** Reads a condition as people type it: the conditions that it names, of whom, and whether each is present, past or denied. */
import { memoize } from '../../kernel/memoize.js';
import { foldAll } from '../words/tokens.js';
import { parseLine, type Mention, type LineParser } from '../words/line.js';
import { statementMarkers, type Marker } from '../words/markers.js';
import { listAlternativesOfLine } from '../words/alternatives.js';
import { findMeantWord } from '../words/spelling.js';
import { getConditionByCode, getConditionLexicon, type Condition } from './lexicon.js';
import { listDosePlaces, findConditionOfMedicine, medicineWords } from './medicine-hints.js';

/** The statements about a condition. `family-denied`: the condition is not in the family, which says nothing about the patient. */
type ConditionStatement = 'present' | 'past' | 'denied' | 'family' | 'family-denied';

interface ConditionFound {
  /** The words as typed. */
  words: string;
  code: string;
  display: string;
  statement: ConditionStatement;
  /** The spelling. `near`: a word has one wrong letter, and only one known word is near. */
  spelling: 'exact' | 'near';
}

export interface ParsedConditions {
  /** The conditions with their ICD-10 codes (WHO): several where the line names several, or where a word is wider than one code. */
  found: ConditionFound[];
  /** Words that are not understood, as typed. A line with such a word is unread. */
  unexplained: string[];
  /** Suggested codes, the best first; none is assumed. */
  alternatives: { system: 'icd-10'; code: string; display: string; words: string }[];
  /** Whether the line states that there is no condition. */
  nothing: boolean;
}

const MOST_ALTERNATIVES = 8;

const pregnancy: Condition = { code: 'Z33', display: 'Pregnancy' };

/** Reads pregnancies, births and losses in obstetric notation. More pregnancies than ended ones mean a present pregnancy. */
const parseGravidity = (word: string): { meaning: Condition; marker: Marker | null } | null => {
  const match = /^(?:g(\d{1,2}))?(?:p(\d{1,2}))?(?:l(\d{1,2}))?(?:a(\d{1,2}))?(?:d\d{1,2})?(?:e\d{1,2})?$/.exec(word);
  // "G3" alone may be a stage of kidney disease.
  if (!match || match[2] === undefined) return null;
  const [pregnancies, births, losses] = [match[1], match[2], match[4]].map((digits) => Number(digits ?? 0)) as [number, number, number];
  const goesOn = match[1] !== undefined && pregnancies > births + losses;
  return { meaning: pregnancy, marker: goesOn ? null : 'over' };
};

const createParser = (): LineParser<Condition> => {
  const lexicon = getConditionLexicon();
  return {
    lexicon,
    markers: statementMarkers,
    nothingNouns: foldAll(['surgery, surgeries, operation, operations, hospitalisation, hospitalization, medication, medications, medicine, medicines']),
    frames: medicineWords,
    meaningOfWord: (word) => parseGravidity(word) ?? findConditionOfMedicine(word),
    explainedPlaces: listDosePlaces,
    meantWord: (word) => findMeantWord(word, lexicon.byWord.keys()),
  };
};

let reader: LineParser<Condition> | null = null;

const getStatement = ({ markers, times }: Mention<Condition>): ConditionStatement => {
  const lasts = markers.has('lasting') || times.has('lasting');
  if (markers.has('family')) return markers.has('denied') ? 'family-denied' : 'family';
  if (markers.has('denied')) return 'denied';
  if (markers.has('normal') && !lasts) return 'denied';
  const ended = markers.has('over') || markers.has('before') || times.has('ended');
  return ended && !lasts ? 'past' : 'present';
};

/** Whether doubt and denial occur together, so that neither counts. */
const isUnclear = ({ markers }: Mention<Condition>): boolean => markers.has('denied') && markers.has('doubt');

const gravidityApart = /(?<![\p{L}\p{N}])g\s?\d{1,2}[\s,]*p\s?\d{1,2}(?:[\s,]*[lade]\s?\d{1,2})*(?![\p{L}\p{N}])/giu;

/** Joins "G2 P1 A0" into one word. */
const joinGravidity = (text: string): string => text.replace(gravidityApart, (found) => found.replace(/[\s,]/g, ''));

/** Whether two codes are of the same kind of disease: a medicine for diabetes adds nothing where diabetes is named. */
const isSameIllness = (one: string, other: string): boolean => {
  const groups = [
    /^(E1[0-4]|O24)/,
    /^(I1[0-5]|O1[0-6])/,
    /^(E0[0-7]|E89\.0)/,
    /^(A1[5-9]|B90)/,
    /^(B2[0-4]|Z21)/,
    /^(G4[01])/,
    /^(C|D0|D3[7-9]|D4|Z51\.1|Z85|Z92\.6)/,
  ];
  return groups.some((group) => group.test(one) && group.test(other));
};

const parse = (text: string): ParsedConditions => {
  reader ??= createParser();
  const line = parseLine(joinGravidity(text), reader);
  const unclear = line.mentions.filter(isUnclear);
  const unexplained = [...line.unexplained, ...unclear.map(({ words }) => `? ${words}`)];
  const certain = line.mentions.filter((mention) => !isUnclear(mention));
  const named = certain.filter(({ meanings }) => !meanings.some((meaning) => 'medicine' in meaning));
  const found = certain.flatMap((mention): ConditionFound[] => {
    const meanings = mention.code === null ? mention.meanings : [getConditionByCode(mention.code)];
    const isHint = meanings.some((meaning) => 'medicine' in meaning);
    const statement = getStatement(mention);
    return meanings
      .filter(
        ({ code }) =>
          !isHint ||
          !named.some(
            (other) =>
              getStatement(other) === 'present' &&
              (other.code === null ? other.meanings : [{ code: other.code }]).some((item) => isSameIllness(item.code, code)),
          ),
      )
      .map(({ code, display }) => ({ words: mention.words, code, display, statement, spelling: mention.spelling }));
  });
  const near = found.filter(({ spelling }) => spelling === 'near').map(({ code, display, words }) => ({ system: 'icd-10' as const, code, display, words }));
  const proposed = listAlternativesOfLine(reader.lexicon, line.unexplained, text).map(({ meaning: { code, display }, words }) => ({
    system: 'icd-10' as const,
    code,
    display,
    words,
  }));
  return { found, unexplained, alternatives: [...near, ...proposed].slice(0, MOST_ALTERNATIVES), nothing: line.nothing };
};

/** Reads a typed condition completely: words that are not understood are listed in `unexplained` and never skipped. */
export const parseCondition: (text: string) => ParsedConditions = memoize(parse);
