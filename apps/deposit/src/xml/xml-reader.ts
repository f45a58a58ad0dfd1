import { parseSmallXml, SmallXmlError, type XmlNode } from '@timetable/small-xml';
import { refusals } from '../http/refusal.js';
import {
  OUTERMOST,
  isDeclaration,
  resolveName,
  scopeWithin,
  type NamespaceScope,
} from './namespace-scope.js';
import { qualifiedName, type XmlAttribute, type XmlElement } from './xml-element.js';

/** More than any client sends of its own accord. Elements, attributes and texts are nodes. */
export const XML_LIMITS = { maxBytes: 64 * 1024, maxNodes: 4_000, maxDepth: 32 } as const;

/**
 * The body of a request, namespaces resolved. No DOCTYPE, hence no entity but the five of XML; no undeclared prefix.
 *
 * @throws Refusal 400 or 413
 */
export function parseXml(text: string): XmlElement {
  return elementOf(rootOf(text), OUTERMOST);
}

function rootOf(text: string): XmlNode {
  try {
    return parseSmallXml(text, XML_LIMITS);
  } catch (error) {
    if (!(error instanceof SmallXmlError)) throw error;
    throw error.code === 'too_many_nodes' ? refusals.xmlTooLarge(XML_LIMITS) : refusals.malformedXml(error);
  }
}

function elementOf(node: XmlNode, outer: NamespaceScope): XmlElement {
  const written = [...node.attributes];
  const scope = scopeWithin(outer, written);
  const attributes = written
    .filter(([name]) => !isDeclaration(name))
    .map(([name, value]): XmlAttribute => ({ ...resolveName(name, scope, ''), value }));
  if (new Set(attributes.map(qualifiedName)).size < attributes.length) throw refusals.malformedXml();
  const children = node.children.map((child) =>
    typeof child === 'string' ? child : elementOf(child, scope),
  );
  return { ...resolveName(node.name, scope, scope('')), attributes, children };
}
