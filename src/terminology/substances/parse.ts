/**
 * Parses a line of medicines, allergens or ingredients. Every word is part of a name, a word of the lexicon in a place where it can hide nothing, or
 * unexplained; a line with an unexplained word is unread. A misspelt name is read, so that rules may fire, and marked as misspelt, so that it clears nothing.
 */
import { memoize } from '../../kernel/memoize.js';
import { longestNameFrom, misspellings, findNamedSubstances, noMedicine, findSubstanceById, type Named } from './catalogue.js';
import { listAlternativesOfNames, findDescribedGoods, selectFirstAlternatives, listFoundSubstances, findItemsOfCode, type Item } from './found.js';
import * as lexicon from './lexicon.js';
import { getNearMisses, findOnlyNearMiss } from './near.js';
import { codePattern, hardMarks, normalizePunctuation } from './punctuation.js';
import { countWordsOfLongestName } from './own-names.js';
import type { Alternative, OwnName, OwnNames, Statement, ParsedSubstances } from './parsed-substances.js';
import type { Route } from './substance.js';
import { isMark, isNumber, isWord, latinizeWord, normalizeName, tokenizeText } from './words.js';

type Before = 'start' | 'brand' | 'substance' | 'class' | 'number' | 'reason' | 'bringer' | 'mark' | 'word';

const hasContentNoun = (words: readonly string[]): boolean => words.some((word) => lexicon.nouns.has(word));

const unspecifiedClass = 'unspecified-content';
/** The shortest brand name that is surely meant. A shorter one may be the end of another name. */
const shortestSurelyMeant = 4;
const sameNumber = /^\d/;

const nothingTaken: ParsedSubstances = { found: [], unexplained: [], unspecified: [], alternatives: [], reasons: [], nothing: true };
const saysNothing = (words: string): boolean => lexicon.nothingPatterns.some((pattern) => pattern.test(words));

/** The items of a clinic's own name; incomplete where one of its codes is unknown. */
const resolveOwnName = ({ codes, harmless }: OwnName, words: string): { items: Item[]; whole: boolean } => {
  const itemOf = (id: string, display?: string): Item[] => {
    const substance = findSubstanceById(id);
    const item: Item = { words, parts: substance ? [{ substance, routes: [] }] : [], origin: 'own', spelling: 'exact', routes: [], statement: 'taken' };
    return substance ? [display === undefined ? item : { ...item, display }] : [];
  };
  if (harmless) return { items: itemOf(noMedicine, words), whole: true };
  const parts = codes.map(({ system, code }) =>
    system === 'atc' ? (findItemsOfCode(code.toUpperCase(), words, 'own') ?? []) : system === 'hairline' ? itemOf(code) : [],
  );
  return { items: parts.flat(), whole: parts.length > 0 && parts.every((items) => items.length > 0) };
};

