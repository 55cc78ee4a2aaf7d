import { declareEnumeration } from '../../../kernel/enumeration.js';

export const protocolStatuses = declareEnumeration('ProtocolStatus', ['draft', 'published', 'retired']);

export type ProtocolStatus = (typeof protocolStatuses)[number];
