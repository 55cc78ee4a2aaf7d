import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/failure.js';
import type { StockMovementInput } from './movement.dto.js';
import { StockLocationsRepository } from './stock-locations.repository.js';

/** Checks the places that a movement names. */
@Injectable()
export class StockPlaces {
  constructor(private readonly locations: StockLocationsRepository) {}

  /** Reports places that the clinic does not have, and retired places into which stock would be put. */
  async validatePlaces({ kind, locationId, toLocationId }: Pick<StockMovementInput, 'kind' | 'locationId' | 'toLocationId'>): Promise<FieldError[]> {
    const found = new Map((await this.locations.holdAll([locationId, ...(toLocationId ? [toLocationId] : [])])).map((place) => [place.id, place]));
    const named = [
      { pointer: '/locationId', id: locationId, fills: kind === 'receipt' },
      ...(toLocationId ? [{ pointer: '/toLocationId', id: toLocationId, fills: true }] : []),
    ];
    return named.flatMap(({ pointer, id, fills }): FieldError[] => {
      const place = found.get(id.toLowerCase());
      if (!place) return [{ pointer, code: 'unknown-location', detail: 'The clinic has no such place: name one that GET /v1/stock-locations lists.' }];
      return fills && place.status === 'retired'
        ? [{ pointer, code: 'retired', detail: 'Nothing more is put into this place, which is retired: name an active one.' }]
        : [];
    });
  }
}
