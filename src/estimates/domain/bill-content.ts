import type { Cause } from './quote.js';
import type { WrittenMoney } from './written-money.js';

/** Who accepted, and when. */
export interface QuoteAcceptance {
  acceptedBy: string;
  acceptedAt: string;
}

/** One reason for which the bill is not what was quoted. */
export interface DifferenceCause {
  cause: Cause['cause'];
  amount: WrittenMoney;
}

/** How a bill compares with the quote that was accepted. */
export interface BillDifference {
  amount: WrittenMoney;
  percent: string | null;
  verdict: 'none' | 'within' | 'to-be-told' | 'beyond';
  causes: DifferenceCause[];
}

/** Something worth a second look in a bill. */
export interface BillWarning {
  code: string;
  pointer: string;
  detail: string;
}
