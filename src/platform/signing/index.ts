export { amendedContent, withinChanges } from './amendment.js';
export { contentHash } from './content-hash.js';
export { takeOver, type SignatureTakeOver } from './take-over.js';
export { pageOfVersions } from './versions.js';
