import { isCodePrefix } from '../codes.js';
import { isComparableUnit } from '../limits.js';
import type { RulesetVocabulary } from '../ruleset-vocabulary.js';
import type { Clause, MaxAgeDays, Rule, Ruleset } from '../ruleset.js';
import { toQuestion, canFire } from './satisfiable.js';
import { extendPointer, type Report } from './shape.js';

/**
 * Finds errors in a ruleset of the right shape: a unit that does not convert, a code that matches nothing, a `not` that could make a more severe fact milder, a
 * clause that can never fire or never counts, or rules that contradict each other.
 */
export const validateRules = (ruleset: Ruleset, vocabulary: RulesetVocabulary, report: Report): void => {
  const seen = new Set<string>();
  let sound = true;
  ruleset.rules.forEach((rule, index) => {
    const pointer = extendPointer('/rules', index);
    if (seen.has(rule.id)) report(`${pointer}/id`, 'duplicate', 'Another rule has this id: give each rule its own.');
    seen.add(rule.id);
    if (!new RuleValidator(rule, pointer, vocabulary, report).isSound()) sound = false;
  });
  // Clauses are compared with each other only where each of them is valid.
  if (sound) reportContradictingRules(ruleset, report);
};

/** The shape has already checked words that are not codes. */
const limitToCodes = (matches: ((prefix: string) => boolean) | undefined): ((word: string) => boolean) | undefined =>
  matches && ((word) => !isCodePrefix(word) || matches(word));

type ClauseList = 'notApplicableWhen' | 'contraindicatedWhen' | 'any' | 'cautionWhen';

/** The clauses that `not` may contain: they ask who the person is and what is planned, so no fact against a treatment is denied. */
const deniable = ['sexAtBirth', 'capacityForPregnancy', 'ageUnder', 'ageOutside', 'procedure', 'plannedIngredient', 'all', 'any', 'atLeast', 'not'];

class RuleValidator {
  private sound = true;
  private readonly report: Report;

  constructor(
    private readonly rule: Rule,
    private readonly pointer: string,
    private readonly vocabulary: RulesetVocabulary,
    report: Report,
  ) {
    this.report = (...problem) => {
      this.sound = false;
      report(...problem);
    };
  }

  isSound(): boolean {
    for (const list of ['notApplicableWhen', 'contraindicatedWhen', 'any', 'cautionWhen'] as const)
      this.visitClauses(list, (clause, pointer) => this.checkClause(clause, pointer, list === 'notApplicableWhen'));
    this.needs();
    this.checkSessionDay();
    if (this.sound) this.checkFiring();
    return this.sound;
  }

  private visitClauses(list: ClauseList, work: (clause: Clause, pointer: string) => void): void {
    (this.rule[list] ?? []).forEach((clause, index) => work(clause, `${this.pointer}/${list}/${index}`));
  }

  private checkClause(clause: Clause, pointer: string, denied: boolean): void {
    if (denied && !deniable.some((kind) => Object.hasOwn(clause, kind)))
      this.report(
        pointer,
        'not-deniable',
        'In not and notApplicableWhen stand only sexAtBirth, capacityForPregnancy, ageUnder, ageOutside, procedure, plannedIngredient and combinations of them: denied, any other clause would let a graver fact make the outcome milder.',
      );
    if ('all' in clause) clause.all.forEach((clause, index) => this.checkClause(clause, `${pointer}/all/${index}`, denied));
    if ('any' in clause) clause.any.forEach((clause, index) => this.checkClause(clause, `${pointer}/any/${index}`, denied));
    if ('not' in clause) this.checkClause(clause.not, `${pointer}/not`, true);
    if ('atLeast' in clause) {
      const { n, of } = clause.atLeast;
      if (n > of.length) this.report(`${pointer}/atLeast/n`, 'never-fires', `Of ${of.length} clauses, ${n} never say yes.`);
      of.forEach((clause, index) => this.checkClause(clause, `${pointer}/atLeast/of/${index}`, denied));
    }
    this.checkCodes(clause, pointer);
    if ('lab' in clause) this.checkLab(clause, pointer);
  }

  private checkCodes(clause: Clause, pointer: string): void {
    const { icd10Matches, atcMatches } = this.vocabulary;
    const each = (prefixes: readonly string[], member: string, matches: ((prefix: string) => boolean) | undefined, system: string): void =>
      prefixes.forEach((prefix, index) => {
        if (matches && !matches(prefix))
          this.report(
            `${pointer}/${member}/${index}`,
            'unknown-code',
            `No code of ${system} begins with ${prefix}: send the beginning of one, or a word of the language.`,
          );
      });
    if ('condition' in clause) {
      each(clause.condition, 'condition', limitToCodes(icd10Matches), 'ICD-10');
      each(clause.except ?? [], 'except', icd10Matches, 'ICD-10');
    }
    if ('plannedFor' in clause) each(clause.plannedFor, 'plannedFor', limitToCodes(icd10Matches), 'ICD-10');
    if ('medication' in clause) each(clause.medication, 'medication', limitToCodes(atcMatches), 'ATC');
    if ('allergy' in clause) each(clause.allergy, 'allergy', limitToCodes(atcMatches), 'ATC');
  }

