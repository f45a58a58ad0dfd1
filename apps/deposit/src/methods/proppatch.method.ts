import { hrefOf } from '../guard/resource-path.js';
import { readXmlBody } from '../guard/xml-body.js';
import {
  DAV,
  childOf,
  childrenOf,
  dav,
  nameOnly,
  qualifiedName,
  type XmlElement,
} from '../xml/xml-element.js';
import type { Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import type { PropertyChange } from '../tree/dead-properties.js';
import type { DoorMethod } from './door-method.js';
import { isProtected } from './live-properties.js';
import { multistatus, propstat } from './multistatus.js';

/**
 * PROPPATCH: whatever is set is kept with the resource (Explorer fails an upload without it). Ours, because the
 * package's answers twice, and dies, on a request with two `set` or `remove`.
 */
export class ProppatchMethod implements DoorMethod {
  async answer(context: RequestContext): Promise<Answer> {
    context.acceptBody();
    const changes = changesOf(await readXmlBody(context.request));
    context.checkAgain();
    const node = context.tree.find(context.path);
    if (node === undefined) throw refusals.notFound();
    const forbidden = changes
      .filter(({ element }) => isProtected(element))
      .map(({ element }) => nameOnly(element));
    const others = changes
      .filter(({ element }) => !isProtected(element))
      .map(({ element }) => nameOnly(element));
    if (forbidden.length === 0) node.properties.apply(changes);
    const propstats =
      forbidden.length === 0
        ? [propstat(unique(others), '200 OK')]
        : [
            propstat(unique(forbidden), '403 Forbidden'),
            ...(others.length === 0 ? [] : [propstat(unique(others), '424 Failed Dependency')]),
          ];
    const href = dav('href', hrefOf(context.path, node.kind === 'collection'));
    const namespaces = changes.map(({ element }) => element.namespace);
    return multistatus([dav('response', href, ...propstats)], namespaces);
  }
}

/** @throws Refusal 400 */
function changesOf(body: XmlElement | undefined): PropertyChange[] {
  if (body?.namespace !== DAV || body.name !== 'propertyupdate') throw refusals.malformedXml();
  return childrenOf(body).flatMap((instruction) => {
    const action = instruction.namespace === DAV ? instruction.name : undefined;
    if (action !== 'set' && action !== 'remove') return [];
    const prop = childOf(instruction, 'prop');
    if (prop === undefined) throw refusals.malformedXml();
    const language = prop.attributes.find(({ name }) => name === 'lang');
    return childrenOf(prop).map((element) => ({
      action,
      // xml:lang is inherited: kept with the value it speaks of.
      element:
        language === undefined || element.attributes.some(({ name }) => name === 'lang')
          ? element
          : { ...element, attributes: [...element.attributes, language] },
    }));
  });
}

function unique(elements: readonly XmlElement[]): XmlElement[] {
  return [...new Map(elements.map((element) => [qualifiedName(element), element])).values()];
}
