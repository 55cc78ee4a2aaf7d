import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { ConsultationsModule } from '../consultations/index.js';
import { PatientsModule } from '../patients/index.js';
import { AccountPages } from './accounts/account-pages.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { AccountsService } from './accounts/accounts.service.js';
import { LogInAttemptsRepository } from './accounts/log-in-attempts.repository.js';
import { LogInAttempts } from './accounts/log-in-attempts.js';
import { LogInService } from './accounts/log-in.service.js';
import { AccountMails } from './accounts/mails.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { RegistrationEndpoint } from './registration/registration-endpoint.js';
import { RegistrationsRepository } from './registration/registrations.repository.js';
import { ArtifactsRepository } from './artifacts/artifacts.repository.js';
import { AuthorizationServer } from './server/authorization-server.js';
import { ClientKeySets } from './server/client-key-sets.js';
import { LoginClientsRepository } from './server/clients.repository.js';
import { LoginClients } from './server/clients.js';
import { Interactions } from './server/interactions.js';
import { LoginJanitor } from './server/janitor.js';
import { RunningProvider } from './server/running-provider.js';
import { SecondFactorPolicyController } from './policy/second-factor-policy.controller.js';
import { SecondFactorPolicyService } from './policy/second-factor-policy.service.js';
import { LogInsUnderWay } from './server/under-way.js';
import { NextStep } from './server/next-step.js';
import { SecondStep } from './server/second-step.js';
import { SetUpStep } from './server/set-up-step.js';
import { PasskeysRepository } from './second-factors/passkeys.repository.js';
import { Passkeys } from './second-factors/passkeys.service.js';
import { SecondFactorsRepository } from './second-factors/second-factors.repository.js';
import { SecondFactors } from './second-factors/second-factors.service.js';
import { MyAccountController } from './own-account/my-account.controller.js';
import { MyAccount } from './own-account/my-account.service.js';
import { OwnAccountPages } from './own-account/own-account-pages.js';
import { OwnAccountRepository } from './own-account/own-account.repository.js';
import { OwnAccount } from './own-account/own-account.service.js';
import { OwnFactorPages } from './own-account/own-factor-pages.js';
import { Visits } from './own-account/visits.js';
import { FactorChanges } from './second-factors/factor-changes.service.js';
import { OwnFactors } from './second-factors/own-factors.service.js';
import { SecondFactorsController } from './second-factors/second-factors.controller.js';
import { ConsentStep } from './server/consent-step.js';
import { LoginSteps } from './server/login-steps.js';
import { StructuredTokens } from './server/structured-tokens.js';
import { LaunchContextsController } from './smart/launch-contexts.controller.js';
import { LaunchesRepository } from './smart/launches.repository.js';
import { Launches } from './smart/launches.service.js';
import { PatientStep } from './server/patient-step.js';
import { SmartAnswers } from './smart/smart-answers.js';

/** The login of people and systems. */
@Module({
  imports: [ClinicModule, ConsultationsModule, PatientsModule],
  controllers: [
    InvitationsController,
    SessionsController,
    SecondFactorPolicyController,
    SecondFactorsController,
    MyAccountController,
    LaunchContextsController,
  ],
  providers: [
    AccountsRepository,
    AccountsService,
    AccountMails,
    AccountPages,
    LogInAttemptsRepository,
    LogInAttempts,
    LogInService,
    InvitationsService,
    SessionsService,
    ArtifactsRepository,
    LoginClientsRepository,
    ClientKeySets,
    LoginClients,
    RegistrationsRepository,
    RegistrationEndpoint,
    RunningProvider,
    SecondFactorPolicyService,
    SecondFactorsRepository,
    SecondFactors,
    PasskeysRepository,
    Passkeys,
    FactorChanges,
    OwnFactors,
    OwnAccountRepository,
    OwnAccount,
    MyAccount,
    Visits,
    OwnFactorPages,
    OwnAccountPages,
    LogInsUnderWay,
    NextStep,
    SecondStep,
    SetUpStep,
    LaunchesRepository,
    Launches,
    SmartAnswers,
    PatientStep,
    ConsentStep,
    LoginSteps,
    Interactions,
    StructuredTokens,
    LoginJanitor,
    AuthorizationServer,
  ],
})
export class AuthorizationModule {}
