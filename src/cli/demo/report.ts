/** The report of the demonstration: a line a step, and whether it was as expected. */
import { say } from '../output.js';

export interface Step {
  case: string;
  step: string;
  expected: string;
  found: string;
  ok: boolean;
}

export class Report {
  readonly steps: Step[] = [];
  private current = '';

  constructor(private readonly quiet: boolean) {}

  begin(title: string): void {
    this.current = title;
    if (!this.quiet) say(`\n${title}`);
  }

  /** One step; the demonstration goes on, but fails, when it is not as expected. */
  step(step: string, found: unknown, expected: unknown): void {
    const ok = JSON.stringify(found) === JSON.stringify(expected);
    this.steps.push({ case: this.current, step, expected: String(expected), found: String(found), ok });
    if (!this.quiet) say(`  ${ok ? 'ok    ' : 'FAILED'}  ${step}: ${String(found)}${ok ? '' : ` (expected ${String(expected)})`}`);
  }

  get failed(): Step[] {
    return this.steps.filter((step) => !step.ok);
  }
}
