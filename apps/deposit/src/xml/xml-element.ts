/** Of an element or an attribute, whatever its prefix was. */
export interface XmlName {
  /** Empty: no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** An element read from a client, with its namespaces resolved. */
export interface XmlElement extends XmlName {
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
}

export const DAV = 'DAV:';
/** Bound to the prefix `xml` in every document. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** What tells a property from another: namespace and name, as one string. */
export function qualifiedName({ namespace, name }: XmlName): string {
  return `{${namespace}}${name}`;
}

/** The element's name, without attributes and content. */
export function nameOnly({ namespace, name }: XmlName): XmlElement {
  return { namespace, name, attributes: [], children: [] };
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

export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Elements, attributes and pieces of text, the element itself included. */
export function nodeCount({ attributes, children }: XmlElement): number {
  return children.reduce(
    (sum, child) => sum + (typeof child === 'string' ? 1 : nodeCount(child)),
    1 + attributes.length,
  );
}

/**
 * A copy to be kept beyond the request: as long as one name or text read from a document is kept, so is the whole
 * document, 64 KB for a word.
 */
export function detached(element: XmlElement): XmlElement {
  return structuredClone(element);
}
