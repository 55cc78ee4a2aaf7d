import { Identifier, Instant, OneOf, Text, Whole } from '../../platform/http/index.js';
import { stockLocationStatuses, type StockLocationStatus } from '../domain/stock-location.js';

/** A place where stock is kept: a refrigerator, a cupboard, a quarantine shelf. */
export class StockLocationInput {
  /**
   * The name of the place; unique in the clinic.
   * @example Refrigerator, room 2
   */
  @Text({ max: 100 }) name: string;
}

/** The parts of a place that can be changed. */
export class StockLocationChange extends StockLocationInput {
  /** The status of the place. Nothing more is put into a retired place; its present stock can be taken out. */
  @OneOf(stockLocationStatuses) status: StockLocationStatus;
}

/** A place where stock is kept. */
export class StockLocationResponse extends StockLocationChange {
  /** The place's id. */
  @Identifier() id: string;

  /** When the place was added, in UTC. */
  @Instant() createdAt: string;

  /** When the place was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the place, as in the ETag. */
  @Whole() version: number;
}
