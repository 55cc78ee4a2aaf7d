export const protocolStatuses = ['draft', 'published', 'retired'] as const;

export type ProtocolStatus = (typeof protocolStatuses)[number];
