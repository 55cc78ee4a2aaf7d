import { convertUnit } from '../../terminology/index.js';
import type { TrichoanalysisRecord } from '../domain/consultation-record.js';
import { countedDensity, cumulativeThickness, meanHairs, ratio } from '../trichoanalysis/domain/figures.js';
import { gaugeOf } from './gauge.js';
import { codedEntry } from './history-view.js';
import { percent, rounded, withUnit, type Calendar } from './print.js';
import { rangeInPrint } from './results-view.js';
import type { Fact, MeasureView, StackView, TrichoanalysisView } from './view.js';
import { inWords, type Wording } from './wording.js';

type Findings = TrichoanalysisRecord['findings'];

/** What is usual on a healthy adult scalp (S0-18, S0-20 and literature). On beard and brow other figures hold. */
const usual = {
  hairDensity: { low: 150, high: 250, unit: '/cm2' },
  follicularUnitDensity: { low: 65, high: 85, unit: '/cm2' },
  hairDiameter: { low: 60, high: 90, unit: 'um' },
  meanHairsPerUnit: { low: 1.8, high: 2.3, unit: '' },
  anagen: '85–90',
  catagen: '1–2',
  telogen: '10–15',
  /** Per cent of the hairs that were pulled. */
  pullTest: { low: null, high: 10, unit: '%' },
} as const;

const offTheScalp: readonly string[] = ['beard', 'eyebrow'];
const DANDRUFF_GRADES = 4;
const BUILD_UP_GRADES = 3;
const HUNDRED = 100;

interface Usual {
  low: number | null;
  high: number | null;
  unit: string;
}

const measure = (label: string, value: string, figure: number | null, range: Usual | null, words: Wording, note: string | null = null): MeasureView => {
  const printed = range && rangeInPrint(range, range.unit, words);
  return { label, value, note, usual: printed && words.trichoanalysis.usual(printed), gauge: range && figure !== null ? gaugeOf(figure, range) : null };
};

const inUnit = (quantity: { value: number; unit: string }, unit: string): number | null => {
  const value = convertUnit(quantity.value, quantity.unit, unit);
  return typeof value === 'number' ? value : null;
};

const measuresOf = (findings: Findings, onScalp: boolean, words: Wording): MeasureView[] => {
  const { measures, computed, pulled } = words.trichoanalysis;
  const { growthPhase } = findings;
  const derived = {
    hairDensity: countedDensity(findings),
    meanHairsPerUnit: meanHairs(findings),
    anagenTelogenRatio: growthPhase ? ratio(growthPhase.anagen, growthPhase.telogen) : null,
    cumulativeThickness: cumulativeThickness(findings),
  };
  const found: MeasureView[] = [];
  for (const field of ['hairDensity', 'follicularUnitDensity', 'hairDiameter'] as const) {
    const [quantity, range] = [findings[field], usual[field]];
    if (quantity)
      found.push(measure(measures[field], withUnit(String(quantity.value), quantity.unit), inUnit(quantity, range.unit), onScalp ? range : null, words));
    else if (field === 'hairDensity' && derived.hairDensity !== null) {
      found.push(
        measure(measures.hairDensity, withUnit(rounded(derived.hairDensity), range.unit), derived.hairDensity, onScalp ? range : null, words, computed),
      );
    }
  }
  if (derived.meanHairsPerUnit !== null) {
    const range = onScalp ? usual.meanHairsPerUnit : null;
    found.push(measure(measures.meanHairsPerUnit, rounded(derived.meanHairsPerUnit), derived.meanHairsPerUnit, range, words));
  }
  const { pullTest } = findings;
  if (pullTest) {
    const share = (HUNDRED * pullTest.extracted) / pullTest.pulled;
    const { extracted, pulled: of } = pullTest;
    found.push(measure(measures.pullTest, percent(Number(share.toFixed(1))), share, usual.pullTest, words, pulled(extracted, of)));
  }
  if (typeof findings.hairCount === 'number') found.push(measure(measures.hairCount, String(findings.hairCount), null, null, words));
  if (derived.anagenTelogenRatio !== null) found.push(measure(measures.anagenTelogenRatio, `${rounded(derived.anagenTelogenRatio)} : 1`, null, null, words));
  if (derived.cumulativeThickness !== null) {
    found.push(measure(measures.cumulativeThickness, withUnit(rounded(derived.cumulativeThickness), 'mm/cm2'), null, null, words));
  }
  return found;
};

const stack = (title: string, shares: object, labels: Record<string, string>, usualShares: Record<string, string>, words: Wording): StackView => ({
  title,
  parts: Object.entries(labels).map(([name, label]) => {
    const share = (shares as Record<string, number>)[name] ?? 0;
    return { label, share, value: percent(share), usual: usualShares[name] ? words.trichoanalysis.usual(`${usualShares[name]}\u00a0%`) : null };
  }),
});

const stacksOf = ({ growthPhase, terminalVellus, hairsPerUnit }: Findings, onScalp: boolean, words: Wording): StackView[] => {
  const { anagen, catagen, telogen } = usual;
  const said = words.trichoanalysis;
  return [
    ...(growthPhase ? [stack(said.growthPhase, growthPhase, said.phases, onScalp ? { anagen, catagen, telogen } : {}, words)] : []),
    ...(terminalVellus ? [stack(said.terminalVellus, terminalVellus, said.kinds, {}, words)] : []),
    ...(hairsPerUnit ? [stack(said.hairsPerUnit, hairsPerUnit, said.units, {}, words)] : []),
  ];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const list = (values: readonly string[], words: Record<string, string>): string => capital(values.map((value) => inWords(words, value)).join(', '));

const findingsOf = (findings: Findings, words: Wording): Fact[] => {
  const { findings: labels, grade, lesion } = words.trichoanalysis;
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
  add(labels.microscopicDandruff, typeof findings.microscopicDandruff === 'number' && capital(grade(findings.microscopicDandruff, DANDRUFF_GRADES)));
  add(labels.signs, findings.signs?.length && list(findings.signs, values.sign!));
  add(labels.suspiciousLesion, findings.suspiciousLesion && findings.suspiciousLesion !== 'yes' && inWords(lesion, findings.suspiciousLesion));
  add(labels.device, findings.device);
  add(labels.note, findings.note);
  return facts;
};

export const trichoanalysisView = ({ region, performedAt, findings }: TrichoanalysisRecord, words: Wording, calendar: Calendar): TrichoanalysisView => {
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
    findings: findingsOf(findings, words),
    warning: findings.suspiciousLesion === 'yes' ? { label: said.findings.suspiciousLesion, value: said.lesion.yes! } : null,
  };
};
