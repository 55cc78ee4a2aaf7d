import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { respond } from '../http/respond.js';
import { Get } from '../http/route.decorator.js';
import { createFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal } from '../context.js';
import { KeySet, MeResponse } from './access.dto.js';
import { KeyStore } from './key-store.js';
import { PATIENT_LINK } from './principal.js';

@ApiTags('Access')
@Controller()
export class AccessController {
  constructor(private readonly keys: KeyStore) {}

  /**
   * Find out who you are
   * @remarks The person or client behind the access token, its clinic, and what it may do.
   */
  @Get('v1/me', {
    permission: 'me.read',
    audit: 'none',
    response: respond.ok(MeResponse),
  })
  getMe(): MeResponse {
    const { kind, id, name, role, permissions, clinic } = getCurrentPrincipal();
    if (kind === PATIENT_LINK) throw createFailure('forbidden', 'A link of a patient opens its appointment alone.');
    return { kind, id, name, role, permissions: [...permissions].sort(), clinic: { ...clinic } };
  }

  /**
   * Get the keys that sign access tokens
   * @remarks A JSON Web Key Set (RFC 7517).
   */
  @Get('.well-known/jwks.json', {
    public: true,
    response: respond.ok(KeySet),
  })
  getKeySet(): Promise<KeySet> {
    return this.keys.getJwks();
  }
}
