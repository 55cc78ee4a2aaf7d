/** Local anaesthetics, as people write them down. */
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

/** Words that say that something numbs, of whichever agent: other "-caines", the class, the effect. */
const NUMBS = /cain(e|um)?s?\b|an(a)?esthet|numbing|\bn01b|\bd04ab/;

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The parts of a text that are in what it names: not those that it says are not. */
const partsIn = (text: string): readonly FoundSubstance[] =>
  parseSubstances(text).found.filter(({ statement }) => statement !== 'absent' && statement !== 'denied');

/**
 * The agents that a text names, by name, brand or ATC code, misspelt ones included; several of a mixture. The one place at which words become
 * agents: the record of a session, what is injected and what is in a product are all read by it.
 */
export const anaestheticAgentsIn = (text: string): readonly AnaestheticAgent[] => [...new Set(partsIn(text).map(({ substance }) => substance))].filter(isAgent);

/** Whether a text speaks of a local anaesthetic, be it one that nobody here knows. */
export const speaksOfAnaesthetic = (text: string): boolean =>
  partsIn(text).some(({ groups, substance }) => groups.includes('local-anaesthetic') || isAgent(substance)) || NUMBS.test(plain(text));

const holds =
  (word: RegExp) =>
  (text: string): boolean =>
    word.test(plain(text));

/** Whether a text is the name of adrenaline, as an ingredient of a product: a sentence such as "without adrenaline" is not. */
export const isAdrenaline = holds(/^\s*(adrenalin|epinephrin|c01ca24)/);

/** Felypressin lowers the limit of prilocaine: its mere name counts. */
export const speaksOfFelypressin = holds(/felypressin|octapressin/);
