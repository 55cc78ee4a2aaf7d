import { ConsentInForce, PatientResponse } from '../../patients/index.js';
import { Flag, Instant, ListOf, Nested } from '../../platform/http/index.js';
import { ProductLotResponse } from '../../products/index.js';
import { ActiveEntries } from '../../record/index.js';
import { CheckedPlan, SessionChecklistItem, SessionRecordTemplate, TreatmentSessionResponse } from '../../treatments/index.js';

/** What the people at a session need, of one moment. */
export class SessionWorkspaceResponse extends CheckedPlan {
  /** The session. */
  @Nested(TreatmentSessionResponse) session: TreatmentSessionResponse;

  /** The patient. */
  @Nested(PatientResponse) patient: PatientResponse;

  /** For each consent that the clinic works with, whether it is in force. */
  @ListOf(ConsentInForce, { max: 20 }) consents: ConsentInForce[];

  /** When the newest photograph of the record was taken, in UTC; null where there is none. */
  @Instant() newestPhotographAt: string | null;

  /** The active entries of the patient's lists. */
  @Nested(ActiveEntries) active: ActiveEntries;

  /** Whether the session can be started now. */
  @Flag() ready: boolean;

  /** The checklist, computed from the record at this moment. */
  @ListOf(SessionChecklistItem, { max: 50 }) checklist: SessionChecklistItem[];

  /** The lots that may be used today and are in stock, those that expire first before the others. */
  @ListOf(ProductLotResponse, { max: 500 }) lots: ProductLotResponse[];

  /** The beginning of the record, from the plan's last completed session; null where there is none. */
  @Nested(SessionRecordTemplate) template: SessionRecordTemplate | null;
}
