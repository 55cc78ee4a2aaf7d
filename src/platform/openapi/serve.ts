import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { InstallationProvider } from '../access/installation-provider.js';
import { WHOLE_ROLE } from '../access/policy.js';
import { DOCUMENTATION_CLIENT } from '../access/token-claims.js';
import { readWhatIsShown } from './documentation-page.js';
import { createDocument, type Documentation, type LogInPlace } from './document.js';

/** The page logs in by the code flow, as any other front end does: here as a client that belongs to the server, at a provider as its first client. */
const chooseClient = (provider: InstallationProvider | null): object => {
  const flow = { usePkceWithAuthorizationCodeGrant: true };
  if (!provider) return { ...flow, clientId: DOCUMENTATION_CLIENT, scopes: ['openid', WHOLE_ROLE] };
  const { clientIds, scopes, audience, audienceParameter } = provider;
  return { ...flow, clientId: clientIds[0], scopes, ...(audienceParameter && { additionalQueryStringParams: { [audienceParameter]: audience } }) };
};

/** Serves the document at `/openapi.json` and `/openapi.yaml`, and a page to browse and try it at `/docs`. Each is made when it is first asked for. */
export const serveDocumentation = (app: INestApplication, documentation: Documentation, place: LogInPlace): void => {
  let made: OpenAPIObject | null = null;
  SwaggerModule.setup('docs', app, () => (made ??= createDocument(app, documentation, place)), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Hairline API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
      plugins: [readWhatIsShown],
      oauth2RedirectUrl: `${place.publicUrl}/docs/oauth2-redirect.html`,
      initOAuth: chooseClient(place.provider),
    },
  });
};
