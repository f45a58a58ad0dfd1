import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The contract at `/api/openapi.json`, its pages at `/api/docs`; built from the same schemas that validate. */
export function serveOpenApi(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Import automatique des emplois du temps')
    .setDescription(
      'Erreurs : application/problem+json. Listes : ?limit=&cursor= → {items, nextCursor, total}.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('session')
    .addSecurityRequirements('bearer')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Import automatique des emplois du temps : API',
  });
}
