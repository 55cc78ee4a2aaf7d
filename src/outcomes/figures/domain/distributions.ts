/**
 * Quantiles of the distributions that the intervals need, computed from the incomplete gamma and beta functions. The methods are Lanczos'
 * series for the logarithm of the gamma function (g = 7) and Lentz' continued fractions (Press et al., Numerical Recipes, 6.2 and 6.4). They
 * are inverted by bisection, which cannot leave its bracket.
 */

const LANCZOS: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
];
const LANCZOS_G = 7;
const TINY = 1e-300;
const PRECISION = 1e-15;
const MOST_STEPS = 10_000;

/** Computes the natural logarithm of the gamma function, for x of at least 0.5. */
export const computeLogGamma = (x: number): number => {
  const shifted = x - 1;
  const base = shifted + LANCZOS_G + 0.5;
  const sum = LANCZOS.slice(1).reduce((total, coefficient, index) => total + coefficient / (shifted + index + 1), LANCZOS[0]!);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
};

const avoidZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

interface Term {
  numerator: number;
  denominator: number;
}

/** Computes b0 + a1/(b1 + a2/(b2 + …)) by Lentz' method. */
const computeContinuedFraction = (first: number, term: (step: number) => Term): number => {
  let value = avoidZero(first);
  let [c, d] = [value, 0];
  for (let step = 1; step <= MOST_STEPS; step++) {
    const { numerator, denominator } = term(step);
    d = 1 / avoidZero(denominator + numerator * d);
    c = avoidZero(denominator + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return value;
};

const computeGammaSeries = (shape: number, x: number): number => {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; step <= MOST_STEPS && term > sum * PRECISION; step++) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum;
};

/** Computes P(shape, x), the regularised lower incomplete gamma function. */
export const computeLowerGamma = (shape: number, x: number): number => {
  if (x <= 0) return 0;
  const weight = Math.exp(shape * Math.log(x) - x - computeLogGamma(shape));
  if (x < shape + 1) return weight * computeGammaSeries(shape, x);
  const fraction = computeContinuedFraction(x + 1 - shape, (step) => ({ numerator: step * (shape - step), denominator: x + 2 * step + 1 - shape }));
  return 1 - weight / fraction;
};

const computeBetaFraction = (x: number, a: number, b: number): number =>
  computeContinuedFraction(1, (step) => {
    const m = Math.floor(step / 2);
    const numerator = step % 2 === 0 ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)) : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return { numerator, denominator: 1 };
  });

/** Computes I(x; a, b), the regularised incomplete beta function. */
export const computeIncompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const weight = Math.exp(computeLogGamma(a + b) - computeLogGamma(a) - computeLogGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? weight / (a * computeBetaFraction(x, a, b)) : 1 - weight / (b * computeBetaFraction(1 - x, b, a));
};

/** Finds the argument between two bounds at which a rising function has the wanted value. */
const invertFunction = (rising: (x: number) => number, wanted: number, from: number, to: number): number => {
  let [low, high] = [from, to];
  for (let step = 0; step < 200 && high - low > PRECISION * Math.max(1, high); step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Computes the share of Student's t distribution below t. */
export const computeStudentShare = (t: number, degrees: number): number => {
  const tail = computeIncompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
};

/** Computes the quantile of Student's t distribution, for a share of at least 0.6: nearer the middle, binary arithmetic loses digits. */
export const computeStudentQuantile = (share: number, degrees: number): number => {
  let high = 1;
  while (computeStudentShare(high, degrees) < share) high *= 2;
  return invertFunction((t) => computeStudentShare(t, degrees), share, 0, high);
};

/** Computes the quantile of the gamma distribution with that shape and a scale of 1. */
export const computeGammaQuantile = (share: number, shape: number): number => {
  let high = Math.max(1, shape);
  while (computeLowerGamma(shape, high) < share) high *= 2;
  return invertFunction((x) => computeLowerGamma(shape, x), share, 0, high);
};

/** The quantile 0.975 of the standard normal distribution, for two-sided intervals of 95 %. */
export const NORMAL_975 = 1.959963984540054;
