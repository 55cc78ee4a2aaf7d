import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, OneOf } from '../../platform/http/index.js';

const criticalInterpretations = declareEnumeration('CriticalInterpretation', ['LL', 'HH']);

/** A critical result that needs action by a person. */
export class CriticalResult {
  /** The id of the blood test. */
  @Identifier() bloodTestId: string;

  /**
   * The analyte that was measured.
   * @example haemoglobin
   */
  analyte: string;

  /** `LL` is critically low, `HH` critically high. */
  @OneOf(criticalInterpretations) interpretation: 'LL' | 'HH';
}
