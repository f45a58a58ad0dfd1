/** An element read from a client, with its namespaces resolved. */
export interface XmlElement {
  /** Empty: no namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
}

export interface XmlAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export const DAV = 'DAV:';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** What tells a property from another: namespace and name, as one string. */
export function qualifiedName({
  namespace,
  name,
}: {
  readonly namespace: string;
  readonly name: string;
}): string {
  return `{${namespace}}${name}`;
}

/** Builds an element in the `DAV:` namespace. */
export function dav(name: string, ...children: readonly (XmlElement | string)[]): XmlElement {
  return { namespace: DAV, name, attributes: [], children };
}

export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (name === undefined || (child.namespace === DAV && child.name === name)),
  );
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** The element without what is in it. */
export function nameOnly({ namespace, name }: XmlElement): XmlElement {
  return { namespace, name, attributes: [], children: [] };
}

export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** A whole document. `DAV:` has the prefix `D` throughout: some clients expect exactly that. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${serialise(root, new Map([[DAV, 'D']]), true)}`;
}

export function xmlLength(element: XmlElement): number {
  return serialise(element, new Map(), false).length;
}

function serialise(element: XmlElement, scope: ReadonlyMap<string, string>, isRoot: boolean): string {
  const prefixes = new Map(scope);
  let declarations = isRoot ? ` xmlns:D="${DAV}"` : '';
  const prefixed = (namespace: string, name: string): string => {
    if (namespace === '') return name;
    if (namespace === XML) return `xml:${name}`;
    let prefix = prefixes.get(namespace);
    if (prefix === undefined) {
      prefix = `n${prefixes.size}`;
      prefixes.set(namespace, prefix);
      declarations += ` xmlns:${prefix}="${escape(namespace)}"`;
    }
    return `${prefix}:${name}`;
  };
  const tag = prefixed(element.namespace, element.name);
  const attributes = element.attributes
    .map(({ namespace, name, value }) => ` ${prefixed(namespace, name)}="${escape(value)}"`)
    .join('');
  const content = element.children
    .map((child) => (typeof child === 'string' ? escape(child) : serialise(child, prefixes, false)))
    .join('');
  const opening = `<${tag}${declarations}${attributes}`;
  return content === '' ? `${opening}/>` : `${opening}>${content}</${tag}>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
