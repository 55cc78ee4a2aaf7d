import { enumOf } from '../../kernel/enumeration.js';

export const stockLocationStatuses = enumOf('StockLocationStatus', ['active', 'retired']);

export type StockLocationStatus = (typeof stockLocationStatuses)[number];
