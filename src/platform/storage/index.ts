export { Blobs, type KeptBlob } from './blobs.js';
export { BlobStore } from './blob-store.js';
export { pictureTypes, requireMediaType, scanTypes, type MediaType, type PictureType } from './media-types.js';
export { Pictures, MAXIMUM_PIXELS, THUMBNAIL_EDGE, type PreparedPicture } from './pictures.js';
export { openStore, StorageModule, type StoreSettings } from './storage.module.js';
