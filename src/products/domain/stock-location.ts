import { declareEnumeration } from '../../kernel/enumeration.js';

export const stockLocationStatuses = declareEnumeration('StockLocationStatus', ['active', 'retired']);

export type StockLocationStatus = (typeof stockLocationStatuses)[number];
