/** The addresses to which identity providers send browsers back. Neither decides anything: the login under way checks the answer. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { createFailure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { CALLBACK, LOGGED_OUT } from './provider-addresses.js';
import { findLogInOfState } from './provider-log-in.js';

const PURPOSE = 'way back from a logout';

@Injectable()
export class ProviderAddresses {
  constructor(private readonly encryption: KeyEncryption) {}

  mount(scope: FastifyInstance): void {
    scope.get(CALLBACK, (request, reply) => {
      const { providerId } = request.params as { providerId: string };
      const logIn = findLogInOfState(selectTextFields(request.query).state ?? '');
      if (logIn === null || !isId(providerId)) throw createFailure('forbidden', 'This answer belongs to no login.');
      // The cookies of the login are sent to its own pages alone.
      const { search } = new URL(request.url, 'http://here.invalid');
      return reply.header('Cache-Control', 'no-store').redirect(`/oauth/interaction/${logIn}/identity-provider/${providerId}/answer${search}`, 303);
    });
    scope.get(LOGGED_OUT, (request, reply) => {
      const to = this.encryption.open(PURPOSE, '', Buffer.from(selectTextFields(request.query).state ?? '', 'base64url'));
      return reply.redirect(to ?? '/oauth/log-out/success', 303);
    });
  }

  /** Encrypts where the browser goes after the logout at the provider: nobody else can say it. */
  sealWayBack(to: string): string {
    return this.encryption.seal(PURPOSE, '', to).toString('base64url');
  }
}
