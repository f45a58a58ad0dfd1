import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_RESPONSE } from './problem-response.js';

const TITLE = 'Import automatique des emplois du temps';

/** The contract at `/api/openapi.json`, its pages at `/api/docs`; built from the same schemas that validate. */
export function serveOpenApi(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription(
      'Connexion : `POST /api/v1/auth/login`, puis `Authorization: Bearer <token>` ou le cookie de session. ' +
        'Rôles : `operator` (tout, et crée les comptes par `POST /api/v1/accounts`), `manager` (une cité scolaire), ' +
        '`viewer` (tableau de bord et bilans d’une cité scolaire). ' +
        'Listes : `?limit=&cursor=` → `{items, nextCursor, total}`. Dates : ISO 8601 avec décalage.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('session')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  SwaggerModule.setup('api/docs', app, () => completed(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: `${TITLE} : API`,
  });
}

/** Every operation may answer a problem: said once, in the same words. A page is text, whatever its JSON looks like. */
function completed(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation === undefined) continue;
      for (const response of Object.values(operation.responses)) {
        if (response !== undefined && 'content' in response && response.content['text/html'] !== undefined)
          response.content['text/html'] = { schema: { type: 'string' } };
      }
      operation.responses['default'] = PROBLEM_RESPONSE;
    }
  }
  return document;
}
