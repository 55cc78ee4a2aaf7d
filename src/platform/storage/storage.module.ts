import { Global, Module, type DynamicModule } from '@nestjs/common';
import { BlobJanitor } from './blob-janitor.js';
import { BlobStore } from './blob-store.js';
import { Blobs } from './blobs.js';
import { DiskStore } from './disk-store.js';
import { Pictures } from './pictures.js';
import type { S3Settings } from './s3-store.js';

/** The place of stored content: a directory of this machine, or a bucket. */
export type StoreSettings = { kind: 'disk'; directory: string } | ({ kind: 's3' } & S3Settings);

/** Opens the store. The client of S3 is loaded only where it is used. */
export const openStore = async (settings: StoreSettings): Promise<BlobStore> => {
  if (settings.kind === 'disk') return new DiskStore(settings.directory);
  const { S3Store } = await import('./s3-store.js');
  return new S3Store(settings);
};

/** Stores content that does not belong into a table: photographs, scanned documents. */
@Global()
@Module({})
export class StorageModule {
  static forRoot(settings: StoreSettings): DynamicModule {
    return {
      module: StorageModule,
      providers: [{ provide: BlobStore, useFactory: () => openStore(settings) }, Blobs, Pictures, BlobJanitor],
      exports: [Blobs, Pictures, BlobStore],
    };
  }
}
