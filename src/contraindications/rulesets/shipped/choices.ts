import type { Citation, Clause, Rule, Ruleset } from '../../engine/index.js';
import { mesotherapyDocuments } from './mesotherapy-documents.js';
import { literature, citeStatements } from './citations.js';

/** One of the ways to decide a question that the sources leave open. */
interface RulesetOption {
  id: string;
  title: string;
  citation: Citation;
  /** The members of the rule that the option replaces. */
  changes: Partial<Rule>;
}

/** A question about one rule that each clinic decides for itself, because the sources contradict each other or leave it open. */
export interface RulesetChoice {
  id: string;
  ruleId: string;
  question: string;
  /** The options; the first is the shipped form of the rule. */
  options: readonly RulesetOption[];
}

const washedOut = ['aspirin', 'nsaid', 'vitamin-e'];

/** Builds the clauses of a washout: contraindicated below the fewest days, caution below the recommended days, and clear from then on. */
const createWashout = (fewestDays: number, recommendedDays: number): Pick<Rule, 'any' | 'cautionWhen'> => ({
  any: [
    { medication: washedOut, lastTakenWithinDays: fewestDays - 1 },
    { medication: washedOut, status: 'active', lastTaken: 'not-stated' },
  ],
  cautionWhen: [{ medication: washedOut, lastTakenDaysAgo: [fewestDays, recommendedDays - 1] }],
});

const mildAutoimmune = ['L63', 'E06.3'];

/** The autoimmune rule with alopecia areata and Hashimoto's thyroiditis as cautions. */
const createMilderAutoimmune = (rule: Pick<Rule, 'any' | 'cautionWhen'>): Pick<Rule, 'any' | 'cautionWhen'> => ({
  any: rule.any.map((clause): Clause => ('condition' in clause ? { ...clause, condition: ['autoimmune'], except: mildAutoimmune } : clause)),
  cautionWhen: [...(rule.cautionWhen ?? []), { condition: mildAutoimmune, status: 'active', origin: 'literature' }],
});

const autoimmune = mesotherapyDocuments.find(({ id }) => id === 'mesotherapy.autoimmune')!;

/** The questions that each clinic decides for itself. Anything else is decided by editing a draft. */
export const rulesetChoices: readonly RulesetChoice[] = [
  {
    id: 'smp.washout',
    ruleId: 'smp.washout',
    question: 'How long must aspirin, NSAIDs and vitamin E have been stopped?',
    options: [
      {
        id: 'both',
        title: 'Under 10 days no, 10 to 14 with caution, from 15 yes: both documents',
        citation: citeStatements('S1-19', 'S3-22', 'C03'),
        changes: createWashout(10, 15),
      },
      { id: 'S1', title: 'Under 12 days no, 12 to 14 with caution, from 15 yes', citation: citeStatements('S1-19'), changes: createWashout(12, 15) },
      { id: 'S3', title: 'Under 10 days no, 10 to 13 with caution, from 14 yes', citation: citeStatements('S3-22'), changes: createWashout(10, 14) },
    ],
  },
  {
    id: 'mesotherapy.alopecia-areata',
    ruleId: 'mesotherapy.autoimmune',
    question: "Do alopecia areata and Hashimoto's thyroiditis rule mesotherapy out, as autoimmune disorders do?",
    options: [
      { id: 'contraindicated', title: 'Yes', citation: citeStatements('S0-61'), changes: { any: autoimmune.any, cautionWhen: autoimmune.cautionWhen ?? [] } },
      { id: 'caution', title: 'No, they need caution', citation: literature, changes: createMilderAutoimmune(autoimmune) },
    ],
  },
  {
    id: 'mesotherapy.inflammation',
    ruleId: 'mesotherapy.inflammation',
    question: 'Is an inflamed scalp without an infection a reason for caution, or one for the treatment?',
    options: [
      { id: 'caution', title: 'A reason for caution', citation: citeStatements('S0-59', 'C01'), changes: { severity: 'caution' } },
      {
        id: 'indication',
        title: 'One for the treatment',
        citation: citeStatements('S0-08'),
        changes: { severity: 'informational', note: 'The treatment is said to improve it.' },
      },
    ],
  },
];

/** Applies one choice to a ruleset, and leaves other edits of the rule unchanged; null where the ruleset has no such rule, or there is no such choice. */
export const choose = (ruleset: Ruleset, choiceId: string, optionId: string): Ruleset | null => {
  const choice = rulesetChoices.find(({ id }) => id === choiceId);
  const option = choice?.options.find(({ id }) => id === optionId);
  if (!choice || !option || !ruleset.rules.some(({ id }) => id === choice.ruleId)) return null;
  const changed = (rule: Rule): Rule => ({ ...rule, ...option.changes, citations: [option.citation] });
  return { ...ruleset, rules: ruleset.rules.map((rule) => (rule.id === choice.ruleId ? changed(rule) : rule)) };
};
