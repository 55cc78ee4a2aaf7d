import { convertUnit } from '../../terminology/index.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { flagsOf } from '../domain/trichoanalysis/derived.js';
import { countedDensity, cumulativeThickness, meanHairs, ratio } from '../domain/trichoanalysis/figures.js';
import { measures as known, type MeasureId } from '../domain/trichoanalysis/measures.js';
import { gaugeOf } from './gauge.js';
import { codedEntry } from './history-view.js';
import { percent, rounded, withUnit, type Calendar } from './print.js';
import { rangeInPrint } from './results-view.js';
import type { DocumentMessages, Fact, MeasureView, StackView, TrichoanalysisView } from './view.js';

type Findings = TrichoanalysisRecord['findings'];

/** Upper limits in per cent: of all pulled hairs, and of all hairs whose diameter was measured. A value above its limit is a sign of disease. */
const atMost = { pullTest: { low: null, high: 10, unit: '%' }, diversity: { low: null, high: 20, unit: '%' } } as const;

const offTheScalp: readonly string[] = ['beard', 'eyebrow'];
const DANDRUFF_GRADES = 4;
const BUILD_UP_GRADES = 3;
const HUNDRED = 100;

interface Usual {
  low: number | null;
  high: number | null;
  unit: string;
}

/** Finds the usual range of a measure on a healthy adult scalp; null for beard and eyebrow, for which other ranges apply. */
const usualOf = (id: MeasureId, onScalp: boolean): Usual | null => {
  const { usual, unit } = known[id];
  return usual && onScalp ? { ...usual, unit: unit.startsWith('{') ? '' : unit } : null;
};

const measure = (
  label: string,
  value: string,
  figure: number | null,
  range: Usual | null,
  messages: DocumentMessages,
  note: string | null = null,
): MeasureView => {
  const printed = range && rangeInPrint(range, range.unit, messages);
  return {
    label,
    value,
    note,
    usual: printed && messages.say('trichoanalysis.usual', { range: printed }),
    gauge: range && figure !== null ? gaugeOf(figure, range) : null,
  };
};

const inUnit = (quantity: { value: number; unit: string }, unit: string): number | null => {
  const value = convertUnit(quantity.value, quantity.unit, unit);
  return typeof value === 'number' ? value : null;
};

const quantities = [
  ['hairDensity', 'hair-density', '/cm2'],
  ['follicularUnitDensity', 'follicular-unit-density', '/cm2'],
  ['hairDiameter', 'hair-diameter', 'um'],
  ['hairDiameterDeviation', 'hair-diameter-deviation', 'um'],
] as const;

/** Prints the measured values, then computed values for measures that were not measured. */
const quantityMeasures = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const counted = countedDensity(findings);
  return quantities.flatMap(([field, id, unit]) => {
    const [quantity, range] = [findings[field], usualOf(id, onScalp)];
    if (quantity)
      return [
        measure(messages.say(`trichoanalysis.measures.${field}`), withUnit(String(quantity.value), quantity.unit), inUnit(quantity, unit), range, messages),
      ];
    return field === 'hairDensity' && counted !== null
      ? [
          measure(
            messages.say(`trichoanalysis.measures.${field}`),
            withUnit(rounded(counted), unit),
            counted,
            range,
            messages,
            messages.say('trichoanalysis.computed'),
          ),
        ]
      : [];
  });
};

const shareMeasures = ({ hairDiameterDiversity, pullTest }: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const found: MeasureView[] = [];
  if (typeof hairDiameterDiversity === 'number') {
    const range = onScalp ? atMost.diversity : null;
    found.push(measure(messages.say('trichoanalysis.measures.hairDiameterDiversity'), percent(hairDiameterDiversity), hairDiameterDiversity, range, messages));
  }
  if (pullTest) {
    const share = (HUNDRED * pullTest.extracted) / pullTest.pulled;
    const note = messages.say('trichoanalysis.pulled', { extracted: pullTest.extracted, pulled: pullTest.pulled });
    found.push(measure(messages.say('trichoanalysis.measures.pullTest'), percent(Number(share.toFixed(1))), share, atMost.pullTest, messages, note));
  }
  return found;
};

