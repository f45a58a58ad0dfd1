import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Settings } from '@timetable/settings';
import express, { type RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { Logger } from 'nestjs-pino';
import { OPENID_PATH } from './auth/openid/openid-provider.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console/serve-console.js';
import { compressAnswers } from './http/compress.js';
import { identifyClient } from './http/identify-client.js';
import { jsonBody } from './http/json-body.js';
import { identifyRequest } from './http/request-id.js';
import { refuseUnstorableText } from './http/unstorable-text.js';
import { serveOpenApi } from './openapi/openapi.js';
import type { Ports } from './ports/ports.module.js';

/** The whole API, ready to listen: the same for the process and for tests. */
export async function createApi(ports: Ports): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(ports), {
    bodyParser: false,
    bufferLogs: true,
    // The caller says why it cannot start, and ends.
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.use(identifyRequest);
  app.use(identifyClient(ports.settings.TRUSTED_PROXIES));
  app.use(helmet(securityHeaders(ports.settings)));
  app.use(compressAnswers);
  app.use('/api/v1', privateAnswers);
  app.use(refuseUnstorableText);
  app.use(OPENID_PATH, express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 }));
  app.use(jsonBody);
  if (ports.consoleDirectory !== undefined) app.use(serveConsole(ports.consoleDirectory));
  serveOpenApi(app);
  return app;
}

/** Browsers are only told to insist on HTTPS where there is some: over plain HTTP the pages would not load. */
function securityHeaders({ PUBLIC_URL }: Settings): HelmetOptions {
  const isSecure = PUBLIC_URL.startsWith('https:');
  return {
    strictTransportSecurity: isSecure,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: isSecure ? [] : null } },
  };
}

/** Answers name people: no cache between the server and the client keeps them. */
const privateAnswers: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
