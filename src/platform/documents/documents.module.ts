import { Module } from '@nestjs/common';
import { DocumentRenderer } from './document-renderer.js';
import { RecordDocuments } from './record-documents.js';

/** Renders documents for paper: a template and data become a PDF. */
@Module({
  providers: [DocumentRenderer, RecordDocuments],
  exports: [DocumentRenderer, RecordDocuments],
})
export class DocumentsModule {}
