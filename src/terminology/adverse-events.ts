/** The kinds of adverse events after a session, with what each means for the next session. */
export const adverseEventKinds = {
  irritation: 'expected',
  swelling: 'expected',
  sensitivity: 'expected',
  discomfort: 'expected',
  scabbing: 'expected',
  'early-pigment-loss': 'expected',
  'pain-beyond-48-hours': 'matters',
  bruising: 'matters',
  infection: 'matters',
  abscess: 'matters',
  granuloma: 'matters',
  'mycobacterial-infection': 'matters',
  'allergic-reaction': 'matters',
  anaphylaxis: 'matters',
  'anaesthetic-toxicity': 'matters',
  'vasovagal-syncope': 'matters',
  scarring: 'matters',
  'pigment-migration': 'matters',
  'colour-change': 'matters',
  'hair-loss-at-site': 'matters',
  'needlestick-injury': 'matters',
  /** Only the words describe the event, and rules cannot read words. */
  other: 'unread',
} as const;

export type AdverseEventKind = keyof typeof adverseEventKinds;

export const isAdverseEventKind = (word: string): word is AdverseEventKind => Object.hasOwn(adverseEventKinds, word);
