/**
 * What the treatments put into the skin, under the names that people write: needed to know whether an allergy
 * is one to something planned, and which class a planned substance belongs to.
 */
export interface Ingredient {
  id: string;
  /** Other names, in lower case. */
  names: string[];
  /** ATC codes under which an allergy to it may be recorded. */
  atc: string[];
  /** Wider words that mean it too: classes of rules, and of allergies. */
  classes: string[];
}

const ingredient = (id: string, names: string[], atc: string[], classes: string[] = []): Ingredient => ({ id, names, atc, classes });

const amideAnaesthetic = ['local-anaesthetic', 'amide-anaesthetic'];

export const ingredients: readonly Ingredient[] = [
  ingredient('minoxidil', ['rogaine', 'regaine', 'loniten'], ['D11AX01', 'C02DC01']),
  ingredient('finasteride', ['propecia', 'proscar'], ['D11AX10', 'G04CB01'], ['5-alpha-reductase-inhibitor']),
  ingredient('dutasteride', ['avodart'], ['G04CB02'], ['5-alpha-reductase-inhibitor']),
  ingredient('buflomedil', [], ['C04AX20']),
  ingredient('biotin', ['vitamin h', 'vitamin b7'], ['A11HA05'], ['vitamin']),
  ingredient('silicium', ['silicon', 'silica', 'organic silicon', 'organic silica'], []),
  ingredient('d-panthenol', ['dexpanthenol', 'panthenol', 'pantothenic acid', 'vitamin b5', 'provitamin b5'], ['A11HA30', 'D03AX03'], ['vitamin']),
  ingredient('lidocaine', ['lignocaine', 'xylocaine', 'lidocain'], ['N01BB02', 'D04AB01', 'C05AD01', 'S01HA07', 'S02DA01', 'R02AD02'], amideAnaesthetic),
  ingredient('prilocaine', ['citanest'], ['N01BB04', 'D04AB'], amideAnaesthetic),
  ingredient('lidocaine-prilocaine', ['emla', 'lidocaine and prilocaine'], ['N01BB20'], [...amideAnaesthetic, 'lidocaine', 'prilocaine']),
  ingredient('mepivacaine', [], ['N01BB03'], amideAnaesthetic),
  ingredient('bupivacaine', [], ['N01BB01'], amideAnaesthetic),
  ingredient('articaine', [], ['N01BB08'], amideAnaesthetic),
  ingredient('benzocaine', [], ['N01BA05', 'D04AB04'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('tetracaine', ['amethocaine'], ['N01BA03', 'D04AB06'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('procaine', ['novocaine'], ['N01BA02'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('adrenaline', ['epinephrine'], ['C01CA24']),
  ingredient('hyaluronic-acid', ['hyaluronate', 'sodium hyaluronate'], ['D03AX05', 'M09AX01']),
  ingredient('hyaluronidase', [], ['B06AA03'], ['enzyme']),
  ingredient('collagenase', [], ['D03BA02'], ['enzyme']),
  ingredient('estradiol', ['oestradiol', 'estrogen', 'oestrogen'], ['G03CA03', 'G03CA'], ['hormone']),
  ingredient('progesterone', [], ['G03DA04'], ['hormone']),
  ingredient('alfatradiol', ['17-alpha-estradiol', '17 alpha estradiol'], ['D11AX06'], ['hormone']),
  ingredient('testosterone', [], ['G03BA03'], ['hormone']),
  ingredient('melatonin', [], ['N05CH01'], ['hormone']),
  ingredient('iron-oxide-pigment', ['iron oxide', 'iron oxide pigment', 'ferric oxide'], [], ['pigment']),
  ingredient('carbon-pigment', ['carbon black', 'carbon pigment'], [], ['pigment']),
  ingredient('titanium-dioxide-pigment', ['titanium dioxide'], [], ['pigment']),
];

/** Words for a class, as they are written down in lists of allergies. */
export const classNames: Record<string, string[]> = {
  'local-anaesthetic': ['local anaesthetic', 'local anesthetic', 'caine anaesthetics'],
  'amide-anaesthetic': ['amide anaesthetic', 'amide anesthetic', 'amide local anaesthetic', 'amide local anesthetic'],
  'ester-anaesthetic': ['ester anaesthetic', 'ester anesthetic', 'ester local anaesthetic', 'ester local anesthetic'],
  '5-alpha-reductase-inhibitor': ['5 alpha reductase inhibitor', '5-alpha reductase inhibitor'],
  hormone: ['hormone', 'hormones'],
  vitamin: ['vitamin', 'vitamins'],
  enzyme: ['enzyme', 'enzymes'],
  pigment: ['pigment', 'pigments', 'tattoo pigment', 'tattoo ink', 'ink'],
};
