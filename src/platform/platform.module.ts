import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { Clock, SystemClock } from '../kernel/clock.js';
import { AccessGuard } from './access/access.guard.js';
import { AccessController } from './access/access.controller.js';
import { Actors } from './access/actors.js';
import { ClientAllowances } from './access/client-allowances.js';
import { ClosedPatients } from './access/closed-patients.js';
import { Directory } from './access/directory.js';
import { AccessChanges, DATABASE_URL } from './access/access-changes.js';
import { INSTALLATION_PROVIDER, type InstallationProvider } from './access/installation-provider.js';
import { KeyEncryption } from './access/key-encryption.js';
import { KeyStore } from './access/key-store.js';
import { ProofJanitor } from './access/proof-janitor.js';
import { ProofOfPossession } from './access/proof-of-possession.js';
import { RegisteredOrigins } from './access/registered-origins.js';
import { RateLimiter, REQUESTS_PER_MINUTE } from './access/rate-limiter.js';
import { PUBLIC_URL, TokenStrategy } from './access/token.strategy.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditTrail } from './audit/audit-trail.js';
import { DtoPipe } from './http/dto.pipe.js';
import { ExchangeInterceptor, LARGEST_FILE } from './http/exchange.interceptor.js';
import { IdempotencyJanitor } from './http/idempotency-janitor.js';
import { Pages } from './http/pages.js';
import { PROBLEMS, type ProblemDefinitions } from './http/define-problems.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ProblemsController } from './http/problems.controller.js';
import { RouteCheck } from './http/route-check.js';
import { Mailer, type MailSettings } from './mail/mailer.js';
import { HealthController, METRICS_TOKEN } from './observability/health.controller.js';
import { Metrics } from './observability/metrics.js';
import { Outbound, type OutboundSettings } from './outbound/outbound.js';
import { RemoteKeySets } from './outbound/remote-key-sets.js';
import { Readiness } from './observability/readiness.js';

export interface PlatformSettings {
  /** Every problem type of the application. */
  problems: ProblemDefinitions;
  /** The address of the database for the role of the application, for the connection that listens to announcements. */
  databaseUrl: string;
  publicUrl: string;
  encryptionKey: string;
  mail: MailSettings;
  outbound: OutboundSettings;
  /** The identity provider in place of the server's own logins; null where there is none. */
  identityProvider: InstallationProvider | null;
  requestsPerMinute: number;
  metricsToken: string | null;
  /** The largest accepted file, in bytes. */
  largestFileBytes: number;
  /** A clock in place of the machine's. */
  clock?: Clock;
}

/** The mechanisms that every feature uses. It imports no feature. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(settings: PlatformSettings): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule, PassportModule],
      controllers: [AccessController, AuditController, HealthController, ProblemsController],
      providers: [
        { provide: Clock, useValue: settings.clock ?? new SystemClock() },
        { provide: REQUESTS_PER_MINUTE, useValue: settings.requestsPerMinute },
        { provide: METRICS_TOKEN, useValue: settings.metricsToken },
        { provide: LARGEST_FILE, useValue: settings.largestFileBytes },
        { provide: DATABASE_URL, useValue: settings.databaseUrl },
        { provide: PUBLIC_URL, useValue: settings.publicUrl },
        { provide: INSTALLATION_PROVIDER, useValue: settings.identityProvider },
        { provide: PROBLEMS, useValue: settings.problems },
        { provide: KeyEncryption, useValue: new KeyEncryption(settings.encryptionKey) },
        { provide: Mailer, useFactory: () => new Mailer(settings.mail) },
        { provide: Outbound, useFactory: () => new Outbound(settings.outbound) },
        RemoteKeySets,
        AccessChanges,
        KeyStore,
        RegisteredOrigins,
        TokenStrategy,
        ProofOfPossession,
        ProofJanitor,
        Directory,
        Actors,
        ClosedPatients,
        RateLimiter,
        ClientAllowances,
        AuditRepository,
        AuditTrail,
        Pages,
        Metrics,
        Readiness,
        RouteCheck,
        IdempotencyJanitor,
        ProblemFilter,
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ExchangeInterceptor },
        { provide: APP_PIPE, useClass: DtoPipe },
        { provide: APP_FILTER, useExisting: ProblemFilter },
      ],
      exports: [
        Directory,
        Actors,
        Clock,
        Pages,
        AuditTrail,
        Metrics,
        ProblemFilter,
        AccessChanges,
        KeyEncryption,
        KeyStore,
        Mailer,
        Outbound,
        RemoteKeySets,
        RateLimiter,
        RegisteredOrigins,
        PUBLIC_URL,
        INSTALLATION_PROVIDER,
      ],
    };
  }
}
