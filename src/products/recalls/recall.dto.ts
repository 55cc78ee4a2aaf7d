import { Identifier, Instant, OneOf, Optional, MeasuredQuantity, Text, Whole, Actor, Nested } from '../../platform/http/index.js';
import { ProductLotResponse } from '../lots/lot.dto.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';

/** That a lot is recalled. */
export class ProductLotRecallInput {
  /**
   * Why.
   * @example Particles were found in vials of this lot
   */
  @Text({ max: 2000 }) reason: string;

  /**
   * Who recalls it: the maker, an authority, the clinic.
   * @example Example Laboratories
   */
  @Optional() @Text({ max: 200 }) recallSource?: string;
}

/** That a recall is withdrawn: a decision of its own. */
export class RecallWithdrawalInput {
  /**
   * Why.
   * @example The maker has withdrawn the recall in writing
   */
  @Text({ max: 2000 }) reason: string;
}

/** Somebody who received a lot, and how to reach them. */
export class ExposedPerson {
  /** The patient. */
  @Identifier() patientId: string;

  /** The patient's name. */
  name: string;

  /**
   * Whether the patient is alive and still comes: `active`, `inactive`, `deceased`.
   * @example active
   */
  status: string;

  /** Telephone numbers. */
  phones: string[];

  /** E-mail addresses. */
  emails: string[];

  /** The language that the patient prefers, as a BCP 47 tag; null where it is not known. */
  preferredLanguage: string | null;

  /** How often the patient received it. */
  @Whole({ min: 1 }) uses: number;

  /** How much in all. */
  quantity: MeasuredQuantity;

  /** When last, in UTC. */
  @Instant() lastUsedAt: string;
}

/** The recalled lot, and everybody who received it. */
export class ProductLotRecallResponse extends ProductLotResponse {
  /** Everybody who received the lot; each once. */
  toContact: ExposedPerson[];
}

/** That a patient received a lot. */
export class LotExposure {
  /** The id of the entry in the ledger. */
  @Identifier() id: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** Who received it. */
  @Identifier() patientId: string;

  /** The patient's name. */
  patientName: string;

  /** The session in which. */
  @Identifier() sessionId: string;

  /** How much. */
  quantity: MeasuredQuantity;

  /** When, in UTC. */
  @Instant() usedAt: string;

  /** Whether the lot could be used then, by its last day and its recalls as they are known now. */
  @OneOf(lotStatuses) lotStatusWhenUsed: LotStatus;

  /** Why it was used although it had expired or was recalled; null where nobody had to say. */
  unusableLotReason: string | null;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;
}

/** That a patient received a lot, as the patient's record shows it. */
export class PatientExposure {
  /** The id of the entry in the ledger. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** The lot number. */
  lotNumber: string;

  /** Whether the lot may be used today: a recall shows here at once. */
  @OneOf(lotStatuses) lotStatus: LotStatus;

  /** The product. */
  @Identifier() productId: string;

  /** The product's name. */
  productName: string;

  /** The session in which. */
  @Identifier() sessionId: string;

  /** How much. */
  quantity: MeasuredQuantity;

  /** When, in UTC. */
  @Instant() usedAt: string;

  /** Whether the lot could be used then, by its last day and its recalls as they are known now. */
  @OneOf(lotStatuses) lotStatusWhenUsed: LotStatus;

  /** Why it was used although it had expired or was recalled; null where nobody had to say. */
  unusableLotReason: string | null;
}
