import { convertUnit } from '../../terminology/index.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { listFlags } from '../domain/trichoanalysis/derived.js';
import { computeCountedDensity, computeCumulativeThickness, computeMeanHairs, computeRatio } from '../domain/trichoanalysis/figures.js';
import { measures as known, type MeasureId } from '../domain/trichoanalysis/measures.js';
import { findGauge } from './gauge.js';
import { buildCodedEntry } from './history-view.js';
import { formatPercent, formatRounded, formatWithUnit, type Calendar } from './print.js';
import { formatRange } from './results-view.js';
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
const findUsualRange = (id: MeasureId, onScalp: boolean): Usual | null => {
  const { usual, unit } = known[id];
  return usual && onScalp ? { ...usual, unit: unit.startsWith('{') ? '' : unit } : null;
};

const buildMeasure = (
  label: string,
  value: string,
  figure: number | null,
  range: Usual | null,
  messages: DocumentMessages,
  note: string | null = null,
): MeasureView => {
  const printed = range && formatRange(range, range.unit, messages);
  return {
    label,
    value,
    note,
    usual: printed && messages.say('trichoanalysis.usual', { range: printed }),
    gauge: range && figure !== null ? findGauge(figure, range) : null,
  };
};

const convertQuantity = (quantity: { value: number; unit: string }, unit: string): number | null => {
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
const listQuantityMeasures = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const counted = computeCountedDensity(findings);
  return quantities.flatMap(([field, id, unit]) => {
    const [quantity, range] = [findings[field], findUsualRange(id, onScalp)];
    if (quantity)
      return [
        buildMeasure(
          messages.say(`trichoanalysis.measures.${field}`),
          formatWithUnit(String(quantity.value), quantity.unit),
          convertQuantity(quantity, unit),
          range,
          messages,
        ),
      ];
    return field === 'hairDensity' && counted !== null
      ? [
          buildMeasure(
            messages.say(`trichoanalysis.measures.${field}`),
            formatWithUnit(formatRounded(counted), unit),
            counted,
            range,
            messages,
            messages.say('trichoanalysis.computed'),
          ),
        ]
      : [];
  });
};

const listShareMeasures = ({ hairDiameterDiversity, pullTest }: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const found: MeasureView[] = [];
  if (typeof hairDiameterDiversity === 'number') {
    const range = onScalp ? atMost.diversity : null;
    found.push(
      buildMeasure(messages.say('trichoanalysis.measures.hairDiameterDiversity'), formatPercent(hairDiameterDiversity), hairDiameterDiversity, range, messages),
    );
  }
  if (pullTest) {
    const share = (HUNDRED * pullTest.extracted) / pullTest.pulled;
    const note = messages.say('trichoanalysis.pulled', { extracted: pullTest.extracted, pulled: pullTest.pulled });
    found.push(buildMeasure(messages.say('trichoanalysis.measures.pullTest'), formatPercent(Number(share.toFixed(1))), share, atMost.pullTest, messages, note));
  }
  return found;
};

const listDerivedMeasures = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] => {
  const { growthPhase, terminalVellus, hairCount } = findings;
  const [hairs, thickness] = [computeMeanHairs(findings), computeCumulativeThickness(findings)];
  const ratios = [
    [messages.say('trichoanalysis.measures.anagenTelogenRatio'), growthPhase ? computeRatio(growthPhase.anagen, growthPhase.telogen) : null],
    [messages.say('trichoanalysis.measures.terminalVellusRatio'), terminalVellus ? computeRatio(terminalVellus.terminal, terminalVellus.vellus) : null],
  ] as const;
  return [
    ...(hairs === null
      ? []
      : [
          buildMeasure(
            messages.say('trichoanalysis.measures.meanHairsPerUnit'),
            formatRounded(hairs),
            hairs,
            findUsualRange('mean-hairs-per-unit', onScalp),
            messages,
          ),
        ]),
    ...(typeof hairCount === 'number' ? [buildMeasure(messages.say('trichoanalysis.measures.hairCount'), String(hairCount), null, null, messages)] : []),
    ...ratios.flatMap(([label, value]) => (value === null ? [] : [buildMeasure(label, `${formatRounded(value)} : 1`, null, null, messages)])),
    ...(thickness === null
      ? []
      : [buildMeasure(messages.say('trichoanalysis.measures.cumulativeThickness'), formatWithUnit(formatRounded(thickness), 'mm/cm2'), null, null, messages)]),
  ];
};

const listMeasures = (findings: Findings, onScalp: boolean, messages: DocumentMessages): MeasureView[] =>
  [listQuantityMeasures, listShareMeasures, listDerivedMeasures].flatMap((of) => of(findings, onScalp, messages));

const phases = ['anagen', 'catagen', 'telogen'] as const;

/** Draws the shares of a whole in a fixed order, each with its usual range. The messages of the group name the shares. */
const listStackParts = (
  group: string,
  names: readonly string[],
  shares: object,
  usual: Readonly<Record<string, string>>,
  messages: DocumentMessages,
): StackView['parts'] =>
  names.map((name) => {
    const share = (shares as Record<string, number>)[name] ?? 0;
    return {
      label: messages.describeTerm(`trichoanalysis.${group}`, name),
      share,
      value: formatPercent(share),
      usual: usual[name] ? messages.say('trichoanalysis.usual', { range: `${usual[name]}\u00a0%` }) : null,
    };
  });

