import { peerAddress } from '@timetable/runtime';
import type { Clock } from '@timetable/settings';
import { depthOf, lockTimeoutOf } from '../guard/request-headers.js';
import { readXmlBody } from '../guard/xml-body.js';
import { childOf, DAV, dav, type XmlElement } from '../xml/xml-element.js';
import { xmlDocument } from '../xml/xml-writer.js';
import { XML, type Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import { Content, EMPTY_SHA256 } from '../tree/content.js';
import type { LockClient, LockTable, WebdavLock } from '../tree/lock-table.js';
import type { Spool } from '../tree/spool.js';
import type { DoorMethod } from './door-method.js';
import { lockDiscovery } from './live-properties.js';

/**
 * LOCK: a new lock, or a refresh when there is no body. An address where nothing is gets an empty file, as RFC 4918
 * §7.3 wants. Ours, because the package's locks per user instead of per token, grants an exclusive lock over a shared
 * one, and writes the token without its brackets.
 */
export class LockMethod implements DoorMethod {
  constructor(
    private readonly locks: LockTable,
    private readonly spool: Spool,
    private readonly clock: Clock,
  ) {}

  async answer(context: RequestContext): Promise<Answer> {
    const { request, path, tree } = context;
    const depth = depthOf(request, 'infinity');
    if (depth === '1') throw refusals.malformedHeader('Depth');
    context.acceptBody();
    const body = await readXmlBody(request);
    if (body === undefined) return this.#refresh(context);
    const wish = wishOf(body);
    context.checkAgain();
    const now = this.clock.now();
    const isNew = tree.find(path) === undefined;
    tree.parentFor(path);
    const placedBy = context.account.login;
    if (isNew) tree.assertRoomFor(path, { placeHolders: { login: placedBy, count: 1 } });
    const lock = this.locks.take(
      {
        ...wish,
        path,
        isDeep: depth === 'infinity',
        login: context.account.login,
        client: clientOf(context),
        timeoutSeconds: lockTimeoutOf(request),
      },
      now,
    );
    if (isNew) tree.place(path, { content: this.#nothing(), deposit: undefined, placedBy }, now);
    return { ...this.#granted(lock), status: isNew ? 201 : 200 };
  }

  #nothing(): Content {
    return new Content(0, EMPTY_SHA256, { kind: 'nowhere' }, this.spool);
  }

  #refresh(context: RequestContext): Answer {
    const { request, path, account, tokens } = context;
    if (tokens.size === 0) throw refusals.malformedHeader('If');
    const lock = this.locks.refresh(
      {
        path,
        tokens,
        login: account.login,
        client: clientOf(context),
        timeoutSeconds: lockTimeoutOf(request),
      },
      this.clock.now(),
    );
    if (lock === undefined) throw refusals.preconditionFailed();
    return this.#granted(lock);
  }

  #granted(lock: WebdavLock): Answer {
    const body = xmlDocument(dav('prop', lockDiscovery(lock, this.clock.now())));
    return { status: 200, headers: { 'Content-Type': XML, 'Lock-Token': `<${lock.token}>` }, body };
  }
}

function clientOf({ request, address, userAgent: program }: RequestContext): LockClient {
  if (peerAddress(request) !== address) return { program, address, isConnected: () => undefined };
  // Of a connection that is gone, nothing else is kept for the life of the lock.
  const socket = new WeakRef(request.socket);
  return { program, address, isConnected: () => socket.deref()?.destroyed === false };
}

/** @throws Refusal 400 */
function wishOf(body: XmlElement): { isExclusive: boolean; owner: XmlElement | undefined } {
  const scope = childOf(body, 'lockscope');
  const type = childOf(body, 'locktype');
  const isLockInfo = body.namespace === DAV && body.name === 'lockinfo';
  if (!isLockInfo || scope === undefined || (type !== undefined && childOf(type, 'write') === undefined)) {
    throw refusals.malformedXml();
  }
  const isExclusive = childOf(scope, 'exclusive') !== undefined;
  if (!isExclusive && childOf(scope, 'shared') === undefined) throw refusals.malformedXml();
  return { isExclusive, owner: childOf(body, 'owner') };
}
