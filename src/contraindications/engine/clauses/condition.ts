import { beginsWithAny, isLifelong, meansCondition } from '../codes.js';
import type { Evidence } from '../evaluation.js';
import type { Coding, ConditionFact } from '../facts.js';
import type { ConditionClause } from '../ruleset.js';
import type { CompiledClause, CompileContext } from './compile-context.js';
import { no, silent, answerYes } from './result.js';

/** The recorded code where rules read that code; otherwise the ICD-10 code that it was translated to. */
const getCoding = ({ code, icd10 }: ConditionFact): Coding => (code !== null && (!icd10 || code.code === icd10) ? code : { system: 'icd-10', code: icd10! });

export const createConditionEvidence = (fact: ConditionFact): Evidence => {
  const { text, active, recordedAt, source } = fact;
  const value = active ? 'active' : 'past';
  const code = getCoding(fact);
  return text === null ? { fact: 'condition', code, value, recordedAt, source } : { fact: 'condition', code, text, value, recordedAt, source };
};

/** Whether a clause names a bare ICD-10 code. */
const namesCode = ({ condition: words, except = [] }: ConditionClause): ((code: string) => boolean) => {
  const wanted = meansCondition(words);
  const excepted = beginsWithAny(except);
  return (code) => wanted(code) && !excepted(code);
};

/** Compiles a clause about conditions, by ICD-10 code or by a concern that the code belongs to. An entry that could not be read is unread: see `unread.ts`. */
export const compileCondition = (clause: ConditionClause, { maxAge, exact, indexes }: CompileContext): CompiledClause => {
  const number = indexes.conditions.add(namesCode(clause));
  const onlyActive = clause.status !== undefined;
  return (known, date) => {
    const named = known.listConditions(number);
    const matching = onlyActive && named.length > 0 ? named.filter(({ active }) => active) : named;
    if (matching.length > 0) return answerYes(() => matching.map(createConditionEvidence));
    return !exact || known.isComplete('conditions', date, maxAge.history) ? no : silent;
  };
};

/**
 * Compiles a clause about diseases without a known end that are recorded as ended or no longer listed, among the conditions that a clause asks about while they
 * are active.
 */
export const compileEndedLifelong = (clause: ConditionClause, { indexes }: CompileContext): CompiledClause => {
  const isNamed = namesCode(clause);
  const number = indexes.conditions.add((code) => isNamed(code) && isLifelong(code));
  return (known) => {
    const ended = known.listConditions(number).filter(({ active }) => !active);
    return ended.length > 0 ? answerYes(() => ended.map(createConditionEvidence)) : no;
  };
};
