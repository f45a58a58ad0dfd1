import XMLBuilder from 'fast-xml-builder';
import { DAV, XML_NAMESPACE, type XmlElement, type XmlName } from './xml-element.js';

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
  return DECLARATION + new ElementWriter(new Map()).write(root);
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

/** In characters, with every namespace it needs declared in it. */
export function xmlLength(element: XmlElement): number {
  return new ElementWriter(new Map()).write(element).length;
}

/** Writes elements that stand inside a root which declares `scope`; other namespaces are declared where they are used. */
export class ElementWriter {
  /** A listing repeats the names that were asked for at each of its resources: made once, they cost it nothing. */
  readonly #bare = new WeakMap<XmlElement, WrittenNode>();

  constructor(private readonly scope: Prefixes) {}

  write(element: XmlElement): string {
    return written(this.#nodeOf(element));
  }

  #nodeOf(element: XmlElement): WrittenNode {
    const known = this.#bare.get(element);
    if (known !== undefined) return known;
    let own: Map<string, string> | undefined;
    const attributes: Record<string, string> = {};
    const prefixed = ({ namespace, name }: XmlName): string => {
      if (namespace === '') return name;
      if (namespace === XML_NAMESPACE) return `xml:${name}`;
      let prefix = (own ?? this.scope).get(namespace);
      if (prefix === undefined) {
        own ??= new Map(this.scope);
        prefix = namespace === DAV ? 'D' : `n${own.size}`;
        own.set(namespace, prefix);
        attributes[`@xmlns:${prefix}`] = namespace;
      }
      return `${prefix}:${name}`;
    };
    const tag = prefixed(element);
    for (const attribute of element.attributes) attributes[`@${prefixed(attribute)}`] = attribute.value;
    const inner = own === undefined ? this : new ElementWriter(own);
    const children = element.children.map((child) =>
      typeof child === 'string' ? { '#text': child } : inner.#nodeOf(child),
    );
    const node = { [tag]: children, ':@': attributes };
    if (children.length === 0 && element.attributes.length === 0) this.#bare.set(element, node);
    return node;
  }
}

function written(node: WrittenNode): string {
  // A reader takes them for blanks or for ends of line. The builder adds none of its own.
  return builder.build([node]).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