/** Parses one line word by word from the left, the longest name or phrase first. */
const parseLine = (text: string, own: OwnNames | undefined): ParsedSubstances => {
  const items: Item[] = [];
  const unexplained: string[] = [];
  const unspecified: string[] = [];
  const reasons: string[] = [];
  const alternatives: Alternative[] = [];

  const whole = normalizeName(text);
  const ownWhole = own?.has(whole) === true;
  if (!ownWhole && saysNothing(whole)) return nothingTaken;

  const clauses = text.split(/[,;\n]|\.\s/).filter((clause) => normalizeName(clause) !== '');
  const saysSomething = ownWhole
    ? clauses
    : clauses.filter((clause) => !saysNothing(normalizeName(clause)) || (clauses.length > 1 && !/\s|^(nka|nkda|nkfa)$/i.test(clause.trim())));
  if (!ownWhole && clauses.length > 1 && clauses.every((clause) => saysNothing(normalizeName(clause)))) return nothingTaken;

  const coded: Item[] = [];
  const withoutCodes = (saysSomething.length < clauses.length ? saysSomething.join(' ; ') : text).replace(codePattern, (code) => {
    const found = findItemsOfCode(code.toUpperCase(), code);
    if (!found) return code;
    coded.push(...found);
    return ' , ';
  });
  const group =
    /^[A-V]\d{2}[A-Z]{0,2}$/i.test(text.trim()) && !findNamedSubstances(whole) && !ownWhole ? findItemsOfCode(text.trim().toUpperCase(), text.trim()) : null;
  if (group) coded.push(...group);
  const tokens = group ? [] : ownWhole ? whole.split(' ') : tokenizeText(normalizePunctuation(withoutCodes));

  /** The given number of words from a place on, without soft marks. */
  const phraseAt = (start: number, length: number): { key: string; end: number } | undefined => {
    const words: string[] = [];
    let at = start;
    while (at < tokens.length && words.length < length) {
      const token = tokens[at]!;
      if (token === '&' && words.length > 0) words.push('and');
      else if (isMark(token) && token !== '%') {
        if (token !== '/' || words.length === 0 || isNumber(tokens[at - 1]!)) return undefined;
      } else words.push(token);
      at += 1;
    }
    return words.length === length ? { key: words.join(' '), end: at } : undefined;
  };

  const ownAt = (start: number): { one: OwnName; key: string; end: number } | undefined => {
    if (!own || own.size === 0) return undefined;
    for (let length = countWordsOfLongestName(own); length > 0; length -= 1) {
      const phrase = phraseAt(start, length);
      const ownName = phrase && own.get(phrase.key);
      if (phrase && ownName) return { one: ownName, ...phrase };
    }
    return undefined;
  };

  const nameAt = (start: number): { named: readonly Named[]; key: string; end: number; length: number } | undefined => {
    for (let length = Math.min(9, longestNameFrom.get(tokens[start]!) ?? 1); length > 0; length -= 1) {
      const phrase = phraseAt(start, length);
      if (!phrase) continue;
      const named = findNamedSubstances(phrase.key) ?? (/\p{L}{4}s$/u.test(phrase.key) ? findNamedSubstances(phrase.key.slice(0, -1)) : undefined);
      if (named) return { named, ...phrase, length };
    }
    const text = tokens[start]!;
    if (/s$/.test(text) && text.length > 4) return undefined;
    const next = tokens[start + 1];
    if (isWord(text) && next !== undefined && isWord(next) && text.length + next.length >= 7 && text.length > 2) {
      const named = findNamedSubstances(text + next);
      if (named) return { named, key: `${text} ${next}`, end: start + 2, length: 1 };
    }
    return undefined;
  };

  const lexiconAt = (start: number, accepts: (key: string) => boolean): { key: string; end: number; length: number } | undefined => {
    for (let length = lexicon.longestPhraseFrom.get(tokens[start]!) ?? 0; length > 0; length -= 1) {
      const phrase = phraseAt(start, length);
      if (phrase && accepts(phrase.key)) return { ...phrase, length };
    }
    return undefined;
  };

  // The state of the segment between two connectors.
  let segmentItem: Item[] | null = null;
  let segmentWords: string[] = [];
  let segmentBegan: 'line' | 'mark' | 'word' = 'line';
  let pendingRoutes: Route[] = [];
  let pending: Statement | null = null;
  let pendingUsed = false;
  let pendingWords = '';
  let lastItem: Item[] | null = null;
  /** The kind of the preceding word: an item (with its origin), a number, a reason or a word that introduces one, or another word. */
  let before: Before = 'start';
  /** Whether the preceding number is the strength of the medicine that was named last, with nothing else in between. */
  let isStrength = false;
  const isAfter = (...kinds: Before[]): boolean => kinds.includes(before);

  const give = (group: Item[] | null, statement: Statement): boolean => {
    if (!group) return false;
    for (const item of group) item.statement = statement;
    return true;
  };
  const endStatement = (): void => {
    if (pending !== null && !pendingUsed) {
      const target = segmentItem ?? (pending === 'stopped' ? lastItem : null);
      if (!give(target, pending === 'absent' ? 'denied' : pending)) unexplained.push(pendingWords);
      pending = null;
    }
  };
  const endSegment = (how: 'mark' | 'word', keepsStatement: boolean, hard = false): void => {
    if (!segmentItem && segmentWords.length > 0 && hasContentNoun(segmentWords)) {
      const isAmount =
        segmentBegan !== 'word' &&
        lastItem !== null &&
        segmentWords.some((word) => sameNumber.test(word) || /^(one|two|three|half|एक|दो)$/u.test(word)) &&
        segmentWords.every((word) => !lexicon.nouns.has(word) || lexicon.amounts.has(word));
      if (!isAmount && !segmentWords.every((word) => lexicon.releases.has(word))) unexplained.push(segmentWords.join(' '));
    }
    if (pending === null || !pendingUsed) endStatement();
    if (!keepsStatement && (hard || pending !== 'allergic')) pending = null;
    segmentItem = null;
    segmentWords = [];
    segmentBegan = how;
    pendingRoutes = [];
  };
  const state = (statement: Statement, words: string): void => {
    if (pending !== null && !pendingUsed) {
      if (pending === 'denied' && statement === 'stopped') statement = 'taken';
      else if (pending === 'denied' && statement === 'allergic') statement = 'denied';
      else if (pending === 'stopped' && statement === 'denied') statement = 'stopped';
      else if (pending === 'allergic' && statement === 'denied') statement = 'denied';
    }
    pending = statement;
    pendingUsed = false;
    pendingWords = words;
  };
  const take = (group: Item[], after: 'brand' | 'substance' | 'class'): void => {
    if (pending !== null) {
      if (segmentItem && !pendingUsed && pending === 'stopped') {
        unexplained.push(pendingWords);
        pending = null;
      } else {
        give(group, pending === 'absent' && !segmentItem && !lastItem ? 'denied' : pending);
        pendingUsed = true;
      }
    }
    for (const item of group) item.routes.push(...pendingRoutes);
    pendingRoutes = [];
    items.push(...group);
    segmentItem = group;
    lastItem = group;
    before = after;
  };
  const itemsOf = (named: readonly Named[], words: string, spelling: Item['spelling']): Item[] =>
    named.map(({ parts, kind }) => ({ words, parts, origin: kind === 'brand' ? 'brand' : 'name', spelling, routes: [], statement: 'taken' }));
  /**
   * Reads letters after a strength as part of the name before it: "Telma 40 H" is "Telma H" of the same family, "voglibose 0.3 M" is the mixture "voglibose M".
   */
  const takeOfFamily = (letters: string): boolean => {
    const plain = lastItem;
    const [first] = plain ?? [];
    if (!plain || !first || first.origin === 'own' || !isAfter('number') || !isStrength || lexicon.shortAfterBrand.has(letters) || !/^\p{L}+$/u.test(letters))
      return false;
    const words = `${first.words} ${letters}`;
    const named = findNamedSubstances(words);
    if (!named || (first.origin === 'name' && !named.every(({ kind }) => kind === 'mixture'))) return false;
    for (const item of plain) items.splice(items.indexOf(item), 1);
    const whole = itemsOf(named, words, 'exact');
    pendingRoutes.push(...first.routes);
    take(whole, 'brand');
    give(whole, first.statement);
    segmentWords.push(letters);
    return true;
  };
  const leave = (word: string): void => {
    unexplained.push(word);
    segmentWords.push(word);
    if (isAfter('brand') && lastItem) for (const item of lastItem) item.spelling = 'near';
    const misses = getNearMisses(latinizeWord(word));
    alternatives.push(...listAlternativesOfNames(word, [...misses.close, ...misses.further]));
    before = 'word';
  };

  const acceptsHere = (key: string): boolean => {
    if (lexicon.shortForms.has(key) && isAfter('start', 'mark')) return true;
    if (isAfter('number') && lexicon.ambiguousUnits.has(key)) return !isStrength;
    if (lexicon.units.has(key) && isAfter('number')) return true;
    if (isAfter('brand') && /^\p{L}{1,3}$/u.test(key)) return lexicon.shortAfterBrand.has(key) || lexicon.releases.has(key);
    if (lexicon.salts.has(key) && isAfter('substance')) return true;
    if (lexicon.releasesOfSubstances.has(key) && isAfter('substance')) return true;
    if (lexicon.makers.has(key)) return segmentItem !== null && !isAfter('word');
    if (lexicon.reasonBringers.has(key)) return true;
    if (lexicon.symptoms.has(key)) return !isAfter('brand');
    if (lexicon.reasonWords.has(key) && isAfter('start', 'mark', 'bringer', 'reason')) return true;
    if (/^\p{L}$/u.test(key)) return isAfter('number') && !isStrength && lexicon.schedules.has(key);
    return (
      lexicon.forms.has(key) ||
      lexicon.releases.has(key) ||
      lexicon.schedules.has(key) ||
      lexicon.chatter.has(key) ||
      lexicon.connectors.has(key) ||
      lexicon.denials.has(key) ||
      lexicon.exceptions.has(key) ||
      lexicon.absences.has(key) ||
      lexicon.stops.has(key) ||
      lexicon.allergyWords.has(key)
    );
  };

  const explain = (key: string): void => {
    const words = key.split(' ');
    segmentWords.push(...(words.length > 1 && lexicon.nouns.has(key) ? [key] : words));
    const routes = lexicon.forms.get(key) ?? (isAfter('start', 'mark') && !lexicon.connectors.has(key) ? lexicon.shortForms.get(key) : undefined);
    const wasReason = isAfter('bringer', 'reason');
    const atItem = isAfter('brand', 'substance', 'class');
    if (lexicon.releases.has(key) && atItem) return;
    if (lexicon.salts.has(key) && isAfter('substance')) return;
    if (lexicon.releasesOfSubstances.has(key) && isAfter('substance')) return;
    if (lexicon.absences.has(key)) {
      state('absent', key);
      before = 'word';
    } else if (lexicon.exceptions.has(key)) {
      if (pending === 'denied' && !pendingUsed) pending = null;
      else state('denied', key);
      before = 'mark';
    } else if (lexicon.denials.has(key)) {
      state('denied', key);
      before = 'word';
    } else if (lexicon.stops.has(key)) {
      state('stopped', key);
      before = 'word';
    } else if (lexicon.allergyWords.has(key)) {
      state('allergic', key);
      before = 'word';
    } else if (lexicon.symptoms.has(key) && !(lexicon.reasonWords.has(key) && wasReason)) {
      reasons.push(key);
      before = 'mark';
    } else if (lexicon.reasonWords.has(key) && (wasReason || isAfter('start', 'mark'))) {
      reasons.push(key);
      before = 'reason';
    } else if (lexicon.connectors.has(key) && !wasReason) {
      segmentWords.splice(segmentWords.length - words.length);
      endSegment('word', key === 'or' || key === 'nor');
      before = 'mark';
    } else if (lexicon.reasonBringers.has(key)) before = 'bringer';
    else if (routes) {
      if (segmentItem) for (const item of segmentItem) item.routes.push(...routes);
      else pendingRoutes.push(...routes);
      if (!isAfter('start') && !isAfter('mark')) before = 'word';
    } else if ((lexicon.units.has(key) || key === 'per') && isAfter('number')) before = 'number';
    else if (/^(takes|taking|take|on|using|uses)$/.test(key) && pending !== 'denied' && (pending === null || pendingUsed)) {
      pending = null;
      before = 'mark';
    } else if (wasReason && /^(the|a|an|her|his|my|high|low)$/.test(key)) before = 'bringer';
    else before = isAfter('start', 'mark') ? before : 'word';
  };

  for (const item of coded) items.push(item);

  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    if (isMark(token) && token !== '%') {
      if (token === '+' || token === '&') endSegment('word', false);
      else if (hardMarks.has(token)) endSegment('mark', false, token === ';');
      else if (token === '/' && !isAfter('number')) endSegment('mark', true);
      before = token === '/' && isAfter('number') ? 'number' : 'mark';
      at += 1;
      continue;
    }
    const mine = ownAt(at);
    if (mine) {
      const own = resolveOwnName(mine.one, mine.key);
      if (!own.whole) unexplained.push(mine.key);
      take(own.items, 'brand');
      segmentWords.push(mine.key);
      at = mine.end;
      continue;
    }
    if (takeOfFamily(token)) {
      at += 1;
      continue;
    }
    const name = nameAt(at);
    const phrase = lexiconAt(at, acceptsHere);
    // "Plus" between two names joins them; after a single name it is part of an unknown name.
    const word = phrase?.key === 'plus' && (phrase.end >= tokens.length || !nameAt(phrase.end)) ? undefined : phrase;
    const suffix =
      word &&
      isAfter('brand', 'substance', 'class') &&
      (lexicon.releases.has(word.key) || (isAfter('substance') && (lexicon.salts.has(word.key) || lexicon.releasesOfSubstances.has(word.key))));
    // Beside a medicine "soap" is the form of the medicine; alone it means goods.
    const isForm =
      word &&
      name &&
      word.length >= name.length &&
      segmentItem !== null &&
      name.named.every(({ parts }) => parts.every(({ substance }) => substance.id === noMedicine));
    const nameWins = name && !isForm && !(word && (word.length > name.length || (suffix && word.length >= name.length)));
    if (nameWins) {
      const [first] = name.named;
      const isUnspecified = name.named.some(({ parts }) =>
        parts.some(({ substance }) => substance.id === unspecifiedClass || substance.classes.includes(unspecifiedClass)),
      );
      // "Skin O2" may be an unknown name of its own, and not "O2" for the skin.
      if (first!.kind === 'brand' && name.key.length <= shortestSurelyMeant && lexicon.bodyWords.has(tokens[at - 1] ?? '')) unexplained.push(tokens[at - 1]!);
      segmentWords.push(name.key);
      if (misspellings.has(name.key)) alternatives.push(...listAlternativesOfNames(name.key, [{ word: name.key, named: name.named }]));
      if (isUnspecified) {
        unexplained.push(name.key);
        unspecified.push(name.key);
        before = 'word';
        segmentItem ??= [];
      } else
        take(
          itemsOf(name.named, name.key, misspellings.has(name.key) ? 'near' : 'exact'),
          first!.kind === 'brand' ? 'brand' : first!.parts.some(({ substance }) => substance.isClass) ? 'class' : 'substance',
        );
      at = name.end;
    } else if (word) {
      explain(word.key);
      at = word.end;
    } else if (/^(rs|mrp|x|at)$/.test(token) && isNumber(tokens[at + 1] ?? '')) {
      if (token === 'x' || token === 'at') before = 'word';
      at += 1;
    } else if (isNumber(token) || token === '%') {
      segmentWords.push(token);
      isStrength = isAfter('brand', 'substance', 'class') || (isStrength && isAfter('number'));
      before = 'number';
      at += 1;
    } else {
      const latin = latinizeWord(token);
      const transliterated = latin !== token ? findNamedSubstances(latin) : undefined;
      const misses = transliterated ? undefined : getNearMisses(latin);
      const near = transliterated ?? (misses && !isAfter('brand') ? findOnlyNearMiss(latin, misses.close) : undefined);
      if (near) {
        segmentWords.push(token);
        alternatives.push(...listAlternativesOfNames(token, [{ word: latin, named: near }, ...(misses?.further ?? [])]));
        take(itemsOf(near, token, 'near'), 'brand');
      } else leave(token);
      at += 1;
    }
  }
  endSegment('mark', false, true);

  const found = listFoundSubstances(items);
  const goods = findDescribedGoods(found, unexplained);
  if (goods) return { ...goods, unspecified, alternatives: selectFirstAlternatives(alternatives), reasons, nothing: false };
  if (found.length === 0 && unexplained.length === 0 && text.trim() !== '') unexplained.push(whole === '' ? text.trim() : whole);
  return { found, unexplained, unspecified, alternatives: selectFirstAlternatives(alternatives), reasons, nothing: false };
};

const linesRemembered = 5_000;
const parseShipped = memoize((text: string) => parseLine(text, undefined), linesRemembered);
const parseOwn = new WeakMap<OwnNames, (text: string) => ParsedSubstances>();

/** Parses a line; a clinic's own names are tried first. */
export const parseSubstances = (text: string, options: { own?: OwnNames } = {}): ParsedSubstances => {
  const { own } = options;
  if (!own || own.size === 0) return parseShipped(text);
  let read = parseOwn.get(own);
  if (!read) parseOwn.set(own, (read = memoize((line: string) => parseLine(line, own), linesRemembered)));
  return read(text);
};
