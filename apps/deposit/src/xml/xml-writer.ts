import XMLBuilder from 'fast-xml-builder';
import { DAV, XML_NAMESPACE, type XmlElement } from './xml-element.js';

/** Namespace → prefix. */
export type Prefixes = ReadonlyMap<string, string>;

/** What `fast-xml-builder` makes a text or an element of (`{ name: children, ':@': attributes }`). */
type WrittenNode = Readonly<
  Record<string, string | readonly WrittenNode[] | Readonly<Record<string, string>>>
>;

const builder = new XMLBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

/** One prefix for each. `DAV:` has the prefix `D` throughout: some clients expect exactly that. */
export function prefixesOf(namespaces: Iterable<string> = []): Prefixes {
  const prefixes = new Map([[DAV, 'D']]);
  for (const namespace of namespaces) {
    const isDeclared = namespace === '' || namespace === XML_NAMESPACE || prefixes.has(namespace);
    if (!isDeclared) prefixes.set(namespace, `n${prefixes.size}`);
  }
  return prefixes;
}

/** A whole document. */
export function xmlDocument(root: XmlElement): string {
  return DECLARATION + xmlText(root, new Map());
}

/** What stands before and after the content of a `DAV:` root that declares the prefixes for all of it. */
export function documentAround(
  rootName: string,
  prefixes: Prefixes,
): { readonly start: string; readonly end: string } {
  const declarations = [...prefixes].map(([namespace, prefix]) => [`@xmlns:${prefix}`, namespace] as const);
  const name = `D:${rootName}`;
  const root = written({ [name]: [], ':@': Object.fromEntries(declarations) });
  return { start: `${DECLARATION}${root.replace(/\/>$/, '>')}`, end: `</${name}>` };
}

/** The element inside such a root. Namespaces without prefix are declared where they are used. */
export function xmlText(element: XmlElement, scope: Prefixes): string {
  return written(nodeOf(element, scope));
}

/** In characters, with every namespace it needs declared in it. */
export function xmlLength(element: XmlElement): number {
  return xmlText(element, new Map()).length;
}

function written(node: WrittenNode): string {
  // A reader takes them for blanks or for ends of line. The builder adds none of its own.
  return builder.build([node]).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function nodeOf(element: XmlElement, scope: Prefixes): WrittenNode {
  let own: Map<string, string> | undefined;
  const attributes: Record<string, string> = {};
  const prefixed = (namespace: string, name: string): string => {
    if (namespace === '') return name;
    if (namespace === XML_NAMESPACE) return `xml:${name}`;
    let prefix = (own ?? scope).get(namespace);
    if (prefix === undefined) {
      own ??= new Map(scope);
      prefix = namespace === DAV ? 'D' : `n${own.size}`;
      own.set(namespace, prefix);
      attributes[`@xmlns:${prefix}`] = namespace;
    }
    return `${prefix}:${name}`;
  };
  const tag = prefixed(element.namespace, element.name);
  for (const { namespace, name, value } of element.attributes)
    attributes[`@${prefixed(namespace, name)}`] = value;
  const children = element.children.map((child) =>
    typeof child === 'string' ? { '#text': child } : nodeOf(child, own ?? scope),
  );
  return Object.keys(attributes).length === 0 ? { [tag]: children } : { [tag]: children, ':@': attributes };
}
