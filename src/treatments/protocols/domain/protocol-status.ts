import { enumOf } from '../../../kernel/enumeration.js';

export const protocolStatuses = enumOf('ProtocolStatus', ['draft', 'published', 'retired']);

export type ProtocolStatus = (typeof protocolStatuses)[number];
