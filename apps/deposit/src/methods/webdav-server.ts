import type { IncomingMessage, ServerResponse } from 'node:http';
import { v2 } from 'webdav-server';
import { MOUNT } from '../guard/resource-path.js';
import type { Verb } from '../guard/verbs.js';
import { sendRefusal } from '../http/answer.js';
import { refusalForStatus, type Refusal } from '../http/refusal.js';
import type { RequestContext, RequestContexts } from '../http/request-context.js';
import type { DepositFileSystem } from '../tree/deposit-file-system.js';
import { HttpMethod, type DoorMethod } from './door-method.js';

/** Set by the package on every answer; none of them is ours to say. */
const UNWANTED_HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Server',
  'Allow',
];

/** The user manager, authentication and privileges of the package are not used: the context says who it is. */
class ContextAuthentication implements v2.HTTPAuthentication {
  constructor(private readonly contexts: RequestContexts) {}

  askForAuthentication(): Record<string, string> {
    return {};
  }

  getUser(ctx: v2.HTTPRequestContext, callback: (error: Error, user?: v2.IUser) => void): void {
    const { login } = this.contexts.of(ctx.request).account;
    // oxlint-disable-next-line typescript/no-unsafe-argument -- the package's word for « no error »
    callback(v2.Errors.None, { uid: login, username: login });
  }
}

/** The verbs that the package must not answer with its own methods; OPTIONS never comes as far. */
type OurVerb = Exclude<Verb, 'OPTIONS' | 'MKCOL' | 'DELETE' | 'MOVE' | 'COPY'>;

/** Runs a request that has a context. */
export type WebdavDispatch = (request: IncomingMessage, response: ServerResponse) => void;

type OnRefusal = (context: RequestContext, refusal: Refusal) => void;

/**
 * `webdav-server` with our authentication, our file system and our methods: it dispatches, and runs MKCOL, DELETE,
 * MOVE and COPY itself. docs/adr/0005-deposit-door-layer.md says why, verb by verb.
 */
export function createWebdavServer(parts: {
  readonly contexts: RequestContexts;
  readonly fileSystem: DepositFileSystem;
  readonly methods: Readonly<Record<OurVerb, DoorMethod>>;
  readonly maxDrainBytes: number;
  readonly onRefusal: OnRefusal;
}): WebdavDispatch {
  const options = Object.assign(new v2.WebDAVServerOptions(), {
    httpAuthentication: new ContextAuthentication(parts.contexts),
    requireAuthentification: true,
    rootFileSystem: parts.fileSystem,
    respondWithPaths: true,
    serverName: '-',
    version: '-',
  });
  const server = new v2.WebDAVServer(options);
  for (const [verb, method] of Object.entries(parts.methods))
    server.method(verb, new HttpMethod(method, parts.contexts));
  server.beforeRequest((ctx, next) => {
    const context = parts.contexts.of(ctx.request);
    for (const name of UNWANTED_HEADERS) ctx.response.removeHeader(name);
    const end = ctx.exit;
    ctx.exit = () => {
      if (complete(context, parts)) end();
    };
    next();
  });
  return (request, response) => {
    // oxlint-disable-next-line typescript/no-unsafe-call -- declared as `any` by the package
    server.executeRequest(request, response, `/${MOUNT}`);
  };
}

/** Gives the package's bare codes our sentences. Returns whether the answer may be ended. */
function complete(
  context: RequestContext,
  { maxDrainBytes, onRefusal }: { readonly maxDrainBytes: number; readonly onRefusal: OnRefusal },
): boolean {
  const { request, response } = context;
  // The client left: its half of an error is not ours.
  if (response.destroyed) return false;
  if (response.headersSent) {
    // Too late to say anything: a cut connection at least says that something failed.
    if (context.refusal === undefined) return true;
    onRefusal(context, context.refusal);
    response.destroy();
    return false;
  }
  const refusal = context.refusal ?? refusalForStatus(response.statusCode);
  if (refusal === undefined) {
    // The package's DELETE says 200, and nothing with it.
    if (request.method === 'DELETE') response.statusCode = 204;
    if (response.statusCode === 201) response.setHeader('Content-Length', 0);
    return true;
  }
  onRefusal(context, refusal);
  sendRefusal(request, response, refusal, { maxDrainBytes, awaitsContinue: context.awaitsContinue() });
  return false;
}
