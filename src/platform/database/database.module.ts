import { Global, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createDataSource, type DataSourceSettings } from './data-source.js';
import { Database, LONGEST_WORK } from './database.js';

/** Opens the data source when the application starts, not when it is only described, and closes it after the last request. */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly source: DataSource) {}

  static forRoot(settings: DataSourceSettings & { longestSeconds: number }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => createDataSource(settings) },
        { provide: LONGEST_WORK, useValue: settings.longestSeconds * 1_000 },
        Database,
      ],
      exports: [Database, DataSource],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.source.initialize();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
