/** The words in which laboratories report findings of qualitative tests. A text counts only where every word of it is understood. */
import type { Finding } from './analyte.js';

/** The words for each finding, in lower case with one space between words. Longer phrases are matched first. */
const words: Readonly<Record<Finding, readonly string[]>> = {
  negative: [
    'negative',
    'neg',
    'nagative',
    'negetive',
    '-ve',
    'non-reactive',
    'non reactive',
    'nonreactive',
    'not reactive',
    'nr',
    'not detected',
    'no antibodies detected',
    'none detected',
    'undetected',
    'undetectable',
    'target not detected',
    'not found',
    'not seen',
    'single line',
    'one line',
    'only control line',
    'not present',
    'absent',
    'nil',
    'below cut-off',
    'below cutoff',
    'below detection limit',
    'négatif',
    'négative',
    'negativ',
    'negativo',
    'नेगेटिव',
    'निगेटिव',
    'नेगटिव',
    'नकारात्मक',
    'ऋणात्मक',
    'अनुपस्थित',
    'नहीं मिला',
    'नहीं पाया गया',
    'अप्रतिक्रियाशील',
    'نیگیٹو',
    'منفی',
  ],
  positive: [
    'positive',
    'pos',
    'positve',
    'postive',
    '+ve',
    'reactive',
    'detected',
    'present',
    'found',
    'seen',
    'trace',
    'traces',
    'above cut-off',
    'above cutoff',
    'weakly positive',
    'weak positive',
    'weakly reactive',
    'weak reactive',
    'low positive',
    'faintly positive',
    'faint positive',
    'faint line',
    'two lines',
    '2 lines',
    'double line',
    'two pink lines',
    'strongly positive',
    'strong positive',
    'strongly reactive',
    'strong reactive',
    'highly reactive',
    'high positive',
    'moderately positive',
    '+',
    '++',
    '+++',
    '++++',
    '1+',
    '2+',
    '3+',
    '4+',
    'positif',
    'positiv',
    'positivo',
    'पॉजिटिव',
    'पाजिटिव',
    'पोजिटिव',
    'पॉज़िटिव',
    'सकारात्मक',
    'धनात्मक',
    'उपस्थित',
    'पाया गया',
    'मिला',
    'प्रतिक्रियाशील',
    'پازیٹو',
    'مثبت',
  ],
  indeterminate: [
    'indeterminate',
    'equivocal',
    'borderline',
    'borderline positive',
    'borderline reactive',
    'border line',
    'inconclusive',
    'intermediate',
    'doubtful',
    'ambiguous',
    'grey zone',
    'gray zone',
    'greyzone',
    'grayzone',
    '+/-',
    '±',
    'संदिग्ध',
    'अनिश्चित',
    'अस्पष्ट',
  ],
};

/** Words that may accompany the finding without changing it: the test, the sample, the method, the pattern of a nuclear antibody. */
const besides: readonly string[] = [
  ...['for', 'test', 'result', 'is', 'the', 'by', 'method', 'of', 'in', 'to', 'and', '&', 'at', 'with'],
  ...['serum', 'plasma', 'urine', 'blood', 'sample', 'qualitative', 'screen', 'screening', 'rapid', 'card', 'strip'],
  ...['antibody', 'antibodies', 'antigen', 'anti', 'ab', 'ag', 'igg', 'total', 'surface', 'p24', 'i', 'ii', '1', '2'],
  ...[
    'hbsag',
    'hbs',
    'hbv',
    'hepatitis',
    'b',
    'c',
    'hcv',
    'hiv',
    'hiv1',
    'hiv2',
    'hiv-1',
    'hiv-2',
    'ana',
    'nuclear',
    'antinuclear',
    'hcg',
    'beta',
    'pregnancy',
    'upt',
  ],
  ...['vdrl', 'rpr', 'tpha', 'tppa', 'syphilis', 'treponema', 'treponemal', 'pallidum'],
  ...[
    'elisa',
    'eia',
    'clia',
    'cmia',
    'eclia',
    'elfa',
    'ict',
    'ifa',
    'iif',
    'if',
    'immunofluorescence',
    'immunoassay',
    'immunochromatography',
    'western',
    'blot',
  ],
  ...['index', 's/co', 'coi', 'ratio', 'titre', 'titer', 'hep2', 'hep-2'],
  ...[
    'speckled',
    'homogeneous',
    'homogenous',
    'nucleolar',
    'centromere',
    'cytoplasmic',
    'fine',
    'coarse',
    'dense',
    'pattern',
    'diffuse',
    'peripheral',
    'mixed',
  ],
];

