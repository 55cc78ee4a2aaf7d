import { Module } from '@nestjs/common';
import { DocumentRenderer } from './document-renderer.js';

/** Documents on paper: a template and data become a PDF. */
@Module({
  providers: [{ provide: DocumentRenderer, useFactory: () => new DocumentRenderer() }],
  exports: [DocumentRenderer],
})
export class DocumentsModule {}
