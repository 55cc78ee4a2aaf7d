/** The steps of a login after the password: each has pages of its own. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ConsentStep } from './consent-step.js';
import { PatientStep } from './patient-step.js';
import { SecondStep } from './second-step.js';
import { SetUpStep } from './set-up-step.js';
import type { PageHandler, RouteHandler } from './under-way.js';

@Injectable()
export class LoginSteps {
  constructor(
    readonly secondFactor: SecondStep,
    readonly setUp: SetUpStep,
    readonly patient: PatientStep,
    readonly consent: ConsentStep,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    for (const step of [this.secondFactor, this.setUp, this.patient, this.consent]) step.mount(scope, handle);
  }
}
