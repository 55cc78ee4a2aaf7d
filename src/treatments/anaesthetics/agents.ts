/** Local anaesthetics, as people write them down. */

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

/** Beginnings of names and brands in lower case; of words that hold another one, such as levobupivacaine, the longer alone. */
const names: readonly (readonly [AnaestheticAgent, RegExp])[] = [
  ['lidocaine', /lidoca|lignoca|xyloca|\bemla\b|\bprilox\b|\bn01bb0?2|\bn01bb20|\bn01bb52/],
  ['prilocaine', /priloca|citanest|\bemla\b|\bprilox\b|\bn01bb04|\bn01bb20|\bn01bb54/],
  ['mepivacaine', /mepivaca|carbocain|scandonest|\bn01bb[05]3/],
  ['levobupivacaine', /levo[- ]?bupivaca|chirocain|\bn01bb10/],
  ['bupivacaine', /(?<!levo[- ]?)bupivaca|\bmarcain|sensorcain|\banawin\b|\bn01bb[05]1/],
  ['ropivacaine', /ropivaca|naropin|\bn01bb09/],
  ['articaine', /articain|septanest|septocain|ultracain|\bn01bb[05]8/],
  ['tetracaine', /tetracain|amethocain|ametop|\bn01ba03|\bd04ab06/],
  ['benzocaine', /benzocain|\bn01ba05|\bd04ab04/],
  ['chloroprocaine', /chloroprocain|nesacain|\bn01ba04/],
  ['procaine', /\bprocain(?!amid)|novocain|\bn01ba[05]2/],
];

/** Words that say that something numbs, of whichever agent: other "-caines", the class, the effect. */
const NUMBS = /cain(e|um)?s?\b|an(a)?esthet|numbing|\bn01b|\bd04ab/;

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The agents that a text names, by name, brand or ATC code; several of a mixture. The one place at which words become agents: the record of a
 * session, what is injected and what is in a product are all read by it.
 */
export const anaestheticAgentsIn = (text: string): readonly AnaestheticAgent[] => {
  const written = plain(text);
  return names.filter(([, name]) => name.test(written)).map(([agent]) => agent);
};

/** Whether a text speaks of a local anaesthetic, be it one that nobody here knows. */
export const speaksOfAnaesthetic = (text: string): boolean => anaestheticAgentsIn(text).length > 0 || NUMBS.test(plain(text));

const holds =
  (word: RegExp) =>
  (text: string): boolean =>
    word.test(plain(text));

/** Whether a text is the name of adrenaline, as an ingredient of a product: a sentence such as "without adrenaline" is not. */
export const isAdrenaline = holds(/^\s*(adrenalin|epinephrin|c01ca24)/);

/** Felypressin lowers the limit of prilocaine: its mere name counts. */
export const speaksOfFelypressin = holds(/felypressin|octapressin/);
