export { Blobs, type KeptBlob } from './blobs.js';
export { BlobStore } from './blob-store.js';
export { requireMediaType, type MediaType } from './media-types.js';
export { Pictures, pictureTypes, MAXIMUM_PIXELS, THUMBNAIL_EDGE, type PictureType, type PreparedPicture } from './pictures.js';
export { openStore, StorageModule, type StoreSettings } from './storage.module.js';
