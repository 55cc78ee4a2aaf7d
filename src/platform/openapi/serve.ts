import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { WHOLE_ROLE } from '../access/policy.js';
import { DOCUMENTATION_CLIENT } from '../access/token-claims.js';
import { createDocument, type Documentation } from './document.js';

/** The page logs in as a client that belongs to the server, by the code flow, as any other front end does. */
const initOAuth = { clientId: DOCUMENTATION_CLIENT, scopes: ['openid', WHOLE_ROLE], usePkceWithAuthorizationCodeGrant: true };

/** Serves the document at `/openapi.json` and `/openapi.yaml`, and a page to browse and try it at `/docs`. Each is made when it is first asked for. */
export const serveDocumentation = (app: INestApplication, documentation: Documentation, publicUrl: string): void => {
  let made: OpenAPIObject | null = null;
  SwaggerModule.setup('docs', app, () => (made ??= createDocument(app, documentation, publicUrl)), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Hairline API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
      oauth2RedirectUrl: `${publicUrl}/docs/oauth2-redirect.html`,
      initOAuth,
    },
  });
};
