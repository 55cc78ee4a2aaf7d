import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { ClinicModule, clinicEntities } from './clinic/index.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { logging } from './platform/observability/logging.js';
import { PlatformModule } from './platform/platform.module.js';

export interface AppSettings {
  /** The application's role: neither superuser nor owner of the tables. */
  databaseUrl: string;
  databasePoolSize: number;
  logLevel: string;
  logDestination?: DestinationStream;
  /** 0 switches the limit off. */
  requestsPerMinute: number;
  /** Opens `/metrics` on the public port to those who know it; null closes it there. */
  metricsToken: string | null;
  bodyLimitBytes: number;
  /** Whether `X-Forwarded-For` of the peer is believed. */
  trustProxy: boolean;
}

/** The features of the product, one line each. */
const features = [ClinicModule];

const entities = [...clinicEntities];

@Module({})
export class AppModule {
  static forRoot(settings: AppSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(logging(settings.logLevel, settings.logDestination)),
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          poolSize: settings.databasePoolSize,
          applicationName: 'hairline',
          entities,
        }),
        PlatformModule.forRoot({ requestsPerMinute: settings.requestsPerMinute, metricsToken: settings.metricsToken }),
        ...features,
      ],
    };
  }
}
