import { convertUnit } from '../../terminology/index.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { flagsOf } from '../domain/trichoanalysis/derived.js';
import { countedDensity, cumulativeThickness, meanHairs, ratio } from '../domain/trichoanalysis/figures.js';
import { measures as known, type MeasureId } from '../domain/trichoanalysis/measures.js';
import { gaugeOf } from './gauge.js';
import { codedEntry } from './history-view.js';
import { percent, rounded, withUnit, type Calendar } from './print.js';
import { rangeInPrint } from './results-view.js';
import type { Fact, MeasureView, StackView, TrichoanalysisView } from './view.js';
import { inWords, type Wording } from './wording.js';

type Findings = TrichoanalysisRecord['findings'];

/** Of all hairs that were pulled, and of all whose diameter was measured: more than this is a sign. */
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

/** What is usual on a healthy adult scalp; on beard and brow other figures hold, and none are shown. */
const usualOf = (id: MeasureId, onScalp: boolean): Usual | null => {
  const { usual, unit } = known[id];
  return usual && onScalp ? { ...usual, unit: unit.startsWith('{') ? '' : unit } : null;
};

const measure = (label: string, value: string, figure: number | null, range: Usual | null, words: Wording, note: string | null = null): MeasureView => {
  const printed = range && rangeInPrint(range, range.unit, words);
  return { label, value, note, usual: printed && words.trichoanalysis.usual(printed), gauge: range && figure !== null ? gaugeOf(figure, range) : null };
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

/** What was measured, then what was computed where it was not. */
const quantityMeasures = (findings: Findings, onScalp: boolean, words: Wording): MeasureView[] => {
  const { measures, computed } = words.trichoanalysis;
  const counted = countedDensity(findings);
  return quantities.flatMap(([field, id, unit]) => {
    const [quantity, range] = [findings[field], usualOf(id, onScalp)];
    if (quantity) return [measure(measures[field], withUnit(String(quantity.value), quantity.unit), inUnit(quantity, unit), range, words)];
    return field === 'hairDensity' && counted !== null ? [measure(measures[field], withUnit(rounded(counted), unit), counted, range, words, computed)] : [];
  });
};

const shareMeasures = ({ hairDiameterDiversity, pullTest }: Findings, onScalp: boolean, words: Wording): MeasureView[] => {
  const { measures, pulled } = words.trichoanalysis;
  const found: MeasureView[] = [];
  if (typeof hairDiameterDiversity === 'number') {
    const range = onScalp ? atMost.diversity : null;
    found.push(measure(measures.hairDiameterDiversity, percent(hairDiameterDiversity), hairDiameterDiversity, range, words));
  }
  if (pullTest) {
    const share = (HUNDRED * pullTest.extracted) / pullTest.pulled;
    const note = pulled(pullTest.extracted, pullTest.pulled);
    found.push(measure(measures.pullTest, percent(Number(share.toFixed(1))), share, atMost.pullTest, words, note));
  }
  return found;
};

const derivedMeasures = (findings: Findings, onScalp: boolean, words: Wording): MeasureView[] => {
  const { measures } = words.trichoanalysis;
  const { growthPhase, terminalVellus, hairCount } = findings;
  const [hairs, thickness] = [meanHairs(findings), cumulativeThickness(findings)];
  const ratios = [
    [measures.anagenTelogenRatio, growthPhase ? ratio(growthPhase.anagen, growthPhase.telogen) : null],
    [measures.terminalVellusRatio, terminalVellus ? ratio(terminalVellus.terminal, terminalVellus.vellus) : null],
  ] as const;
  return [
    ...(hairs === null ? [] : [measure(measures.meanHairsPerUnit, rounded(hairs), hairs, usualOf('mean-hairs-per-unit', onScalp), words)]),
    ...(typeof hairCount === 'number' ? [measure(measures.hairCount, String(hairCount), null, null, words)] : []),
    ...ratios.flatMap(([label, value]) => (value === null ? [] : [measure(label, `${rounded(value)} : 1`, null, null, words)])),
    ...(thickness === null ? [] : [measure(measures.cumulativeThickness, withUnit(rounded(thickness), 'mm/cm2'), null, null, words)]),
  ];
};

const measuresOf = (findings: Findings, onScalp: boolean, words: Wording): MeasureView[] =>
  [quantityMeasures, shareMeasures, derivedMeasures].flatMap((of) => of(findings, onScalp, words));

const stack = (title: string, shares: object, labels: Record<string, string>, usualShares: Record<string, string>, words: Wording): StackView => ({
  title,
  parts: Object.entries(labels).map(([name, label]) => {
    const share = (shares as Record<string, number>)[name] ?? 0;
    return { label, share, value: percent(share), usual: usualShares[name] ? words.trichoanalysis.usual(`${usualShares[name]}\u00a0%`) : null };
  }),
});

const stacksOf = ({ growthPhase, terminalVellus, hairsPerUnit }: Findings, onScalp: boolean, words: Wording): StackView[] => {
  const said = words.trichoanalysis;
  const usual = Object.fromEntries(
    (['anagen', 'catagen', 'telogen'] as const).flatMap((phase) => {
      const range = usualOf(phase, onScalp);
      return range ? [[phase, `${range.low}–${range.high}`]] : [];
    }),
  );
  return [
    ...(growthPhase ? [stack(said.growthPhase, growthPhase, said.phases, usual, words)] : []),
    ...(terminalVellus ? [stack(said.terminalVellus, terminalVellus, said.kinds, {}, words)] : []),
    ...(hairsPerUnit ? [stack(said.hairsPerUnit, hairsPerUnit, said.units, {}, words)] : []),
  ];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const list = (values: readonly string[], words: Record<string, string>): string => capital(values.map((value) => inWords(words, value)).join(', '));

/** What the thresholds say of it; a lesion has its own warning. */
const flagged = ({ findings, derivation }: TrichoanalysisRecord, words: Record<string, string>): string[] =>
  derivation < 2 ? [] : flagsOf(findings).flatMap(({ code }) => (code === 'lesion-to-be-examined' ? [] : [inWords(words, code)]));

const dandruffOf = ({ microscopicDandruff, microscopicDandruffDistribution: place }: Findings, words: Wording): string | false =>
  typeof microscopicDandruff === 'number' &&
  capital(
    [words.trichoanalysis.grade(microscopicDandruff, DANDRUFF_GRADES), ...(place ? [inWords(words.values.dandruffDistribution!, place)] : [])].join(', '),
  );

const findingsOf = (record: TrichoanalysisRecord, words: Wording): Fact[] => {
  const { findings } = record;
  const { findings: labels, grade, lesion, flags, photographs } = words.trichoanalysis;
  const { values } = words;
  const facts: Fact[] = [];
  const add = (label: string, value: string | 0 | undefined | null | false): void => {
    if (value) facts.push({ label, value });
  };
  const { possibleCauses, buildUp, hairType } = findings;
  add(labels.scalpCondition, findings.scalpCondition?.length && list(findings.scalpCondition, values.scalpCondition!));
  add(
    labels.possibleCauses,
    possibleCauses
      ?.map((code) => codedEntry({ code }, [], words))
      .map(({ text, details }) => (details.length > 0 ? `${text} (${details.join(', ')})` : text))
      .join('; '),
  );
  add(labels.infection, findings.infection && inWords(values.infection!, findings.infection));
  add(labels.inflammation, findings.inflammation && inWords(values.inflammation!, findings.inflammation));
  add(labels.perifollicularSigns, findings.perifollicularSigns?.length && list(findings.perifollicularSigns, values.perifollicularSign!));
  add(
    labels.buildUp,
    buildUp &&
      [list(buildUp.kinds, values.buildUp!), ...(typeof buildUp.grade === 'number' ? [grade(buildUp.grade, BUILD_UP_GRADES)] : [])].filter(Boolean).join(', '),
  );
  const type = [
    hairType?.shape && inWords(values.hairShape!, hairType.shape),
    hairType?.thickness && inWords(values.hairThickness!, hairType.thickness),
    hairType?.colour,
  ];
  add(labels.hairType, capital(type.filter(Boolean).join(', ')));
  add(labels.microscopicDandruff, dandruffOf(findings, words));
  add(labels.signs, findings.signs?.length && list(findings.signs, values.sign!));
  add(labels.suspiciousLesion, findings.suspiciousLesion && findings.suspiciousLesion !== 'yes' && inWords(lesion, findings.suspiciousLesion));
  add(labels.flags, capital(flagged(record, flags).join('; ')));
  add(labels.photographs, findings.photoIds?.length && photographs(findings.photoIds.length));
  add(labels.device, findings.device);
  add(labels.note, findings.note);
  return facts;
};

export const trichoanalysisView = (record: TrichoanalysisRecord, words: Wording, calendar: Calendar): TrichoanalysisView => {
  const { region, performedAt, findings } = record;
  const said = words.trichoanalysis;
  const onScalp = !offTheScalp.includes(region);
  const area = findings.fieldOfView;
  return {
    title: inWords(words.values.region!, region),
    details: [
      calendar.time(performedAt),
      ...(typeof findings.magnification === 'number' ? [said.magnification(findings.magnification)] : []),
      ...(area ? [said.fieldOfView(withUnit(String(area.value), area.unit))] : []),
    ],
    measures: measuresOf(findings, onScalp, words),
    stacks: stacksOf(findings, onScalp, words),
    findings: findingsOf(record, words),
    warning: findings.suspiciousLesion === 'yes' ? { label: said.findings.suspiciousLesion, value: said.lesion.yes! } : null,
  };
};
