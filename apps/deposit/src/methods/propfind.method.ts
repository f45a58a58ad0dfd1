import type { Clock } from '@timetable/contracts';
import { depthOf } from '../guard/request-headers.js';
import { hrefOf, type ResourcePath } from '../guard/resource-path.js';
import { readXmlBody } from '../guard/xml-body.js';
import {
  DAV,
  childOf,
  childrenOf,
  dav,
  nameOnly,
  qualifiedName,
  xmlDocument,
  type XmlElement,
} from '../guard/xml-element.js';
import { XML, type Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { Visit, VisitBook } from '../http/visit.js';
import type { LockTable } from '../tree/lock-table.js';
import type { TreeNode } from '../tree/node.js';
import { DoorMethod } from './door-method.js';
import { allLiveProperties, liveProperty, type Described } from './live-properties.js';

const MAX_RESOURCES = 1000;

type Question =
  | { readonly kind: 'all'; readonly include: readonly XmlElement[] }
  | { readonly kind: 'names' }
  | { readonly kind: 'some'; readonly properties: readonly XmlElement[] };

/**
 * PROPFIND. Ours, because the package's takes an absent or unknown depth for an endless one, ignores chunked bodies,
 * reads malformed XML as « all », and misreports locks.
 */
export class PropfindMethod extends DoorMethod {
  constructor(
    visits: VisitBook,
    private readonly locks: LockTable,
    private readonly clock: Clock,
  ) {
    super(visits);
  }

  protected async answer(visit: Visit): Promise<Answer> {
    const { tree, path, request } = visit;
    const depth = depthOf(request, '1');
    visit.acceptBody();
    const question = questionOf(await readXmlBody(request));
    const node = tree.find(path);
    if (node === undefined) throw refusals.notFound();
    if (depth === 'infinity' && node.kind === 'collection') throw refusals.infiniteDepth();
    const resources: [ResourcePath, TreeNode][] = [[path, node]];
    if (node.kind === 'collection' && depth === '1') {
      for (const [name, child] of node.children) resources.push([[...path, name], child]);
    }
    const now = this.clock.now();
    const responses = resources
      .slice(0, MAX_RESOURCES)
      .map(([each, found]) => response({ path: each, node: found, tree, locks: this.locks, now }, question));
    return {
      status: 207,
      headers: { 'Content-Type': XML },
      body: xmlDocument(dav('multistatus', ...responses)),
    };
  }
}

/** @throws Refusal 400 */
function questionOf(body: XmlElement | undefined): Question {
  if (body === undefined) return { kind: 'all', include: [] };
  if (body.namespace !== DAV || body.name !== 'propfind') throw refusals.malformedXml();
  const some = childOf(body, 'prop');
  if (some !== undefined) return { kind: 'some', properties: childrenOf(some) };
  if (childOf(body, 'propname') !== undefined) return { kind: 'names' };
  if (childOf(body, 'allprop') === undefined) throw refusals.malformedXml();
  const include = childOf(body, 'include');
  return { kind: 'all', include: include === undefined ? [] : childrenOf(include) };
}

function response(of: Described, question: Question): XmlElement {
  const href = dav('href', hrefOf(of.path, of.node.kind === 'collection'));
  switch (question.kind) {
    case 'names':
      return dav('response', href, propstat(everything(of).map(nameOnly), '200 OK'));
    case 'all': {
      const included = question.include.flatMap((wanted) => valueOf(wanted, of) ?? []);
      const properties = new Map([...everything(of), ...included].map((each) => [qualifiedName(each), each]));
      return dav('response', href, propstat([...properties.values()], '200 OK'));
    }
    case 'some': {
      const found: XmlElement[] = [];
      const missing: XmlElement[] = [];
      for (const wanted of question.properties) {
        const value = valueOf(wanted, of);
        if (value === undefined) missing.push(nameOnly(wanted));
        else found.push(value);
      }
      // A response without any propstat would not be valid.
      const propstats = found.length > 0 || missing.length === 0 ? [propstat(found, '200 OK')] : [];
      if (missing.length > 0) propstats.push(propstat(missing, '404 Not Found'));
      return dav('response', href, ...propstats);
    }
  }
}

function everything(of: Described): XmlElement[] {
  const dead = [...of.node.properties.all()];
  const overridden = new Set(dead.map(qualifiedName));
  return [...allLiveProperties(of).filter((live) => !overridden.has(qualifiedName(live))), ...dead];
}

function valueOf(wanted: XmlElement, of: Described): XmlElement | undefined {
  const dead = of.node.properties.get(qualifiedName(wanted));
  return dead ?? (wanted.namespace === DAV ? liveProperty(wanted.name, of) : undefined);
}

export function propstat(properties: readonly XmlElement[], status: string): XmlElement {
  return dav('propstat', dav('prop', ...properties), dav('status', `HTTP/1.1 ${status}`));
}
