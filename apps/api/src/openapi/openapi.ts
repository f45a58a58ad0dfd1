import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Cookies } from '../auth/cookies.js';
import { completeDocument } from './complete-document.js';
import { schemaConverter } from './named-schemas.js';

const TITLE = 'Import automatique des emplois du temps';

/** The contract at `/api/openapi.json`, its pages at `/api/docs`; built from the same schemas that validate. */
export function serveOpenApi(app: NestExpressApplication): void {
  const cookies = app.get(Cookies);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle(TITLE)
    .setDescription(
      'Connexion : `POST /api/v1/auth/login`, puis `Authorization: Bearer <token>` ou le cookie de session. ' +
        'Rôles : `operator` (tout, et crée les comptes par `POST /api/v1/accounts`), `manager` (une cité scolaire), ' +
        '`viewer` (tableau de bord et bilans d’une cité scolaire). ' +
        'Listes : `?limit=&cursor=` → `{items, nextCursor, total}`. Dates : ISO 8601 avec décalage.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth(cookies.nameOf('session'))
    .addCookieAuth(cookies.nameOf('depositor'), { type: 'apiKey', in: 'cookie' }, 'depositor')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const describe = () =>
    completeDocument(SwaggerModule.createDocument(app, config, { standardSchemaConverter: schemaConverter }));
  SwaggerModule.setup('api/docs', app, describe, {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: `${TITLE} : API`,
  });
}
