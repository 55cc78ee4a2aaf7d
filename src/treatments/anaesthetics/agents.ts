/** Recognises local anaesthetics in what people write. */
import { parseSubstances, type FoundSubstance } from '../../terminology/substances/index.js';

export const anaestheticAgents = [
  'lidocaine',
  'prilocaine',
  'mepivacaine',
  'bupivacaine',
  'levobupivacaine',
  'ropivacaine',
  'articaine',
  'tetracaine',
  'benzocaine',
  'procaine',
  'chloroprocaine',
] as const;
export type AnaestheticAgent = (typeof anaestheticAgents)[number];

const isAgent = (substance: string): substance is AnaestheticAgent => (anaestheticAgents as readonly string[]).includes(substance);

/** Words for a local anaesthetic of any agent: other "-caines", the class, the effect. */
const NUMBS = /cain(e|um)?s?\b|an(a)?esthet|numbing|\bn01b|\bd04ab/;

const normalizeText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The substances that a text states to be present, without those that it states to be absent. */
const listPresentSubstances = (text: string): readonly FoundSubstance[] =>
  parseSubstances(text).found.filter(({ statement }) => statement !== 'absent' && statement !== 'denied');

/**
 * Finds the agents that a text names by name, brand or ATC code, also misspelt. A mixture has several agents. This is the only place at which
 * words become agents: the record of a session, the injected substances and the ingredients of a product are all read here.
 */
export const listAnaestheticAgents = (text: string): readonly AnaestheticAgent[] =>
  [...new Set(listPresentSubstances(text).map(({ substance }) => substance))].filter(isAgent);

/** Whether a text names a local anaesthetic, even one whose agent is unknown. */
export const speaksOfAnaesthetic = (text: string): boolean =>
  listPresentSubstances(text).some(({ groups, substance }) => groups.includes('local-anaesthetic') || isAgent(substance)) || NUMBS.test(normalizeText(text));

const createMatcher =
  (word: RegExp) =>
  (text: string): boolean =>
    word.test(normalizeText(text));

/** Whether a text is the name of adrenaline, as an ingredient of a product. A sentence such as "without adrenaline" is not. */
export const isAdrenaline = createMatcher(/^\s*(adrenalin|epinephrin|c01ca24)/);

/** Whether a text names felypressin. Felypressin lowers the limit of prilocaine, so that its mere name counts. */
export const speaksOfFelypressin = createMatcher(/felypressin|octapressin/);
