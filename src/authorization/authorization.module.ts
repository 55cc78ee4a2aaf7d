import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
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
import { ArtifactsRepository } from './server/artifacts.repository.js';
import { AuthorizationServer } from './server/authorization-server.js';
import { ClientKeySets } from './server/client-key-sets.js';
import { LoginClientsRepository } from './server/clients.repository.js';
import { LoginClients } from './server/clients.js';
import { Interactions } from './server/interactions.js';
import { LoginJanitor } from './server/janitor.js';
import { RunningProvider } from './server/running-provider.js';
import { StructuredTokens } from './server/structured-tokens.js';

/** How people and systems log in. */
@Module({
  imports: [ClinicModule],
  controllers: [InvitationsController, SessionsController],
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
    Interactions,
    StructuredTokens,
    LoginJanitor,
    AuthorizationServer,
  ],
})
export class AuthorizationModule {}
