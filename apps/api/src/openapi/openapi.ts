import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_RESPONSE } from './problem-response.js';

const TITLE = 'Import automatique des emplois du temps';

/** The contract at `/api/openapi.json`, its pages at `/api/docs`; built from the same schemas that validate. */
export function serveOpenApi(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription(
      'Listes : `?limit=&cursor=` → `{items, nextCursor, total}`. Dates : ISO 8601 avec décalage.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('session')
    .addSecurityRequirements('bearer')
    .build();
  SwaggerModule.setup('api/docs', app, () => withProblems(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: `${TITLE} : API`,
  });
}

/** Every operation may answer a problem: said once, in the same words. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation !== undefined) operation.responses['default'] = PROBLEM_RESPONSE;
    }
  }
  return document;
}
