import type { StoredDepositAccount } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { hasBody, type ClientAddress } from '@timetable/runtime';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../auth/authenticator.js';
import type { LastUse } from '../auth/last-use.js';
import { checkBody, needsBody } from '../guard/body-limits.js';
import { etagConditionsOf } from '../guard/etag-conditions.js';
import { parseIfHeader } from '../guard/if-header.js';
import { checkChange, checkPreconditions, type Intent, type Transfer } from '../guard/preconditions.js';
import { checkHost, depthOf, destinationOf, headerOf, overwriteOf } from '../guard/request-headers.js';
import { belowMount, decodeTarget, hrefOf, mountedUrlOf, type ResourcePath } from '../guard/resource-path.js';
import { ALLOW, verbOf } from '../guard/verbs.js';
import { readAway } from '../guard/unneeded-body.js';
import type { WebdavDispatch } from '../methods/webdav-server.js';
import type { CampusTreeRegistry } from '../tree/campus-tree-registry.js';
import type { LockTable } from '../tree/lock-table.js';
import type { DoorHealthController } from '../observability/door-health.controller.js';
import type { RequestLog } from '../observability/request-log.js';
import { send, sendRefusal, type Answer } from './answer.js';
import { refusalOf, refusals } from './refusal.js';
import type { RequestContext, RequestContexts } from './request-context.js';
import type { Upload, UploadsUnderWay } from './uploads-under-way.js';

export interface DoorParts {
  readonly authenticator: Authenticator;
  readonly addresses: ClientAddress;
  readonly lastUse: LastUse;
  readonly trees: CampusTreeRegistry;
  readonly locks: LockTable;
  readonly contexts: RequestContexts;
  readonly webdav: WebdavDispatch;
  readonly health: DoorHealthController;
  readonly uploads: UploadsUnderWay;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly maxUploadBytes: number;
}

/** What the request wants said before its body (`Expect`): « 100 Continue », or something that nobody knows. */
export type Expectation = 'nothing' | 'continue' | 'unknown';

const OPTIONS_ANSWER: Answer = {
  status: 200,
  headers: { DAV: '1, 2', 'MS-Author-Via': 'DAV', Allow: ALLOW, 'Content-Length': 0 },
};

/**
 * The way of a request: guard → who is it → may it → preconditions → `webdav-server` with our methods. Whatever is
 * wrong on the way is a `Refusal`; nothing reaches the package that it could misread.
 */
export class Door {
  constructor(private readonly parts: DoorParts) {}

