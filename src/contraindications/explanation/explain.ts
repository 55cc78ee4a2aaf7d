/** Explains a check in plain words. Pure. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Day } from '../../kernel/day.js';
import { toCalendarDay } from '../../kernel/day.js';
import type { Treatment } from '../../kernel/treatment.js';
import {
  exemptNote,
  unreadFindingId,
  type Contradiction,
  type DismissedItem,
  type Facts,
  type Finding,
  type Missing,
  type Outcome,
  type UnreadItem,
} from '../engine/index.js';
import { describeMissing, describeUnread } from './asking.js';
import { describeEvidenceHeading, describeEvidence } from './evidence.js';
import type { Language } from '../../kernel/language.js';
import { describeContradictionSubject, describeReconciliation } from './reconcile.js';
import { findRuleNote, findRulePlainWords, getRuleTitle } from './rules.js';
import type { Messages } from '../../messages/index.js';
import { describeDay } from './dates.js';

export const sectionKinds = declareEnumeration('ExplanationSectionKind', [
  'contraindicated',
  'needs-data',
  'caution',
  'overridden',
  'contradictions',
  'noted',
  'unread',
  'next',
  'reconsider',
  'clear',
]);
export type SectionKind = (typeof sectionKinds)[number];

/** An override in the form in which an explanation names it. */
export interface ExplainedOverride {
  ruleId: string;
  reason: string;
  /** The risks and benefits that were weighed; null where they were not stated. */
  weighed: string | null;
  /** Whether the decision was discussed with the patient; null where this was not stated. */
  discussedWithPatient: 'yes' | null;
  /** The conditions that the treatment must meet. */
  conditions: readonly string[];
  /** The dermatologist or dermatologists who decided, in order; null where the clinic no longer knows the person. */
  person: string | null;
  createdAt: string;
}

/** A finding, with whether two dermatologists are needed to override it. */
interface ExplainedFinding extends Omit<Finding, 'overridableBy'> {
  overridableBy?: 'two-dermatologists' | null;
}

/** The check to explain. */
export interface ExplainedCheck {
  treatment: Treatment;
  plannedOn: Day;
  outcome: Outcome;
  effectiveOutcome: Outcome;
  findings: readonly ExplainedFinding[];
  contradictions: readonly Contradiction[];
  unread: readonly UnreadItem[];
  dismissed: readonly Omit<DismissedItem, 'dismissedBy'>[];
  overrides: readonly ExplainedOverride[];
  earliestClearOn: Day | null;
  /** The end of the validity, as an instant in UTC. */
  validUntil: string;
}

export interface ExplanationItem {
  /** The rule that the statement is about; null where the statement is not about a single rule. */
  ruleId: string | null;
  /** The subject of the statement; null where the paragraphs need no title. */
  title: string | null;
  paragraphs: string[];
}

export interface ExplanationSection {
  kind: SectionKind;
  heading: string;
  items: ExplanationItem[];
}

export interface Explanation {
  language: Language;
  title: string;
  /** The treatment and the planned day. */
  subtitle: string;
  outcome: Outcome;
  outcomeLabel: string;
  /** The outcome in one or two sentences. */
  summary: string;
  sections: ExplanationSection[];
}

interface Scene {
  check: ExplainedCheck;
  facts: Facts;
  timeZone: string;
  messages: Messages<'checks'>;
}

const getTitle = ({ ruleId, title }: ExplainedFinding, messages: Messages<'checks'>): string => getRuleTitle(ruleId, title, messages.language);

const listReasons = ({ because }: ExplainedFinding, { timeZone, messages }: Scene): string[] =>
  because.length === 0
    ? []
    : [messages.say('explain.because', { facts: because.map((evidence) => describeEvidence(evidence, timeZone, messages)).join('; ') })];

const createParagraph = (text: string): ExplanationItem => ({ ruleId: null, title: null, paragraphs: [text] });

/**
 * The heading of a finding in the patient's case: "Aspirin 75 mg, last taken on 3 December". The title of the rule where the finding is based on no stated
 * fact.
 */
const describeHeading = (finding: ExplainedFinding, { messages }: Scene): string => {
  const [first, ...more] = [...new Set(finding.because.map((evidence) => describeEvidenceHeading(evidence, messages)))];
  if (first === undefined) return getTitle(finding, messages);
  return more.length === 0 ? first : messages.say('heading.more', { first, count: more.length });
};

const findNote = ({ ruleId, note }: ExplainedFinding, messages: Messages<'checks'>): string | null =>
  note === null ? null : findRuleNote(ruleId, note, messages.language);

