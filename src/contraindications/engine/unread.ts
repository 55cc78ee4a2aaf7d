import { createHash } from 'node:crypto';
import { computeDayNumber } from '../../kernel/day.js';
import { memoize } from '../../kernel/memoize.js';
import type { Treatment } from '../../kernel/treatment.js';
import { adverseEventKinds, isAdverseEventKind } from '../../terminology/adverse-events.js';
import { findConcernsOfIcd10 } from '../../terminology/concerns/index.js';
import { concernsTreatment, type ProcedureKind } from '../../terminology/procedures/index.js';
import { toBareCode, findGroupsOfMedicine, isLifelong } from './codes.js';
import type { Evidence, Missing } from './evaluation.js';
import type { Outcome } from './outcome.js';
import type { Coding, DismissedFact, MedicationFact, Recorded, Source, UnreadPart } from './facts.js';
import { findCodeOfCondition, findCodeOfMedicine, type Known } from './known.js';
import type { ReadText } from './read-text.js';
import type { EvaluationDate } from './evaluation-date.js';
import { createUnreadQuestion } from './questions.js';
import type { RulesRead } from './rules-read.js';
import type { UnreadFact, UnreadItem, DismissedItem } from './unread-item.js';

const idLength = 16;

/** Calculates the id of an item from its words, in any letter case, and its code. */
const computeUnreadId = memoize((said: string): string => createHash('sha256').update(said).digest('hex').slice(0, idLength), 5_000);

const normalizeText = (text: string | null): string => (text ?? '').normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** The number of days after which a medicine that was last taken earlier is no longer asked about. */
const forgottenDays = 365;

const request: Source = { type: 'request', id: null };

interface Found {
  fact: UnreadFact;
  text: string | null;
  code: Coding | null;
  recorded: Pick<Recorded, 'recordedAt' | 'source'> | null;
  part: UnreadPart;
  outcome?: Outcome;
}

const toUnreadItem = ({ fact, text, code, recorded, part, outcome = 'needs-data' }: Found): UnreadItem => ({
  id: computeUnreadId([fact, normalizeText(text), code?.system ?? '', code?.code ?? ''].join('|')),
  fact,
  about: text ?? code?.display ?? code?.code ?? fact,
  code,
  recordedAt: recorded?.recordedAt ?? null,
  source: recorded?.source ?? request,
  reason: part.reason,
  words: part.words,
  alternatives: part.alternatives,
  outcome,
});

const noRule: UnreadPart = { reason: 'no-rule', words: [], alternatives: [] };

const listUnreadConditions = ({ facts }: Known, rules: RulesRead): Found[] =>
  facts.conditions.flatMap((condition): Found[] => {
    const { text, code } = condition;
    const found = (part: UnreadPart): Found[] => [{ fact: 'condition', text, code, recorded: condition, part }];
    if (condition.unread) return found(condition.unread);
    const icd10 = findCodeOfCondition(condition);
    if (icd10 === null) return found({ reason: 'unknown-words', words: text === null ? [] : [text], alternatives: [] });
    if (rules.asksAboutCondition(icd10)) return [];
    const concerns = findConcernsOfIcd10(toBareCode(icd10));
    if (concerns === null) return found({ reason: 'unknown-code', words: [], alternatives: [] });
    const isOver = !condition.active && !isLifelong(icd10);
    return concerns.size === 0 || isOver ? [] : found(noRule);
  });

const isForgotten = ({ inUse, lastTaken }: MedicationFact, date: EvaluationDate): boolean =>
  !inUse && lastTaken !== null && date.isPast(computeDayNumber(lastTaken.last) + forgottenDays);

const listUnreadMedicines = ({ facts }: Known, rules: RulesRead, date: EvaluationDate): Found[] =>
  facts.medications.flatMap((medicine): Found[] => {
    const found = (part: UnreadPart): Found[] =>
      isForgotten(medicine, date) ? [] : [{ fact: 'medication', text: medicine.name, code: medicine.code ?? null, recorded: medicine, part }];
    const key = findCodeOfMedicine(medicine);
    // A possible misspelling may make a rule fire, and clears nothing.
    if (medicine.unread) return key !== null && rules.asksAboutMedicine(key) ? [] : found(medicine.unread);
    if (key === null) return found({ reason: 'unknown-words', words: [medicine.name], alternatives: [] });
    if (rules.asksAboutMedicine(key)) return [];
    const groups = findGroupsOfMedicine(toBareCode(key));
    if (groups === null) return found({ reason: 'unknown-code', words: [], alternatives: [] });
    return groups.size === 0 || !medicine.inUse ? [] : found(noRule);
  });

const findUnreadPart = ({ unread }: ReadText, reads: boolean): UnreadPart | null => unread ?? (reads ? null : noRule);

const listUnreadAllergies = (known: Known, rules: RulesRead): Found[] =>
  known.allergies.flatMap(({ fact, reading }): Found[] => {
    const part = findUnreadPart(reading, rules.readsAllergies);
    return part === null ? [] : [{ fact: 'allergy', text: fact.text, code: fact.code, recorded: fact, part }];
  });

const listUnreadIngredients = (known: Known): Found[] =>
  (known.planned ?? []).flatMap(({ written, reading }): Found[] =>
    reading.unread ? [{ fact: 'planned-ingredient', text: written, code: null, recorded: null, part: reading.unread }] : [],
  );

