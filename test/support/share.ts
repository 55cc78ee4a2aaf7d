/**
 * The tests that go through every operation try each of them in some of the ways, in turn, so that `npm test` ends in a bearable time; `EXHAUSTIVE=1 npm test` tries
 * all of them in every way.
 */
const isExhaustive = process.env['EXHAUSTIVE'] === '1';

/** Whether it is the turn of this one of `shares`. */
export const isInTurn = (index: number, shares: number): boolean => isExhaustive || index % shares === 0;
