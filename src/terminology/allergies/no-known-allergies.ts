/**
 * Whether words state that no allergy is known: "NKDA", "nil known", "no known drug allergies", "कोई एलर्जी नहीं". Every part of the words must be such a
 * denial. Words that leave something open do not count: "allergies not known", "no food allergies", "no latex allergy", "no other allergies", "n/a". Checks do
 * not depend on this: they never read a stated absence as an answer about a substance.
 */

/** Words that may surround a denial without changing it: "known", "so far", "to date". */
const known = '(?:known|any|all|reported|recorded|documented|noted|stated|found|present|previous|past|as such)';
const trail =
  '(?: (?:known|reported|recorded|documented|noted|stated|found|so far|as yet|yet|as of now|at present|currently|now|at all|till date|to date|present|hai|h))*';
const drug = '(?:drugs?|medicines?|medications?|meds|medicinal|anaesthetics?|anesthetics?)';
/** Allergens other than medicines, such as foods. A denial of these alone leaves medicines open. */
const further = '(?:foods?|environmental|contact|seasonal|substances?|things?)';
const kinds = `(?:${drug}(?: (?:or|and|nor|n|&)? ?(?:${drug}|${further}))*|(?:${further} (?:or|and|nor|n)? ?)+${drug})`;
const allergyWord = '(?:al+[ea]r[gj](?:y|ys|ies|ie|i|ic)|hypersensitivit(?:y|ies)|sensitivit(?:y|ies))';
const allergies = `(?:${allergyWord}(?: (?:reactions?|history|tendency|hx))?|(?:history|hx) of ${allergyWord})`;
const person = '(?:(?:the )?(?:patient|pt|he|she)(?: (?:is|has|had|reports|states))? |is |has )?';
const denial = '(?:no|nil|nill|none|zero|denies|denied|denying|without|not any|no such)';
const historyOf = '(?:(?:known )?(?:history|hx|h ?o) (?:of |for )?)?';

const anything = `(?:anything|any ${kinds}|any ${further}|any ${drug}|${kinds})`;
const toAnything = `(?: to ${anything}(?: (?:or|and|nor) ${anything})*)?`;

/** A word for allergy in Devanagari, and as it is written in Latin letters. */
const hindiAllergy = '(?:[एऐअ]लर[्]?जी|[एऐअ]लर[्]?जि|[एऐअ]लर्जियां|[एऐअ]लर्जिया|al+[ea]r[gj](?:y|ies|i|ee)|el+[ea]r[gj](?:y|i|ee))';
const hindiNo = '(?:नहीं|नही|नहि|nahin?|nahee?n?|nhi|nai)';
const hindiIs = '(?: (?:है|हैं|hai|hain|h))?';
const hindiThing = '(?:दवा|दवाई|दवाइयों|दवाओं|औषधि|चीज|वस्तु|पदार्थ|खाने|भोजन|dawa|dawai|dawaiyon|cheez|cheej|chiz|medicine|drug)';
const hindiAny = '(?:किसी|किसी भी|कोई|कोई भी|kisi|kisi bhi|koi|koi bhi)';
const hindiPerson = '(?:(?:मुझे|रोगी को|मरीज को|मरीज़ को|इन्हें|उन्हें|mujhe|patient ko|mareez ko|inko) )?';
const hindiKnown = '(?:(?:ज्ञात|मालूम|gyat) )?';

const createWholePattern = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'u');

const denials: readonly RegExp[] = [
  createWholePattern('(?:nka|nkda|nkma|nkdfa|nkfda|nkdaf|nkda nkfa)'),
  createWholePattern(`(?:nil|nill|none|nothing|no)${trail}`),
  createWholePattern(`${person}${denial}(?: ${known})* ?${historyOf}(?:${known} )*(?:${kinds} )?${allergies}${toAnything}${trail}`),
  createWholePattern(`(?:${kinds} )?${allergies}${toAnything} (?:is |are )?(?:nil|nill|none|no|denied|absent|negative)${trail}`),
  createWholePattern(`(?:${kinds} )?${allergies}${toAnything} (?:is |are )?(?:nil|none|no) known${trail}`),
  createWholePattern(`${person}(?:not (?:known to be )?allergic|allergic to nothing|non allergic)${toAnything}${trail}`),
  createWholePattern(
    `${hindiPerson}(?:${hindiAny} )?${hindiKnown}(?:${hindiThing} )?(?:(?:से|की|के प्रति|se|ki) )?(?:(?:कोई|koi) )?(?:(?:भी|bhi) )?${hindiKnown}${hindiAllergy}(?: (?:ज्ञात|gyat))? ${hindiNo}${hindiIs}`,
  ),
  createWholePattern(`(?:कोई|कुछ|koi|kuch|kuchh)(?: (?:भी|bhi))? ${hindiNo}${hindiIs}`),
  createWholePattern(hindiNo),
];

/** Denials about foods or the environment only. Beside a denial of all allergies or of medicines they change nothing. */
const denialsOfFurther: readonly RegExp[] = [
  createWholePattern('(?:nkfa|nkea)'),
  createWholePattern(
    `${person}${denial}(?: ${known})* ?${historyOf}(?:${known} )*(?:${further}|latex)(?: (?:or|and|nor) (?:${further}|latex))* ${allergies}${trail}`,
  ),
  createWholePattern(`(?:${further}|latex) ${allergies} (?:nil|none|no|denied)${trail}`),
];

const LONGEST = 300;

/** Normalizes the text: lower case, no invisible marks, initials without full stops. */
const normalizeText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u093c]/gu, '')
    .normalize('NFC')
    .replaceAll('ँ', 'ं')
    .replace(/\bh\/o\b/gu, 'ho')
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?/gu, (initials) => initials.replaceAll('.', ''));

const normalizeClause = (clause: string): string =>
  clause
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Splits a text into statements. A slash joins words of one statement: "drug/food allergies". Every other separator begins a new statement. */
const splitClauses = (text: string): string[] =>
  normalizeText(text)
    .replace(/\//g, ' or ')
    .split(/[,;.\n\r।|]+/u)
    .map(normalizeClause)
    .filter((clause) => clause !== '');

const matchesAny = (patterns: readonly RegExp[], clause: string): boolean => patterns.some((pattern) => pattern.test(clause));

/** Whether the words state that no allergy is known, and nothing else. */
export const saysNoKnownAllergies = (text: string): boolean => {
  if (text.length > LONGEST || text.includes('?')) return false;
  const clauses = splitClauses(text);
  return (
    clauses.some((clause) => matchesAny(denials, clause)) && clauses.every((clause) => matchesAny(denials, clause) || matchesAny(denialsOfFurther, clause))
  );
};