const LONGEST = 4;

const known: ReadonlyMap<string, Finding | null> = new Map<string, Finding | null>([
  ...besides.map((word) => [word, null] as const),
  ...(Object.entries(words) as [Finding, readonly string[]][]).flatMap(([finding, list]) => list.map((word) => [word.normalize('NFKC'), finding] as const)),
]);

/** Matches a titre as its denominator, with the side of the true value: `1:320`, `>= 1 : 1280`, `1/80`. */
const titres = /(?<comparator>[<>]=?|[≤≥])?\s*\b1\s*(?::|\/|\s+in\s+|\s+to\s+)\s*(?<denominator>\d{1,7})\b/g;

const figures = /(?<![\w.:/+-])[<>≤≥]?=?\s*\d+(?:[.,]\d+)?(?![\w.:/+])/g;

/** "HIV 1/2" names two viruses and is not a titre. */
const BOTH_VIRUSES = /\bhiv[\s-]*(?:1|i)\s*[/&+,]\s*(?:hiv[\s-]*)?(?:2|ii)\b/g;

/** Replaces "(-)" by "negative", and brackets and separators by spaces: "POSITIVE (+)" becomes "POSITIVE +". */
const normalizeSpacing = (text: string): string =>
  text
    .replace(/\(\s*-\s*\)/g, ' negative ')
    .replace(/[()[\]{}"'*,;|।!?]|[:.](?=\s|$)|\s[-=]\s|=/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The finding of each word; null where a word is not known. */
const parseFindings = (tokens: readonly string[]): Finding[] | null => {
  const said: Finding[] = [];
  for (let at = 0; at < tokens.length;) {
    let taken = 0;
    for (let length = Math.min(LONGEST, tokens.length - at); length > 0 && taken === 0; length--) {
      const finding = known.get(tokens.slice(at, at + length).join(' '));
      if (finding === undefined) continue;
      if (finding !== null) said.push(finding);
      taken = length;
    }
    if (taken === 0) return null;
    at += taken;
  }
  return said;
};

/** The most severe of several findings: of two viruses one is enough, and a contradiction does not clear. */
export const findMoreSevereFinding = (all: readonly Finding[]): Finding | null =>
  (['positive', 'indeterminate', 'negative'] as const).find((finding) => all.includes(finding)) ?? null;

export interface Titre {
  /** The denominator: 320 of 1:320. */
  readonly denominator: number;
  readonly comparator: '<' | '<=' | '>=' | '>' | null;
}

const comparators: Readonly<Record<string, Titre['comparator']>> = { '<': '<', '<=': '<=', '≤': '<=', '>': '>', '>=': '>=', '≥': '>=' };

const listTitres = (text: string): Titre[] =>
  [...text.matchAll(titres)].map(({ groups }) => ({
    denominator: Number(groups!.denominator),
    comparator: comparators[groups!.comparator ?? ''] ?? null,
  }));

/**
 * Reads the finding of a text, with the findings of its titres where `ofTitre` can read them. Null where a word is not known, or no word is a finding: a person
 * must read such a text.
 */
export const interpretText = (text: string, ofTitre: (titre: Titre) => Finding | null = () => null): Finding | null => {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(BOTH_VIRUSES, 'hiv');
  const byTitre = listTitres(plain).map(ofTitre);
  if (byTitre.includes(null)) return null;
  const said = parseFindings(normalizeSpacing(plain.replace(titres, ' ').replace(figures, ' ')).split(' ').filter(Boolean));
  return said && findMoreSevereFinding([...said, ...byTitre.filter((finding) => finding !== null)]);
};

const ABNORMAL =
  /(?<![\p{L}])(?:positive|reactive|detected|grown|growth|grew|isolated|high|low|raised|elevated|reduced|decreased|increased|abnormal|deranged|invalid|repeat\w*|staphylococc\w*|streptococc\w*|e\.?\s?coli|klebsiella|pseudomonas|enterococc\w*|candida|trichophyton|microsporum|cfu)(?![\p{L}])/iu;
const DENIED = /(?<![\p{L}])(?:no|not|non|nil|negative|without|normal|sterile)(?![\p{L}])/iu;

/** Whether a text that could not be read otherwise sounds abnormal. */
export const soundsAbnormal = (text: string | null): boolean => text !== null && ABNORMAL.test(text) && !DENIED.test(text);
