export { contradictions, documents, statements, type SourceId } from './statements.data.js';
export { SourcesModule } from './sources.module.js';
