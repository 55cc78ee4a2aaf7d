import { Injectable } from '@nestjs/common';
import { ProductsService, UsageService } from '../../products/index.js';
import type { TakenProduct } from '../sessions/domain/injected.js';
import type { SessionRecordInput } from '../sessions/session.dto.js';

/** Finds the present ingredients of the products whose lots a record names. */
@Injectable()
export class UsedContentsService {
  constructor(
    private readonly products: ProductsService,
    private readonly usage: UsageService,
  ) {}

  /** Finds, for each record, the products and amounts that it used, in its order; null for a lot that the clinic does not have. */
  async list(records: readonly SessionRecordInput[]): Promise<(TakenProduct | null)[][]> {
    const productOf = await this.usage.getProductIdsByLot(records.flatMap(({ products = [] }) => products.map(({ lotId }) => lotId)));
    const contents = new Map((await this.products.listContents([...productOf.values()])).map((content) => [content.id, content]));
    return records.map(({ products = [] }) =>
      products.map(({ lotId, amount, unit }) => {
        const productId = productOf.get(lotId.toLowerCase());
        const product = productId === undefined ? undefined : contents.get(productId);
        return product ? { ...product, amount: { value: amount, unit } } : null;
      }),
    );
  }
}
