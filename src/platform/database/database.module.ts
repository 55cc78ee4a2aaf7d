import { Global, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { DataKeys } from './data-keys.js';
import { createDataSource, getPool, type DataSourceSettings } from './data-source.js';
import { Database, LONGEST_WORK } from './database.js';
import { KeyManagement } from './key-management.js';

/** Opens the data source when the application starts, not when it is only described, and closes it after the last request. */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}

  static forRoot(settings: DataSourceSettings & { longestSeconds: number; keyManagement: KeyManagement }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => createDataSource(settings) },
        { provide: LONGEST_WORK, useValue: settings.longestSeconds * 1_000 },
        { provide: KeyManagement, useValue: settings.keyManagement },
        {
          provide: DataKeys,
          useFactory: (source: DataSource, management: KeyManagement, clock: Clock) => new DataKeys(() => getPool(source), management, clock),
          inject: [DataSource, KeyManagement, Clock],
        },
        Database,
      ],
      exports: [Database, DataSource, DataKeys, KeyManagement],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.source.initialize();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
