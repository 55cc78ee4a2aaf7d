/** A repeatable random generator: the same seed gives the same numbers (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** Draws a number from 0 up to, but excluding, 1. */
  drawFraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Draws a whole number from 0 up to, but excluding, the limit. */
  drawWhole(limit: number): number {
    return Math.floor(this.drawFraction() * limit);
  }

  isTrue(probability: number): boolean {
    return this.drawFraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.drawWhole(list.length)]!;
  }

  drawDigits(count: number): string {
    return Array.from({ length: count }, () => this.drawWhole(10)).join('');
  }

  shuffle<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let index = mixed.length - 1; index > 0; index--) {
      const other = this.drawWhole(index + 1);
      [mixed[index], mixed[other]] = [mixed[other]!, mixed[index]!];
    }
    return mixed;
  }
}
