export const stockLocationStatuses = ['active', 'retired'] as const;

export type StockLocationStatus = (typeof stockLocationStatuses)[number];
