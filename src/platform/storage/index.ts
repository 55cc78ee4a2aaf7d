export { Blobs } from './blobs.js';
export { BlobStore } from './blob-store.js';
export { pictureTypes, requireMediaType, scanTypes } from './media-types.js';
export { Pictures } from './pictures.js';
export { openStore, StorageModule, type StoreSettings } from './storage.module.js';