const createObstacleItem = (finding: ExplainedFinding, scene: Scene): ExplanationItem => ({
  ruleId: finding.ruleId,
  title: describeHeading(finding, scene),
  paragraphs: [
    [findRulePlainWords(finding.ruleId, finding.title, scene.messages.language), findNote(finding, scene.messages), ...listReasons(finding, scene)]
      .filter((text) => text !== null)
      .join(' '),
    ...(finding.outcome === 'contraindicated'
      ? [scene.messages.say('explain.overridable', { overridable: finding.overridableBy ? 'two' : String(finding.overridable) })]
      : []),
  ].filter((text) => text !== ''),
});

/** Lists each question once, with all rules that need the answer. */
const listQuestionItems = (findings: readonly ExplainedFinding[], { check, facts, messages }: Scene): ExplanationItem[] => {
  const unreadItems = check.unread.filter(({ outcome }) => outcome === 'needs-data');
  const questions = new Map<string, { missing: Missing; rules: ExplainedFinding[] }>();
  for (const finding of findings) {
    for (const [index, missing] of finding.missing.entries()) {
      const item = finding.ruleId === unreadFindingId ? unreadItems[index] : undefined;
      const key = item ? describeUnread(item, messages) : describeMissing(missing, facts, messages);
      const known = questions.get(key);
      if (known) known.rules.push(finding);
      else questions.set(key, { missing, rules: [finding] });
    }
  }
  return [...questions].map(([ask, { rules }]) =>
    createParagraph(messages.say('explain.asks', { ask, rules: [...new Set(rules.map((rule) => getTitle(rule, messages)))].join(', ') })),
  );
};

const withoutStop = (sentence: string): string => sentence.replace(/[.।]$/, '');

const listOverrideItems = ({ check, timeZone, messages }: Scene): ExplanationItem[] =>
  check.overrides.map(({ ruleId, reason, weighed, discussedWithPatient, conditions, person, createdAt }) => {
    const finding = check.findings.find((finding) => finding.ruleId === ruleId);
    const said = {
      title: finding ? getTitle(finding, messages) : ruleId,
      reason: withoutStop(reason),
      day: describeDay(toCalendarDay(new Date(createdAt), timeZone), messages.language),
      outcome: finding ? messages.say(`outcome.${finding.outcome}`) : '–',
    };
    return {
      ruleId,
      title: null,
      paragraphs: [
        [
          person === null ? messages.say('explain.override', said) : messages.say('explain.override.person', { ...said, person }),
          ...(weighed === null ? [] : [messages.say('explain.override.weighed', { weighed: withoutStop(weighed) })]),
          messages.say('explain.override.discussed', { discussed: discussedWithPatient ?? 'unstated' }),
        ].join(' '),
        ...(conditions.length > 0 ? [messages.say('explain.override.conditions', { conditions: conditions.map(withoutStop).join('; ') })] : []),
      ],
    };
  });

const listContradictionItems = ({ check, timeZone, messages }: Scene): ExplanationItem[] =>
  check.contradictions.map((contradiction) =>
    createParagraph(
      [
        messages.say('explain.contradiction', {
          about: describeContradictionSubject(contradiction, messages),
          facts: contradiction.says.map((evidence) => describeEvidence(evidence, timeZone, messages)).join('; '),
        }),
        describeReconciliation(contradiction, messages),
      ].join(' '),
    ),
  );

const listNextSteps = (open: readonly ExplainedFinding[], questions: number, { check, messages }: Scene): ExplanationItem[] => {
  const refusing = open.filter(({ outcome }) => outcome === 'contraindicated');
  const steps = [
    ...(refusing.length > 0 ? [messages.say('next.refuse')] : []),
    ...(refusing.some(({ overridable }) => overridable) ? [messages.say('next.override')] : []),
    ...(questions > 0 ? [messages.say('next.ask', { count: questions })] : []),
    ...(check.contradictions.length > 0 ? [messages.say('next.reconcile')] : []),
    ...(refusing.length === 0 && check.effectiveOutcome === 'caution' ? [messages.say('next.caution')] : []),
    ...(check.effectiveOutcome === 'clear' && check.contradictions.length === 0 ? [messages.say('next.go')] : []),
  ];
  return steps.map(createParagraph);
};

const listReconsiderations = ({ check, timeZone, messages }: Scene): ExplanationItem[] => {
  const changing = check.findings.filter(({ outcome, reconsiderOn }) => outcome !== 'clear' && reconsiderOn !== null);
  const { earliestClearOn, plannedOn, outcome } = check;
  return [
    ...changing.map((finding) => ({
      ruleId: finding.ruleId,
      title: null,
      paragraphs: [messages.say('explain.reconsider', { title: getTitle(finding, messages), day: describeDay(finding.reconsiderOn!, messages.language) })],
    })),
    ...(earliestClearOn !== null && earliestClearOn !== plannedOn
      ? [createParagraph(messages.say('explain.earliest', { day: describeDay(earliestClearOn, messages.language) }))]
      : []),
    ...(changing.length === 0 && outcome !== 'clear' ? [createParagraph(messages.say('explain.nothing-to-wait-for'))] : []),
    createParagraph(messages.say('explain.valid', { day: describeDay(toCalendarDay(new Date(check.validUntil), timeZone), messages.language) })),
  ];
};

