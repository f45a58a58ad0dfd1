import type { Clock } from '@timetable/settings';
import { depthOf } from '../guard/request-headers.js';
import { hrefOf, type ResourcePath } from '../guard/resource-path.js';
import { readXmlBody } from '../guard/xml-body.js';
import { DAV, dav, nameOnly, qualifiedName, type XmlElement } from '../xml/xml-element.js';
import type { Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import type { LockTable } from '../tree/lock-table.js';
import type { TreeNode } from '../tree/node.js';
import type { DoorMethod } from './door-method.js';
import { allLiveProperties, liveProperty, type Described } from './live-properties.js';
import { multistatus, propstat } from './multistatus.js';
import { propfindQuestion, type PropfindQuestion } from './propfind-question.js';

const MAX_RESOURCES = 1000;

/**
 * PROPFIND. Ours, because the package's takes an absent or unknown depth for an endless one, ignores chunked bodies,
 * reads malformed XML as « all », and misreports locks.
 */
export class PropfindMethod implements DoorMethod {
  constructor(
    private readonly locks: LockTable,
    private readonly clock: Clock,
  ) {}

  async answer(context: RequestContext): Promise<Answer> {
    const { tree, path, request } = context;
    const depth = depthOf(request, '1');
    context.acceptBody();
    const question = propfindQuestion(await readXmlBody(request));
    const node = tree.find(path);
    if (node === undefined) throw refusals.notFound();
    if (depth === 'infinity' && node.kind === 'collection') throw refusals.infiniteDepth();
    const resources: [ResourcePath, TreeNode][] = [[path, node]];
    if (node.kind === 'collection' && depth === '1') {
      for (const [name, child] of node.children) resources.push([[...path, name], child]);
    }
    const now = this.clock.now();
    const described = resources
      .slice(0, MAX_RESOURCES)
      .map(([each, found]): Described => ({ path: each, node: found, tree, locks: this.locks, now }));
    const namespaces = [...question.asked.values()].map(({ namespace }) => namespace);
    return multistatus(responses(described, question), namespaces);
  }
}

function* responses(resources: readonly Described[], question: PropfindQuestion): Generator<XmlElement> {
  for (const each of resources) yield response(each, question);
}

function response(of: Described, { kind, asked }: PropfindQuestion): XmlElement {
  const href = dav('href', hrefOf(of.path, of.node.kind === 'collection'));
  switch (kind) {
    case 'names':
      return dav('response', href, propstat(everything(of).map(nameOnly), '200 OK'));
    case 'all': {
      const properties = new Map(everything(of).map((each) => [qualifiedName(each), each]));
      for (const [name, wanted] of asked) {
        const value = valueOf(name, wanted, of);
        if (value !== undefined) properties.set(name, value);
      }
      return dav('response', href, propstat([...properties.values()], '200 OK'));
    }
    case 'some': {
      const found: XmlElement[] = [];
      const missing: XmlElement[] = [];
      for (const [name, wanted] of asked) {
        const value = valueOf(name, wanted, of);
        if (value === undefined) missing.push(wanted);
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

function valueOf(name: string, wanted: XmlElement, of: Described): XmlElement | undefined {
  const dead = of.node.properties.get(name);
  return dead ?? (wanted.namespace === DAV ? liveProperty(wanted.name, of) : undefined);
}