  /** Answers; never throws. */
  handle(request: IncomingMessage, response: ServerResponse, expectation: Expectation): void {
    const waiting = new Waiting(response, expectation === 'continue');
    this.#serve(request, response, waiting, expectation).catch((error: unknown) => {
      const refusal = refusalOf(error);
      this.parts.log.refused(request, refusal);
      sendRefusal(request, response, refusal, {
        maxDrainBytes: this.parts.maxUploadBytes,
        awaitsContinue: waiting.isWaiting(),
      });
    });
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    waiting: Waiting,
    expectation: Expectation,
  ): Promise<void> {
    const address = this.parts.addresses.of(request);
    this.parts.log.follow(request, response, address);
    if (expectation === 'unknown') throw refusals.expectationFailed();
    const verb = verbOf(request.method);
    if (verb === 'OPTIONS') {
      await receiveNothing(request, waiting);
      await send(request, response, OPTIONS_ANSWER);
      return;
    }
    checkHost(request);
    const segments = decodeTarget(request.url ?? '/');
    const health = verb === 'GET' || verb === 'HEAD' ? this.parts.health.answer(segments) : undefined;
    if (health !== undefined) {
      const answer = await health;
      await receiveNothing(request, waiting);
      await send(request, response, answer);
      return;
    }
    const path = belowMount(segments);
    if (path === undefined) throw refusals.outsideTheDoor();
    const account = await this.parts.authenticator.authenticate({
      authorization: headerOf(request, 'authorization'),
      address,
    });
    const userAgent = headerOf(request, 'user-agent');
    this.parts.lastUse.note(account.login, address, userAgent);
    checkBody(request, verb, this.parts.maxUploadBytes);
    if (path.length > 0 && path[0] !== account.campusCode) throw refusals.notYourCampus();
    if (path.length === 0 && verb !== 'PROPFIND' && verb !== 'GET' && verb !== 'HEAD')
      throw refusals.notYourCampus();
    if (!needsBody(verb)) await receiveNothing(request, waiting);
    await this.#forgetClosedHolders(account);
    this.#enter({ request, response, method: verb, path, account, address, userAgent }, waiting);
  }

  #enter(arrival: Arrival, waiting: Waiting): void {
    const { request, response, method, path, account } = arrival;
    const now = this.parts.clock.now();
    const tree = this.parts.trees.treeOf(account.campusCode, account.establishmentCodes, now);
    const header = headerOf(request, 'if');
    const ifHeader = header === undefined ? undefined : parseIfHeader(header);
    const tokens = ifHeader?.tokens ?? new Set<string>();
    const transfer = method === 'COPY' || method === 'MOVE' ? transferOf(request, method) : undefined;
    const intent: Intent = {
      verb: method,
      path,
      tree,
      ifHeader,
      etags: etagConditionsOf(request, method),
      holder: { login: account.login, tokens },
      transfer,
    };
    checkPreconditions(intent, this.parts.locks, now);
    const upload = hasBody(request) && needsBody(method) ? this.#begin(arrival) : undefined;
    this.parts.contexts.open({
      ...arrival,
      destination: transfer?.destination,
      tree,
      tokens,
      acceptBody: () => {
        waiting.accept();
      },
      awaitsContinue: () => waiting.isWaiting(),
      checkAgain: () => {
        checkChange(intent, this.parts.locks, this.parts.clock.now());
      },
      upload,
      refusal: undefined,
    });
    showOnlyWhatIsChecked(request, path, transfer);
    this.parts.webdav(request, response);
  }

  /** Locks of accounts that were closed meanwhile stand against nobody. */
  async #forgetClosedHolders({
    campusCode,
    login,
  }: Pick<StoredDepositAccount, 'campusCode' | 'login'>): Promise<void> {
    const { authenticator, locks, clock } = this.parts;
    const others = [...locks.holdersIn(campusCode, clock.now())].filter((holder) => holder !== login);
    await Promise.all(
      others.map(async (holder) => {
        if (!(await authenticator.isOpen(holder, campusCode))) locks.forgetHolder(campusCode, holder);
      }),
    );
  }

  #begin({ response, account }: Arrival): Upload {
    const upload = this.parts.uploads.begin(account.login);
    response.once('close', () => {
      upload.end();
    });
    return upload;
  }
}

/** A request let in. */
type Arrival = Pick<
  RequestContext,
  'request' | 'response' | 'method' | 'path' | 'account' | 'address' | 'userAgent'
>;

function transferOf(request: IncomingMessage, verb: 'COPY' | 'MOVE'): Transfer {
  const depth = depthOf(request, 'infinity');
  if (depth === '1') throw refusals.malformedHeader('Depth');
  return {
    destination: destinationOf(request),
    overwrite: overwriteOf(request),
    isShallow: verb === 'COPY' && depth === '0',
  };
}

/** What the package sees: canonical forms of what was understood, and nothing of what was dealt with. */
function showOnlyWhatIsChecked(
  request: IncomingMessage,
  path: ResourcePath,
  transfer: Transfer | undefined,
): void {
  request.url = mountedUrlOf(path);
  delete request.headers['if'];
  // Read for no verb but those of collections; the package throws, and catches, an exception when there is none.
  if (request.method === 'PUT') request.headers['depth'] = '0';
  if (transfer !== undefined) {
    request.headers['destination'] = hrefOf(transfer.destination, false);
    request.headers['overwrite'] = transfer.overwrite ? 'T' : 'F';
  }
  // The package would wait, with memory set aside, for a body that was read away.
  if (hasBody(request) && (transfer !== undefined || request.method === 'DELETE'))
    request.headers['content-length'] = '0';
}

/** Of a verb that needs no body: what comes nevertheless is let come, and forgotten. */
async function receiveNothing(request: IncomingMessage, waiting: Waiting): Promise<void> {
  await readAway(request, () => {
    waiting.accept();
  });
}

/** A client that said `Expect: 100-continue` and was not answered yet. */
class Waiting {
  #isWaiting: boolean;

  constructor(
    private readonly response: ServerResponse,
    expectsContinue: boolean,
  ) {
    this.#isWaiting = expectsContinue;
  }

  isWaiting(): boolean {
    return this.#isWaiting;
  }

  accept(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.response.writeContinue();
  }
}
