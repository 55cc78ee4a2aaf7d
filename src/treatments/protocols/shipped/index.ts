import type { ProtocolContent } from '../domain/protocol.js';
import { mesotherapyProtocol } from './mesotherapy.js';
import { scalpMicropigmentationProtocol } from './scalp-micropigmentation.js';
import type { Treatment } from '../../../kernel/treatment.js';

/** The protocols with which a clinic starts, one for each treatment: version 1 of each. */
export const shippedProtocols: Readonly<Record<Treatment, ProtocolContent>> = {
  mesotherapy: mesotherapyProtocol,
  'scalp-micropigmentation': scalpMicropigmentationProtocol,
};
