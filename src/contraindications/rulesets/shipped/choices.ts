import type { Citation, Clause, Rule, Ruleset } from '../../engine/index.js';
import { mesotherapyDocuments } from './mesotherapy-documents.js';
import { literature, statements } from './citations.js';

/** One way to decide what the sources leave open. */
interface RulesetOption {
  id: string;
  title: string;
  citation: Citation;
  /** What takes the place of the same members of the rule. */
  changes: Partial<Rule>;
}

/** What a clinic decides for itself about one rule, because its sources contradict each other or leave it open. */
export interface RulesetChoice {
  id: string;
  ruleId: string;
  question: string;
  /** The first is how the rule is shipped. */
  options: readonly RulesetOption[];
}

const washedOut = ['aspirin', 'nsaid', 'vitamin-e'];

/** Below the fewest days contraindicated, from the recommended ones on clear, between them caution. */
const washout = (fewestDays: number, recommendedDays: number): Pick<Rule, 'any' | 'cautionWhen'> => ({
  any: [
    { medication: washedOut, lastTakenWithinDays: fewestDays - 1 },
    { medication: washedOut, status: 'active', lastTaken: 'not-stated' },
  ],
  cautionWhen: [{ medication: washedOut, lastTakenDaysAgo: [fewestDays, recommendedDays - 1] }],
});

const mildAutoimmune = ['L63', 'E06.3'];

/** The autoimmune rule with alopecia areata and Hashimoto's thyroiditis moved to its cautions. */
const milderAutoimmune = (rule: Pick<Rule, 'any' | 'cautionWhen'>): Pick<Rule, 'any' | 'cautionWhen'> => ({
  any: rule.any.map((clause): Clause => ('condition' in clause ? { ...clause, condition: ['autoimmune'], except: mildAutoimmune } : clause)),
  cautionWhen: [...(rule.cautionWhen ?? []), { condition: mildAutoimmune, status: 'active', origin: 'literature' }],
});

const autoimmune = mesotherapyDocuments.find(({ id }) => id === 'mesotherapy.autoimmune')!;

/** What each clinic decides for itself. Anything else is decided by editing a draft. */
export const rulesetChoices: readonly RulesetChoice[] = [
  {
    id: 'smp.washout',
    ruleId: 'smp.washout',
    question: 'How long must aspirin, NSAIDs and vitamin E have been stopped?',
    options: [
      {
        id: 'both',
        title: 'Under 10 days no, 10 to 14 with caution, from 15 yes: both documents',
        citation: statements('S1-19', 'S3-22', 'C03'),
        changes: washout(10, 15),
      },
      { id: 'S1', title: 'Under 12 days no, 12 to 14 with caution, from 15 yes', citation: statements('S1-19'), changes: washout(12, 15) },
      { id: 'S3', title: 'Under 10 days no, 10 to 13 with caution, from 14 yes', citation: statements('S3-22'), changes: washout(10, 14) },
    ],
  },
  {
    id: 'mesotherapy.alopecia-areata',
    ruleId: 'mesotherapy.autoimmune',
    question: "Do alopecia areata and Hashimoto's thyroiditis rule mesotherapy out, as autoimmune disorders do?",
    options: [
      { id: 'contraindicated', title: 'Yes', citation: statements('S0-61'), changes: { any: autoimmune.any, cautionWhen: autoimmune.cautionWhen ?? [] } },
      { id: 'caution', title: 'No, they need caution', citation: literature, changes: milderAutoimmune(autoimmune) },
    ],
  },
  {
    id: 'mesotherapy.inflammation',
    ruleId: 'mesotherapy.inflammation',
    question: 'Is an inflamed scalp without an infection a reason for caution, or one for the treatment?',
    options: [
      { id: 'caution', title: 'A reason for caution', citation: statements('S0-59', 'C01'), changes: { severity: 'caution' } },
      {
        id: 'indication',
        title: 'One for the treatment',
        citation: statements('S0-08'),
        changes: { severity: 'informational', note: 'The treatment is said to improve it.' },
      },
    ],
  },
];

/** A ruleset with one choice made; null when it has no such rule, or there is no such choice. Other edits of the rule stay as they are. */
export const choose = (ruleset: Ruleset, choiceId: string, optionId: string): Ruleset | null => {
  const choice = rulesetChoices.find(({ id }) => id === choiceId);
  const option = choice?.options.find(({ id }) => id === optionId);
  if (!choice || !option || !ruleset.rules.some(({ id }) => id === choice.ruleId)) return null;
  const changed = (rule: Rule): Rule => ({ ...rule, ...option.changes, citations: [option.citation] });
  return { ...ruleset, rules: ruleset.rules.map((rule) => (rule.id === choice.ruleId ? changed(rule) : rule)) };
};
