import type { Cause } from './quote.js';
import type { WrittenMoney } from './written-money.js';

/** The acceptance of a quote or a bill: by whom, and when. */
export interface QuoteAcceptance {
  acceptedBy: string;
  acceptedAt: string;
}

/** One cause of the difference between the bill and the quote. */
export interface DifferenceCause {
  cause: Cause['cause'];
  amount: WrittenMoney;
}

/** The difference between a bill and the accepted quote. */
export interface BillDifference {
  amount: WrittenMoney;
  percent: string | null;
  verdict: 'none' | 'within' | 'to-be-told' | 'beyond';
  causes: DifferenceCause[];
}

/** A warning about a valid bill. */
export interface BillWarning {
  code: string;
  pointer: string;
  detail: string;
}
