/** The steps of a login beside the password: each has pages of its own. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ConsentStep } from './consent-step.js';
import { IdentityProviderStep } from './identity-provider-step.js';
import { PatientStep } from './patient-step.js';
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
    private readonly secondFactor: SecondStep,
    private readonly setUp: SetUpStep,
    private readonly identityProvider: IdentityProviderStep,
    readonly patient: PatientStep,
    readonly consent: ConsentStep,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    for (const step of [this.secondFactor, this.setUp, this.identityProvider, this.patient, this.consent]) step.mount(scope, handle);
  }

  async listWays(underWay: UnderWay): Promise<Ways> {
    return { passkey: this.secondFactor.renderPasskeyPage(underWay), ...(await this.identityProvider.listWays(underWay)) };
  }
}
