/** What follows a proof in a login: another proof, the setting up of a factor, or the end. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { LogInService } from '../accounts/log-in.service.js';
import { asksForTwoFactors, hasTwoFactors, isRequiredOf, listMethods, getStrength } from '../domain/strength.js';
import { DeviceCookie } from '../pages/device-cookie.js';
import { LogInsUnderWay, getPath, type Step, type UnderWay } from './under-way.js';

/** Whether the person has a factor beside the password. */
export const hasFactor = ({ hasAuthenticator, hasPasskey }: LoginPerson): boolean => hasAuthenticator || hasPasskey;

@Injectable()
export class NextStep {
  private readonly device: DeviceCookie;

  constructor(
    private readonly logIns: LogInService,
    private readonly underWay: LogInsUnderWay,
    encryption: KeyEncryption,
    @Inject(PUBLIC_URL) publicUrl: string,
  ) {
    this.device = new DeviceCookie(encryption, publicUrl.startsWith('https:'));
  }

  /** The id of the browser where the person has logged in with it before; null otherwise. */
  findKnownDevice(request: FastifyRequest, email: string): string | null {
    return this.device.findBrowserId(request, email);
  }

  /** Continues the login: a person with a second factor uses it, and a person who needs one sets it up. */
  async continueLogin(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply, step: Step): Promise<FastifyReply> {
    if (hasTwoFactors(listMethods(step.proofs))) return this.finish(underWay, request, reply, step);
    const page = hasFactor(step.person) ? '/second-factor' : this.needsFactor(underWay, step.person) ? '/set-up' : null;
    if (page === null) return this.finish(underWay, request, reply, step);
    this.underWay.remember(underWay, reply, step);
    return reply.redirect(getPath(underWay) + page, 303);
  }

  private needsFactor({ interaction }: UnderWay, { role, secondFactorPolicy }: LoginPerson): boolean {
    return isRequiredOf(role, secondFactorPolicy) || asksForTwoFactors(interaction.params.acr_values);
  }

  private async finish({ provider }: UnderWay, request: FastifyRequest, reply: FastifyReply, { person, proofs, providerSession }: Step): Promise<FastifyReply> {
    await this.logIns.record(person, 'log-in', 'success');
    this.device.remember(request, reply, person.email);
    const amr = listMethods(proofs);
    const login = { accountId: person.staffId, amr, acr: getStrength(amr), remember: false };
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, { login, ...(providerSession && { providerSession }) }), 303);
  }
}
