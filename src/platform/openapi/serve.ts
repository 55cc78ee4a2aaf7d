import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { createDocument, type Documentation } from './document.js';

/** Serves the document at `/openapi.json` and `/openapi.yaml` and a page to browse and try it at `/docs`; made when first asked for. */
export const serveDocumentation = (app: INestApplication, documentation: Documentation): void => {
  let made: OpenAPIObject | null = null;
  SwaggerModule.setup('docs', app, () => (made ??= createDocument(app, documentation)), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Hairline API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true, docExpansion: 'none', filter: true },
  });
};
