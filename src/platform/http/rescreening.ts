import { Injectable } from '@nestjs/common';
import type { AffectedPlan } from './rescreening.dto.js';

type Screen = (patientId: string) => Promise<AffectedPlan[]>;

/**
 * Where a change of a patient's record meets the plans that rest on it. Routes declare with `rescreens` that they make
 * such a change; the feature that keeps plans says here what then happens. Neither knows of the other.
 */
@Injectable()
export class Rescreening {
  private screen: Screen | null = null;

  use(screen: Screen): void {
    if (this.screen) throw new Error('Plans are screened in one way.');
    this.screen = screen;
  }

  /** Screens the open plans of a patient, in the transaction of the change. */
  async of(patientId: string): Promise<AffectedPlan[]> {
    return this.screen ? this.screen(patientId) : [];
  }
}
