/** Thins a long series to as many points as a picture can show. The ends, the extremes and one gap of each stretch stay. */

interface Placed {
  value: number | null;
}

const KEPT_OF_A_STRETCH = 5;

const selectExtremes = <Point extends Placed>(stretch: readonly Point[]): Point[] => {
  const known = stretch.filter((point) => point.value !== null);
  const least = known.reduce<Point | undefined>((best, point) => (best === undefined || point.value! < best.value! ? point : best), undefined);
  const most = known.reduce<Point | undefined>((best, point) => (best === undefined || point.value! > best.value! ? point : best), undefined);
  const gap = stretch.find((point) => point.value === null);
  const kept = new Set([stretch[0], least, gap, most, stretch.at(-1)]);
  return stretch.filter((point) => kept.has(point));
};

/** Selects at most `most` of the points, in their order. */
export const thinPoints = <Point extends Placed>(points: readonly Point[], most: number): readonly Point[] => {
  if (points.length <= most) return points;
  const stretches = Math.max(1, Math.floor(most / KEPT_OF_A_STRETCH));
  const length = points.length / stretches;
  return Array.from({ length: stretches }, (_, index) => selectExtremes(points.slice(Math.floor(index * length), Math.floor((index + 1) * length)))).flat();
};
