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
import { IdentityPeopleRepository } from './identity-providers/identity-people.repository.js';
import { IdentityPeople } from './identity-providers/identity-people.service.js';
import { IdentityProvidersController } from './identity-providers/identity-providers.controller.js';
import { IdentityProvidersRepository } from './identity-providers/identity-providers.repository.js';
import { IdentityProvidersService } from './identity-providers/identity-providers.service.js';
import { LogoutEndpoint } from './identity-providers/logout-endpoint.js';
import { ProviderAccessTokens } from './identity-providers/provider-access-tokens.js';
import { ProviderAddresses } from './identity-providers/provider-addresses.pages.js';
import { ProviderLogIn } from './identity-providers/provider-log-in.js';
import { ProviderMetadata } from './identity-providers/provider-metadata.js';
import { ProviderSessionsRepository } from './identity-providers/provider-sessions.repository.js';
import { ProviderTokens } from './identity-providers/provider-tokens.js';
import { AllPages } from './server/all-pages.js';
import { InstallationClinics } from './identity-providers/installation-clinics.js';
import { InstallationProviderRepository } from './identity-providers/installation-provider.repository.js';
import { LogInElsewhere } from './server/log-in-elsewhere.js';
import { LogInSteps } from './server/log-in-steps.js';
import { ProviderAnswers } from './server/provider-answers.js';
import { IdentityProviderStep } from './server/identity-provider-step.js';
import { ProviderSessions } from './server/provider-sessions.js';
import { RegistrationEndpoint } from './registration/registration-endpoint.js';
import { RegistrationsRepository } from './registration/registrations.repository.js';
import { ArtifactsRepository } from './artifacts/artifacts.repository.js';
import { AuthorizationServer } from './server/authorization-server.js';
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
    IdentityProvidersController,
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
    IdentityProvidersRepository,
    IdentityProvidersService,
    IdentityPeopleRepository,
    IdentityPeople,
    ProviderMetadata,
    ProviderTokens,
    ProviderLogIn,
    ProviderSessionsRepository,
    InstallationProviderRepository,
    InstallationClinics,
    ProviderAccessTokens,
    ProviderAddresses,
    LogoutEndpoint,
    IdentityProviderStep,
    ProviderSessions,
    ProviderAnswers,
    LogInSteps,
    Interactions,
    AllPages,
    StructuredTokens,
    LoginJanitor,
    LogInElsewhere,
    AuthorizationServer,
  ],
  exports: [ProviderAccessTokens],
})
export class AuthorizationModule {}