  private checkLab(clause: Extract<Clause, { lab: string }>, pointer: string): void {
    const canonical = this.vocabulary.analytes.get(clause.lab) ?? null;
    if ('is' in clause) {
      if (canonical !== null) this.report(`${pointer}/is`, 'never-fires', `Results of ${clause.lab} are figures, in ${canonical}.`);
    } else if (canonical === null) {
      this.report(pointer, 'never-fires', `Results of ${clause.lab} are words: positive or negative.`);
    } else if ('unit' in clause && !isComparableUnit(clause.lab, clause.unit, canonical)) {
      this.report(`${pointer}/unit`, 'inconvertible-unit', `No figure in ${clause.unit} can be compared with ${clause.lab}, which is kept in ${canonical}.`);
    }
  }

  private needs(): void {
    const { needsData, ask = {} } = this.rule;
    needsData.forEach((need, index) => {
      if (needsData.indexOf(need) !== index) this.report(`${this.pointer}/needsData/${index}`, 'duplicate', 'The rule needs this already: name it once.');
    });
    for (const need of Object.keys(ask))
      if (!needsData.includes(need))
        this.report(
          extendPointer(`${this.pointer}/ask`, need),
          'no-effect',
          'The rule does not need this: it will never be asked. Add it to needsData, or leave it out.',
        );
  }

  private checkSessionDay(): void {
    for (const [kind, days] of Object.entries(this.rule.onSessionDay ?? {}) as [keyof MaxAgeDays, number][]) {
      const usual = this.rule.maxAgeDays?.[kind];
      if (usual !== undefined && days > usual)
        this.report(`${this.pointer}/onSessionDay/${kind}`, 'contradiction', `On the day itself it may be no older than before, which is ${usual} days.`);
    }
  }

  private checkFiring(): void {
    const { notApplicableWhen: exempt = [], contraindicatedWhen = [], any, severity } = this.rule;
    const forbidding = [...contraindicatedWhen, ...(severity === 'contraindicated' ? any : [])];
    const graver: Record<Exclude<ClauseList, 'notApplicableWhen'>, readonly Clause[]> = {
      contraindicatedWhen: [],
      any: severity === 'caution' ? contraindicatedWhen : [],
      cautionWhen: [...forbidding, ...(severity === 'caution' ? any : [])],
    };
    this.visitClauses('notApplicableWhen', (clause, pointer) => this.checkCanFire(clause, pointer));
    for (const list of ['contraindicatedWhen', 'any', 'cautionWhen'] as const)
      this.visitClauses(list, (clause, pointer) => {
        if (!this.checkCanFire(clause, pointer)) return;
        if (!canFire(clause, exempt)) this.report(pointer, 'never-fires', 'Whenever this would say yes, the rule does not apply.');
        else if (graver[list].length > 0 && !canFire(clause, graver[list]))
          this.report(pointer, 'no-effect', 'Whenever this says yes, a clause that is as grave or graver has decided already.');
      });
    const clauses = [...contraindicatedWhen, ...any, ...(this.rule.cautionWhen ?? [])];
    if (clauses.length === 0 && this.rule.needsData.length === 0)
      this.report(this.pointer, 'never-fires', 'The rule has no clause and needs nothing: it always says clear.');
  }

  private checkCanFire(clause: Clause, pointer: string): boolean {
    if (canFire(clause)) return true;
    this.report(pointer, 'never-fires', 'No facts can make this say yes.');
    return false;
  }
}

/** Reports each clause of an informational rule that covers only facts that another rule contraindicates. */
const reportContradictingRules = ({ rules }: Ruleset, report: Report): void => {
  const forbidding = rules.flatMap((rule) =>
    [...(rule.contraindicatedWhen ?? []), ...(rule.severity === 'contraindicated' ? rule.any : [])].map((clause) => ({ id: rule.id, clause })),
  );
  rules.forEach((rule, index) => {
    if (rule.severity !== 'informational') return;
    rule.any.forEach((clause, at) => {
      const against = forbidding.find(({ clause: forbidden }) => splitClause(clause).some((part) => !canFire(part, [forbidden])));
      if (against) report(`/rules/${index}/any/${at}`, 'contradiction', `This is called no obstacle here, and forbidden by ${against.id}.`);
    });
  });
};

/** Splits a clause with several codes into one clause for each code. */
const splitClause = (clause: Clause): Clause[] => {
  const question = toQuestion(clause);
  return 'condition' in question ? question.condition.map((prefix) => ({ ...question, condition: [prefix] })) : [question];
};
