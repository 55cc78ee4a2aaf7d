import { Identifier, Instant, OneOf, Text, Whole } from '../../platform/http/index.js';
import { stockLocationStatuses, type StockLocationStatus } from '../domain/stock-location.js';

/** A place where stock is kept: a refrigerator, a cupboard, a quarantine shelf. */
export class StockLocationInput {
  /**
   * What it is called; unique in the clinic.
   * @example Refrigerator, room 2
   */
  @Text({ max: 100 }) name: string;
}

/** What can be changed of a place. */
export class StockLocationChange extends StockLocationInput {
  /** Nothing more is put into a retired place; what is there can be taken out. */
  @OneOf(stockLocationStatuses) status: StockLocationStatus;
}

/** A place where stock is kept. */
export class StockLocationResponse extends StockLocationChange {
  /** The place's id. */
  @Identifier() id: string;

  /** When it was added, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