const derivedMeasures = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const { growthPhase, terminalVellus, hairCount } = findings;
  const [hairs, thickness] = [meanHairs(findings), cumulativeThickness(findings)];
  const ratios = [
    [messages.say('trichoanalysis.measures.anagenTelogenRatio'), growthPhase ? ratio(growthPhase.anagen, growthPhase.telogen) : null],
    [messages.say('trichoanalysis.measures.terminalVellusRatio'), terminalVellus ? ratio(terminalVellus.terminal, terminalVellus.vellus) : null],
  ] as const;
  return [
    ...(hairs === null
      ? []
      : [measure(messages.say('trichoanalysis.measures.meanHairsPerUnit'), rounded(hairs), hairs, usualOf('mean-hairs-per-unit', onScalp), messages)]),
    ...(typeof hairCount === 'number' ? [measure(messages.say('trichoanalysis.measures.hairCount'), String(hairCount), null, null, messages)] : []),
    ...ratios.flatMap(([label, value]) => (value === null ? [] : [measure(label, `${rounded(value)} : 1`, null, null, messages)])),
    ...(thickness === null
      ? []
      : [measure(messages.say('trichoanalysis.measures.cumulativeThickness'), withUnit(rounded(thickness), 'mm/cm2'), null, null, messages)]),
  ];
};

const measuresOf = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] =>
  [quantityMeasures, shareMeasures, derivedMeasures].flatMap((of) => of(findings, onScalp, messages));

const phases = ['anagen', 'catagen', 'telogen'] as const;

/** Draws the shares of a whole in a fixed order, each with its usual range. The messages of the group name the shares. */
const stack = (
  group: string,
  names: readonly string[],
  shares: object,
  usual: Readonly<Record<string, string>>,
  messages: DocumentMessages,
): StackView['parts'] =>
  names.map((name) => {
    const share = (shares as Record<string, number>)[name] ?? 0;
    return {
      label: messages.term(`trichoanalysis.${group}`, name),
      share,
      value: percent(share),
      usual: usual[name] ? messages.say('trichoanalysis.usual', { range: `${usual[name]}\u00a0%` }) : null,
    };
  });