const listUnreadIndications = ({ facts }: Known): Found[] =>
  (facts.indications ?? []).flatMap(({ text, code, recordedAt, source, unread }): Found[] =>
    unread ? [{ fact: 'planned-indication', text, code, recorded: { recordedAt, source }, part: unread }] : [],
  );

const listUnreadProducts = ({ facts }: Known): Found[] =>
  (facts.productsWithoutIngredients ?? []).map((name) => ({
    fact: 'planned-product',
    text: name,
    code: null,
    recorded: null,
    part: { reason: 'no-ingredients', words: [], alternatives: [] },
  }));

const listUnreadProcedures = ({ facts }: Known, rules: RulesRead): Found[] =>
  facts.procedures.flatMap((procedure): Found[] => {
    const found = (part: UnreadPart): Found[] => [{ fact: 'procedure', text: procedure.text, code: procedure.code ?? null, recorded: procedure, part }];
    if (procedure.unread) return found(procedure.unread);
    if (procedure.kind === null) return found({ reason: 'unknown-words', words: procedure.text === null ? [] : [procedure.text], alternatives: [] });
    return rules.procedures.has(procedure.kind) || !concernsTreatment(procedure.kind as ProcedureKind) ? [] : found(noRule);
  });

const listUnreadEvents = ({ facts }: Known, rules: RulesRead): Found[] =>
  (facts.adverseEvents ?? []).flatMap((event): Found[] => {
    const kind = isAdverseEventKind(event.type) ? adverseEventKinds[event.type] : 'unread';
    if (rules.adverseEvents.has(event.type) || (kind === 'expected' && !event.serious)) return [];
    if (kind === 'matters' && event.resolved && !event.serious) return [];
    const part: UnreadPart = kind === 'unread' ? { reason: 'unknown-words', words: [event.text ?? event.type], alternatives: [] } : noRule;
    return [{ fact: 'adverse-event', text: event.text ?? event.type, code: null, recorded: event, part }];
  });

const describeResult = ({ text, value, unit }: { text: string | null; value: number | null; unit: string | null }): string =>
  text ?? [value, unit].filter((part) => part !== null).join(' ');

const listUnreadResults = ({ facts }: Known): Found[] =>
  (facts.unreadResults ?? []).map((result) => ({
    fact: 'laboratory-result',
    text: [result.code?.display ?? result.code?.code, describeResult(result)].filter(Boolean).join(': '),
    code: result.code,
    recorded: result,
    part: { reason: 'unknown-result', words: [], alternatives: [] },
    outcome: result.abnormal ? 'caution' : 'clear',
  }));

/** Lists each item once, in its last recorded form: several facts of one entry, and entries with the same content, are one item. */
const deduplicateItems = (found: readonly Found[]): UnreadItem[] => {
  const items = new Map<string, UnreadItem>();
  for (const item of found.map(toUnreadItem)) {
    const known = items.get(item.id);
    if (!known || (item.recordedAt ?? '') > (known.recordedAt ?? '')) items.set(item.id, item);
  }
  return [...items.values()];
};

/** All recorded items that no rule reads, dismissed or not. */
const listAllUnread = (known: Known, rules: RulesRead, date: EvaluationDate): UnreadItem[] =>
  deduplicateItems([
    ...listUnreadConditions(known, rules),
    ...listUnreadMedicines(known, rules, date),
    ...listUnreadAllergies(known, rules),
    ...listUnreadProcedures(known, rules),
    ...listUnreadEvents(known, rules),
    ...listUnreadIngredients(known),
    ...listUnreadProducts(known),
    ...listUnreadIndications(known),
    ...listUnreadResults(known),
  ]);

export interface Unread {
  unread: UnreadItem[];
  dismissed: DismissedItem[];
}

/** Finds the unread items of a day, and those of them that were dismissed for the treatment. */
export const collectUnread = (known: Known, treatment: Treatment, rules: RulesRead, date: EvaluationDate): Unread => {
  const items = listAllUnread(known, rules, date);
  const decisions = (known.facts.dismissed ?? []).filter((dismissed) => dismissed.treatment === treatment);
  if (decisions.length === 0) return { unread: items, dismissed: [] };
  const decisionOn = new Map<string, DismissedFact>(decisions.map((decision) => [decision.itemId, decision]));
  return {
    unread: items.filter(({ id }) => !decisionOn.has(id)),
    dismissed: items.flatMap((item) => {
      const decision = decisionOn.get(item.id);
      return decision ? [{ ...item, dismissedBy: decision.dismissedBy, dismissedAt: decision.dismissedAt, because: decision.reason }] : [];
    }),
  };
};

/** The question about an unread item. */
export const createUnreadMissing = (item: UnreadItem): Missing => ({
  fact: `unread.${item.fact}`,
  alternatives: [],
  reason: 'unclear',
  answeredOn: null,
  maxAgeDays: null,
  ...createUnreadQuestion(item),
});

/** The evidence of an unread result that the laboratory marks as abnormal. */
export const createUnreadEvidence = (item: UnreadItem): Evidence => ({
  fact: 'laboratory-result',
  ...(item.code && { code: item.code }),
  text: item.about,
  ...(item.recordedAt !== null && { recordedAt: item.recordedAt }),
  source: item.source,
});
