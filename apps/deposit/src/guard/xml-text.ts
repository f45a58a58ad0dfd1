import { DAV, type XmlElement } from './xml-element.js';

/** Namespace → prefix. */
export type Prefixes = ReadonlyMap<string, string>;

const XML = 'http://www.w3.org/XML/1998/namespace';

/** One prefix for each. `DAV:` has the prefix `D` throughout: some clients expect exactly that. */
export function prefixesOf(namespaces: Iterable<string> = []): Prefixes {
  const prefixes = new Map([[DAV, 'D']]);
  for (const namespace of namespaces) {
    const isDeclared = namespace === '' || namespace === XML || prefixes.has(namespace);
    if (!isDeclared) prefixes.set(namespace, `n${prefixes.size}`);
  }
  return prefixes;
}

/** A whole document, of a `DAV:` root. */
export function xmlDocument(rootName: string, ...children: readonly XmlElement[]): string {
  const prefixes = prefixesOf();
  const { start, end } = documentAround(rootName, prefixes);
  return `${start}${children.map((child) => xmlText(child, prefixes)).join('')}${end}`;
}

/** What stands before and after the content of a `DAV:` root that declares the prefixes for all of it. */
export function documentAround(
  rootName: string,
  prefixes: Prefixes,
): { readonly start: string; readonly end: string } {
  const declarations = [...prefixes].map(([namespace, prefix]) => declaration(prefix, namespace)).join('');
  return {
    start: `<?xml version="1.0" encoding="utf-8"?>\n<D:${rootName}${declarations}>`,
    end: `</D:${rootName}>`,
  };
}

/** The element inside such a root. Namespaces without prefix are declared where they are used. */
export function xmlText(element: XmlElement, scope: Prefixes): string {
  let own: Map<string, string> | undefined;
  let declarations = '';
  const prefixed = (namespace: string, name: string): string => {
    if (namespace === '') return name;
    if (namespace === XML) return `xml:${name}`;
    let prefix = (own ?? scope).get(namespace);
    if (prefix === undefined) {
      own ??= new Map(scope);
      prefix = `n${own.size}`;
      own.set(namespace, prefix);
      declarations += declaration(prefix, namespace);
    }
    return `${prefix}:${name}`;
  };
  const tag = prefixed(element.namespace, element.name);
  const attributes = element.attributes
    .map(({ namespace, name, value }) => ` ${prefixed(namespace, name)}="${escape(value)}"`)
    .join('');
  const content = element.children
    .map((child) => (typeof child === 'string' ? escape(child) : xmlText(child, own ?? scope)))
    .join('');
  const opening = `<${tag}${declarations}${attributes}`;
  return content === '' ? `${opening}/>` : `${opening}>${content}</${tag}>`;
}

/** In characters, with every namespace it needs declared in it. */
export function xmlLength(element: XmlElement): number {
  return xmlText(element, new Map()).length;
}

function declaration(prefix: string, namespace: string): string {
  return ` xmlns:${prefix}="${escape(namespace)}"`;
}

function escape(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES.get(character) ?? character);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);