const stacksOf = ({ growthPhase, terminalVellus, hairsPerUnit }: Findings, onScalp: boolean, messages: DocumentMessages): StackView[] => {
  const usual = Object.fromEntries(
    phases.flatMap((phase) => {
      const range = usualOf(phase, onScalp);
      return range ? [[phase, `${range.low}–${range.high}`]] : [];
    }),
  );
  return [
    ...(growthPhase ? [{ title: messages.say('trichoanalysis.growthPhase'), parts: stack('phases', phases, growthPhase, usual, messages) }] : []),
    ...(terminalVellus
      ? [{ title: messages.say('trichoanalysis.terminalVellus'), parts: stack('kinds', ['terminal', 'vellus'], terminalVellus, {}, messages) }]
      : []),
    ...(hairsPerUnit
      ? [{ title: messages.say('trichoanalysis.hairsPerUnit'), parts: stack('units', ['one', 'two', 'three', 'four'], hairsPerUnit, {}, messages) }]
      : []),
  ];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const list = (values: readonly string[], group: string, messages: DocumentMessages): string =>
  capital(values.map((value) => messages.term(group, value)).join(', '));

/** Prints the flags of a trichoanalysis. A lesion has a warning of its own instead. */
const flagged = ({ findings, derivation }: TrichoanalysisRecord, messages: DocumentMessages): string[] =>
  derivation < 2 ? [] : flagsOf(findings).flatMap(({ code }) => (code === 'lesion-to-be-examined' ? [] : [messages.term('trichoanalysis.flags', code)]));

const dandruffOf = ({ microscopicDandruff, microscopicDandruffDistribution: place }: Findings, messages: DocumentMessages): string | false =>
  typeof microscopicDandruff === 'number' &&
  capital(
    [
      messages.say('trichoanalysis.grade', { grade: microscopicDandruff, of: DANDRUFF_GRADES }),
      ...(place ? [messages.term('dandruffDistribution', place)] : []),
    ].join(', '),
  );

const findingsOf = (record: TrichoanalysisRecord, messages: DocumentMessages): Fact[] => {
  const { findings } = record;
  const facts: Fact[] = [];
  const add = (label: string, value: string | 0 | undefined | null | false): void => {
    if (value) facts.push({ label, value });
  };
  const { possibleCauses, buildUp, hairType } = findings;
  add(messages.say('trichoanalysis.findings.scalpCondition'), findings.scalpCondition?.length && list(findings.scalpCondition, 'scalpCondition', messages));
  add(
    messages.say('trichoanalysis.findings.possibleCauses'),
    possibleCauses
      ?.map((code) => codedEntry({ code }, [], messages))
      .map(({ text, details }) => (details.length > 0 ? `${text} (${details.join(', ')})` : text))
      .join('; '),
  );
  add(messages.say('trichoanalysis.findings.infection'), findings.infection && messages.term('infection', findings.infection));
  add(messages.say('trichoanalysis.findings.inflammation'), findings.inflammation && messages.term('inflammation', findings.inflammation));
  add(
    messages.say('trichoanalysis.findings.perifollicularSigns'),
    findings.perifollicularSigns?.length && list(findings.perifollicularSigns, 'perifollicularSign', messages),
  );
  add(
    messages.say('trichoanalysis.findings.buildUp'),
    buildUp &&
      [
        list(buildUp.kinds, 'buildUp', messages),
        ...(typeof buildUp.grade === 'number' ? [messages.say('trichoanalysis.grade', { grade: buildUp.grade, of: BUILD_UP_GRADES })] : []),
      ]
        .filter(Boolean)
        .join(', '),
  );
  const type = [
    hairType?.shape && messages.term('hairShape', hairType.shape),
    hairType?.thickness && messages.term('hairThickness', hairType.thickness),
    hairType?.colour,
  ];
  add(messages.say('trichoanalysis.findings.hairType'), capital(type.filter(Boolean).join(', ')));
  add(messages.say('trichoanalysis.findings.microscopicDandruff'), dandruffOf(findings, messages));
  add(messages.say('trichoanalysis.findings.signs'), findings.signs?.length && list(findings.signs, 'sign', messages));
  add(
    messages.say('trichoanalysis.findings.suspiciousLesion'),
    findings.suspiciousLesion && findings.suspiciousLesion !== 'yes' && messages.term('trichoanalysis.lesion', findings.suspiciousLesion),
  );
  add(messages.say('trichoanalysis.findings.flags'), capital(flagged(record, messages).join('; ')));
  add(
    messages.say('trichoanalysis.findings.photographs'),
    findings.photoIds?.length && messages.say('trichoanalysis.photographs', { count: findings.photoIds.length }),
  );
  add(messages.say('trichoanalysis.findings.device'), findings.device);
  add(messages.say('trichoanalysis.findings.note'), findings.note);
  return facts;
};

export const trichoanalysisView = (record: TrichoanalysisRecord, messages: DocumentMessages, calendar: Calendar): TrichoanalysisView => {
  const { region, performedAt, findings } = record;
  const onScalp = !offTheScalp.includes(region);
  const area = findings.fieldOfView;
  return {
    title: messages.term('region', region),
    details: [
      calendar.time(performedAt),
      ...(typeof findings.magnification === 'number' ? [messages.say('trichoanalysis.magnification', { times: findings.magnification })] : []),
      ...(area ? [messages.say('trichoanalysis.fieldOfView', { area: withUnit(String(area.value), area.unit) })] : []),
    ],
    measures: measuresOf(findings, onScalp, messages),
    stacks: stacksOf(findings, onScalp, messages),
    findings: findingsOf(record, messages),
    warning:
      findings.suspiciousLesion === 'yes'
        ? { label: messages.say('trichoanalysis.findings.suspiciousLesion'), value: messages.say('trichoanalysis.lesion.yes') }
        : null,
  };
};
