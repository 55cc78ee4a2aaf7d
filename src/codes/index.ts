export { CodesModule } from './codes.module.js';
export { isLoadableSystem, loadableSystems, readRelease, ReleaseError } from './domain/release.js';
export { replaceCodeList, type LoadReport } from './operator.js';