/** Whether a clear finding has a note for the clinician: from a rule that notes a fact, and not from an exemption. */
const isNoted = ({ outcome, note, because }: ExplainedFinding): boolean => outcome === 'clear' && note !== null && note !== exemptNote && because.length > 0;

const listNotedItems = (scene: Scene): ExplanationItem[] =>
  scene.check.findings.filter(isNoted).map((finding) => ({
    ruleId: finding.ruleId,
    title: describeHeading(finding, scene),
    paragraphs: [[findNote(finding, scene.messages), ...listReasons(finding, scene)].filter((text) => text !== null).join(' ')],
  }));

/** Unread results that are not abnormal, and dismissed items: they are listed and need no action. */
const listUnreadItems = ({ check, timeZone, messages }: Scene): ExplanationItem[] => [
  ...check.unread.filter(({ outcome }) => outcome === 'clear').map((item) => createParagraph(describeUnread(item, messages))),
  ...check.dismissed.map(({ about, because, dismissedAt }) =>
    createParagraph(
      messages.say('explain.dismissed', {
        about,
        reason: withoutStop(because),
        day: describeDay(toCalendarDay(new Date(dismissedAt), timeZone), messages.language),
      }),
    ),
  ),
];

const listClearItems = ({ check, messages }: Scene): ExplanationItem[] => {
  const titles = check.findings.filter((finding) => finding.outcome === 'clear' && !isNoted(finding)).map((finding) => getTitle(finding, messages));
  return titles.length === 0 ? [] : [createParagraph(messages.say('explain.clear', { count: titles.length, titles: titles.join(', ') }))];
};

const describeSummary = ({ check, messages }: Scene): string => {
  const { treatment, plannedOn, outcome, effectiveOutcome } = check;
  const doesNotFit = effectiveOutcome === 'clear' && check.contradictions.length > 0;
  const said = messages.say(doesNotFit ? 'explain.outcome.clear-but' : `explain.outcome.${effectiveOutcome}`, {
    treatment: messages.say(`treatment.${treatment}`),
    day: describeDay(plannedOn, messages.language),
  });
  return outcome === effectiveOutcome ? said : `${said} ${messages.say('explain.effective', { outcome: messages.say(`outcome.${outcome}`) })}`;
};

/**
 * Explains a check in plain words, by sections: the outcome, the findings against the treatment, missing data, cautions, overrides, contradictions, notes,
 * unread items, next steps, when to check again, and one line with the clear findings. Sections without content are left out.
 */
export const explain = (check: ExplainedCheck, facts: Facts, timeZone: string, messages: Messages<'checks'>): Explanation => {
  const scene: Scene = { check, facts, timeZone, messages };
  const decided = new Set(check.overrides.map(({ ruleId }) => ruleId));
  const open = check.findings.filter(({ ruleId }) => !decided.has(ruleId));
  const of = (outcome: Outcome): ExplainedFinding[] => open.filter((finding) => finding.outcome === outcome);
  const questions = listQuestionItems(of('needs-data'), scene);
  const items: Record<SectionKind, ExplanationItem[]> = {
    contraindicated: of('contraindicated').map((finding) => createObstacleItem(finding, scene)),
    'needs-data': questions,
    caution: of('caution').map((finding) => createObstacleItem(finding, scene)),
    overridden: listOverrideItems(scene),
    contradictions: listContradictionItems(scene),
    noted: listNotedItems(scene),
    unread: listUnreadItems(scene),
    next: listNextSteps(open, questions.length, scene),
    reconsider: listReconsiderations(scene),
    clear: listClearItems(scene),
  };
  return {
    language: messages.language,
    title: messages.say('explain.title'),
    subtitle: messages.say('explain.for', { treatment: messages.say(`treatment.${check.treatment}`), day: describeDay(check.plannedOn, messages.language) }),
    outcome: check.effectiveOutcome,
    outcomeLabel: messages.say(`outcome.${check.effectiveOutcome}`),
    summary: describeSummary(scene),
    sections: sectionKinds
      .map((kind) => ({ kind, heading: messages.say(`explain.section.${kind}`), items: items[kind] }))
      .filter((item) => item.items.length > 0),
  };
};

const formatItem = ({ title, paragraphs }: ExplanationItem): string => `- ${[...(title === null ? [] : [`${title}:`]), ...paragraphs].join(' ')}`;

/** Formats an explanation as plain text, to read out or to send. */
export const formatExplanation = ({ title, subtitle, outcomeLabel, summary, sections }: Explanation): string =>
  [`${title}: ${subtitle}`, `${outcomeLabel}: ${summary}`, ...sections.map(({ heading, items }) => [heading, ...items.map(formatItem)].join('\n'))].join(
    '\n\n',
  );
