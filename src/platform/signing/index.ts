export { amendContent, pointErrorsIntoChanges } from './amendment.js';
export { hashContent } from './content-hash.js';
export { takeOver, type SignatureTakeOver } from './take-over.js';
export { readVersionsPage } from './versions.js';
