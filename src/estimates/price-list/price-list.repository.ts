import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { shippedPriceList, type PriceList } from '../domain/price-list.js';

export interface StoredPriceList {
  version: number;
  content: PriceList;
  setBy: string | null;
  setAt: Date | null;
}

const columns = `version, content, set_by AS "setBy", set_at AS "setAt"`;

const current = statement('price-lists.current', `SELECT ${columns} FROM price_lists WHERE clinic_id = current_clinic() ORDER BY version DESC LIMIT 1`);
const find = statement('price-lists.find', `SELECT ${columns} FROM price_lists WHERE clinic_id = current_clinic() AND version = $1`);
const insert = statement('price-lists.insert', `INSERT INTO price_lists (version, content, set_by, set_at) VALUES ($1, $2::jsonb, $3, $4)`);

const shipped: StoredPriceList = { version: 0, content: shippedPriceList, setBy: null, setAt: null };

@Injectable()
export class PriceListRepository {
  constructor(private readonly database: Database) {}

  /** The newest version, or the shipped one as long as the clinic has set none. */
  async current(): Promise<StoredPriceList> {
    return (await this.database.maybe<StoredPriceList>(current, [])) ?? shipped;
  }

  /** One version, which a quote was made with. */
  async require(version: number): Promise<StoredPriceList> {
    return version === 0 ? shipped : this.database.one<StoredPriceList>(find, [version]);
  }

  async insert({ version, content, setBy, setAt }: StoredPriceList): Promise<void> {
    await this.database.execute(insert, [version, JSON.stringify(content), setBy, setAt]);
  }
}
