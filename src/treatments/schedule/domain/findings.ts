/** Derives the findings on which the number of sessions depends (S0-55) from a consultation's trichoanalyses and the areas to be treated. */
import type { TrichoanalysisRecord } from '../../../consultations/index.js';
import type { FieldError } from '../../../kernel/failure.js';
import { convertUnit } from '../../../terminology/index.js';
import type { Findings } from '../../planner/session-count.js';

type Observed = Pick<TrichoanalysisRecord, 'region' | 'findings'>;

/** The regions that do not count: the back of the head is the reference, and beard and eyebrow are not on the scalp. */
const elsewhere: readonly string[] = ['occipital', 'beard', 'eyebrow'];

const findDensity = ({ hairDensity, hairCount, fieldOfView }: Observed['findings']): number | null => {
  if (hairDensity) {
    const density = convertUnit(hairDensity.value, hairDensity.unit, '/cm2');
    return typeof density === 'number' ? density : null;
  }
  const area = fieldOfView ? convertUnit(fieldOfView.value, fieldOfView.unit, 'cm2') : null;
  return typeof hairCount === 'number' && typeof area === 'number' && area > 0 ? Math.round((10 * hairCount) / area) / 10 : null;
};

const listKnownNumbers = (values: readonly (number | null | undefined)[]): number[] => values.filter((value) => typeof value === 'number');

const findConditions = (observed: readonly Observed[]): Findings['conditions'] => {
  const infections = observed.map(({ findings }) => findings.infection ?? 'unknown');
  const inflammations = observed.map(({ findings }) => findings.inflammation ?? 'unknown');
  if (
    infections.some((infection) => infection !== 'none' && infection !== 'unknown') ||
    inflammations.some((inflammation) => inflammation === 'moderate' || inflammation === 'severe')
  )
    return 'marked';
  if (inflammations.includes('mild')) return 'mild';
  return infections.includes('none') && inflammations.includes('none') ? 'none' : null;
};

export const deriveFindings = (trichoanalyses: readonly Observed[], extent: number | null): Findings => {
  const scalp = trichoanalyses.filter(({ region }) => !elsewhere.includes(region));
  const densities = listKnownNumbers(scalp.map(({ findings }) => findDensity(findings)));
  const telogen = listKnownNumbers(scalp.map(({ findings }) => findings.growthPhase?.telogen));
  return {
    extent,
    density: densities.length > 0 ? Math.min(...densities) : null,
    conditions: findConditions(scalp),
    telogen: telogen.length > 0 ? Math.max(...telogen) : null,
  };
};

interface Area {
  size?: { value: number; unit: string } | null;
}

/** Computes the total size of the areas in cm2; null where an area has no size, or where there are none. */
export const computeExtent = (areas: readonly Area[]): { extent: number | null; errors: FieldError[] } => {
  const sizes = areas.map(({ size }) => (size ? convertUnit(size.value, size.unit, 'cm2') : null));
  const errors = sizes.flatMap((size, index): FieldError[] =>
    size === null || typeof size === 'number'
      ? []
      : [{ pointer: `/areas/${index}/size/unit`, code: size.problem, detail: 'The size of an area has a unit of area, such as cm2.' }],
  );
  const numbers = listKnownNumbers(sizes.map((size) => (typeof size === 'number' ? size : null)));
  return { extent: areas.length > 0 && numbers.length === areas.length ? numbers.reduce((sum, size) => sum + size, 0) : null, errors };
};