const listStacks = ({ growthPhase, terminalVellus, hairsPerUnit }: Findings, onScalp: boolean, messages: DocumentMessages): StackView[] => {
  const usual = Object.fromEntries(
    phases.flatMap((phase) => {
      const range = findUsualRange(phase, onScalp);
      return range ? [[phase, `${range.low}–${range.high}`]] : [];
    }),
  );
  return [
    ...(growthPhase ? [{ title: messages.say('trichoanalysis.growthPhase'), parts: listStackParts('phases', phases, growthPhase, usual, messages) }] : []),
    ...(terminalVellus
      ? [{ title: messages.say('trichoanalysis.terminalVellus'), parts: listStackParts('kinds', ['terminal', 'vellus'], terminalVellus, {}, messages) }]
      : []),
    ...(hairsPerUnit
      ? [{ title: messages.say('trichoanalysis.hairsPerUnit'), parts: listStackParts('units', ['one', 'two', 'three', 'four'], hairsPerUnit, {}, messages) }]
      : []),
  ];
};

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const describeValues = (values: readonly string[], group: string, messages: DocumentMessages): string =>
  capitalize(values.map((value) => messages.describeTerm(group, value)).join(', '));

/** Prints the flags of a trichoanalysis. A lesion has a warning of its own instead. */
const describeFlags = ({ findings, derivation }: TrichoanalysisRecord, messages: DocumentMessages): string[] =>
  derivation < 2
    ? []
    : listFlags(findings).flatMap(({ code }) => (code === 'lesion-to-be-examined' ? [] : [messages.describeTerm('trichoanalysis.flags', code)]));

const describeDandruff = ({ microscopicDandruff, microscopicDandruffDistribution: place }: Findings, messages: DocumentMessages): string | false =>
  typeof microscopicDandruff === 'number' &&
  capitalize(
    [
      messages.say('trichoanalysis.grade', { grade: microscopicDandruff, of: DANDRUFF_GRADES }),
      ...(place ? [messages.describeTerm('dandruffDistribution', place)] : []),
    ].join(', '),
  );

const listFindingFacts = (record: TrichoanalysisRecord, messages: DocumentMessages): Fact[] => {
  const { findings } = record;
  const facts: Fact[] = [];
  const add = (label: string, value: string | 0 | undefined | null | false): void => {
    if (value) facts.push({ label, value });
  };
  const { possibleCauses, buildUp, hairType } = findings;
  add(
    messages.say('trichoanalysis.findings.scalpCondition'),
    findings.scalpCondition?.length && describeValues(findings.scalpCondition, 'scalpCondition', messages),
  );
  add(
    messages.say('trichoanalysis.findings.possibleCauses'),
    possibleCauses
      ?.map((code) => buildCodedEntry({ code }, [], messages))
      .map(({ text, details }) => (details.length > 0 ? `${text} (${details.join(', ')})` : text))
      .join('; '),
  );
  add(messages.say('trichoanalysis.findings.infection'), findings.infection && messages.describeTerm('infection', findings.infection));
  add(messages.say('trichoanalysis.findings.inflammation'), findings.inflammation && messages.describeTerm('inflammation', findings.inflammation));
  add(
    messages.say('trichoanalysis.findings.perifollicularSigns'),
    findings.perifollicularSigns?.length && describeValues(findings.perifollicularSigns, 'perifollicularSign', messages),
  );
  add(
    messages.say('trichoanalysis.findings.buildUp'),
    buildUp &&
      [
        describeValues(buildUp.kinds, 'buildUp', messages),
        ...(typeof buildUp.grade === 'number' ? [messages.say('trichoanalysis.grade', { grade: buildUp.grade, of: BUILD_UP_GRADES })] : []),
      ]
        .filter(Boolean)
        .join(', '),
  );
  const type = [
    hairType?.shape && messages.describeTerm('hairShape', hairType.shape),
    hairType?.thickness && messages.describeTerm('hairThickness', hairType.thickness),
    hairType?.colour,
  ];
  add(messages.say('trichoanalysis.findings.hairType'), capitalize(type.filter(Boolean).join(', ')));
  add(messages.say('trichoanalysis.findings.microscopicDandruff'), describeDandruff(findings, messages));
  add(messages.say('trichoanalysis.findings.signs'), findings.signs?.length && describeValues(findings.signs, 'sign', messages));
  add(
    messages.say('trichoanalysis.findings.suspiciousLesion'),
    findings.suspiciousLesion && findings.suspiciousLesion !== 'yes' && messages.describeTerm('trichoanalysis.lesion', findings.suspiciousLesion),
  );
  add(messages.say('trichoanalysis.findings.flags'), capitalize(describeFlags(record, messages).join('; ')));
  add(
    messages.say('trichoanalysis.findings.photographs'),
    findings.photoIds?.length && messages.say('trichoanalysis.photographs', { count: findings.photoIds.length }),
  );
  add(messages.say('trichoanalysis.findings.device'), findings.device);
  add(messages.say('trichoanalysis.findings.note'), findings.note);
  return facts;
};

export const buildTrichoanalysisView = (record: TrichoanalysisRecord, messages: DocumentMessages, calendar: Calendar): TrichoanalysisView => {
  const { region, performedAt, findings } = record;
  const onScalp = !offTheScalp.includes(region);
  const area = findings.fieldOfView;
  return {
    title: messages.describeTerm('region', region),
    details: [
      calendar.formatTime(performedAt),
      ...(typeof findings.magnification === 'number' ? [messages.say('trichoanalysis.magnification', { times: findings.magnification })] : []),
      ...(area ? [messages.say('trichoanalysis.fieldOfView', { area: formatWithUnit(String(area.value), area.unit) })] : []),
    ],
    measures: listMeasures(findings, onScalp, messages),
    stacks: listStacks(findings, onScalp, messages),
    findings: listFindingFacts(record, messages),
    warning:
      findings.suspiciousLesion === 'yes'
        ? { label: messages.say('trichoanalysis.findings.suspiciousLesion'), value: messages.say('trichoanalysis.lesion.yes') }
        : null,
  };
};
