/** The steps of a login beside the password: an identity provider, a second factor, and the setting up of one. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { IdentityProviderStep } from './identity-provider-step.js';
import { SecondStep } from './second-step.js';
import { SetUpStep } from './set-up-step.js';
import type { PageHandler, RouteHandler, UnderWay } from './under-way.js';

/** The ways to log in that the login page offers. */
export interface Ways {
  /** The address of the login with a passkey; null where there is none. */
  passkey: string | null;
  providers: { name: string; address: string }[];
  allowsLocalLogIn: boolean;
}

@Injectable()
export class LogInSteps {
  constructor(
    private readonly secondStep: SecondStep,
    private readonly setUpStep: SetUpStep,
    private readonly providerStep: IdentityProviderStep,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    this.secondStep.mount(scope, handle);
    this.setUpStep.mount(scope, handle);
    this.providerStep.mount(scope, handle);
  }

  async listWays(underWay: UnderWay): Promise<Ways> {
    return { passkey: this.secondStep.renderPasskeyPage(underWay), ...(await this.providerStep.listWays(underWay)) };
  }
}
