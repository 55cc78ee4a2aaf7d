/** Prints the report of the demonstration: one line for each step, and whether the result was as expected. */
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

  /** Reports one step. An unexpected result makes the demonstration fail at its end. */
  recordStep(step: string, found: unknown, expected: unknown): void {
    const ok = JSON.stringify(found) === JSON.stringify(expected);
    this.steps.push({ case: this.current, step, expected: String(expected), found: String(found), ok });
    if (!this.quiet) say(`  ${ok ? 'ok    ' : 'FAILED'}  ${step}: ${String(found)}${ok ? '' : ` (expected ${String(expected)})`}`);
  }

  get failed(): Step[] {
    return this.steps.filter((step) => !step.ok);
  }
}
