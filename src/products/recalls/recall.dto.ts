import { Identifier, Instant, OneOf, Optional, MeasuredQuantity, Text, Whole, Actor, Nested } from '../../platform/http/index.js';
import { ProductLotResponse } from '../lots/lot.dto.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';

/** The recall of a lot. */
export class ProductLotRecallInput {
  /**
   * The reason for the recall.
   * @example Particles were found in vials of this lot
   */
  @Text({ max: 2000 }) reason: string;

  /**
   * Who recalls the lot, for example the maker, an authority or the clinic.
   * @example Example Laboratories
   */
  @Optional() @Text({ max: 200 }) recallSource?: string;
}

/** The withdrawal of a recall. */
export class RecallWithdrawalInput {
  /**
   * The reason for the withdrawal.
   * @example The maker has withdrawn the recall in writing
   */
  @Text({ max: 2000 }) reason: string;
}

/** A patient who received a lot, with contact details. */
export class ExposedPerson {
  /** The patient. */
  @Identifier() patientId: string;

  /** The patient's name. */
  name: string;

  /**
   * The status of the patient: `active`, `inactive`, `deceased`.
   * @example active
   */
  status: string;

  /** The patient's telephone numbers. */
  phones: string[];

  /** The patient's e-mail addresses. */
  emails: string[];

  /** The language that the patient prefers, as a BCP 47 tag; null where it is unknown. */
  preferredLanguage: string | null;

  /** The number of times that the patient received the lot. */
  @Whole({ min: 1 }) uses: number;

  /** The total quantity that the patient received. */
  quantity: MeasuredQuantity;

  /** When the patient last received the lot, in UTC. */
  @Instant() lastUsedAt: string;
}

/** The recalled lot, with every patient who received it. */
export class ProductLotRecallResponse extends ProductLotResponse {
  /** Every patient who received the lot, each once. */
  toContact: ExposedPerson[];
}

/** One use of a lot on a patient. */
export class LotExposure {
  /** The id of the entry in the ledger of the lot. */
  @Identifier() id: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** The patient who received the lot. */
  @Identifier() patientId: string;

  /** The patient's name. */
  patientName: string;

  /** The session in which the lot was used. */
  @Identifier() sessionId: string;

  /** The quantity that was used. */
  quantity: MeasuredQuantity;

  /** When the lot was used, in UTC. */
  @Instant() usedAt: string;

  /** Whether the lot was usable at that time, by its last day and its recalls as they are known now. */
  @OneOf(lotStatuses) lotStatusWhenUsed: LotStatus;

  /** Why the lot was used although it had expired or was recalled; null where no reason was required. */
  unusableLotReason: string | null;

  /** The person or client that recorded the use. */
  @Nested(Actor) recordedBy: Actor;
}

/** One use of a lot on a patient, as the patient's record shows it. */
export class PatientExposure {
  /** The id of the entry in the ledger of the lot. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** The lot number. */
  lotNumber: string;

  /** Whether the lot may be used today. A new recall changes this at once. */
  @OneOf(lotStatuses) lotStatus: LotStatus;

  /** The product. */
  @Identifier() productId: string;

  /** The product's name. */
  productName: string;

  /** The session in which the lot was used. */
  @Identifier() sessionId: string;

  /** The quantity that was used. */
  quantity: MeasuredQuantity;

  /** When the lot was used, in UTC. */
  @Instant() usedAt: string;

  /** Whether the lot was usable at that time, by its last day and its recalls as they are known now. */
  @OneOf(lotStatuses) lotStatusWhenUsed: LotStatus;

  /** Why the lot was used although it had expired or was recalled; null where no reason was required. */
  unusableLotReason: string | null;
}
