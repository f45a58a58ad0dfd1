import { qName } from 'xml-naming';
import { refusals } from '../http/refusal.js';
import { XML_NAMESPACE, type XmlName } from './xml-element.js';

/** What a prefix means at one place of a document, the empty one for names without; undefined when nothing. */
export type NamespaceScope = (prefix: string) => string | undefined;

const DECLARATIONS = 'http://www.w3.org/2000/xmlns/';
/** Of an element or attribute, and of a namespace. Answers repeat them for each resource of a listing. */
const MAX_NAME_LENGTH = 128;
const MAX_NAMESPACE_LENGTH = 256;

export const OUTERMOST: NamespaceScope = (prefix) =>
  prefix === '' ? '' : prefix === 'xml' ? XML_NAMESPACE : undefined;

/**
 * The scope inside an element.
 *
 * @param attributes the element's, as written: name and value
 * @throws Refusal 400 for a declaration that means nothing
 */
export function scopeWithin(
  outer: NamespaceScope,
  attributes: readonly (readonly [string, string])[],
): NamespaceScope {
  const own = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (!isDeclaration(name)) continue;
    const prefix = name.slice('xmlns:'.length);
    const namespace = value.trim();
    const isReserved = prefix === 'xmlns' || (prefix === 'xml') !== (namespace === XML_NAMESPACE);
    if (isReserved || namespace === DECLARATIONS || (prefix !== '' && namespace === ''))
      throw refusals.malformedXml();
    own.set(prefix, namespace);
  }
  return own.size === 0 ? outer : (prefix) => own.get(prefix) ?? outer(prefix);
}

export function isDeclaration(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:');
}

/**
 * @param unprefixed the namespace of a name without prefix: for an attribute it is none
 * @throws Refusal 400 for a name that is none or whose prefix is not declared, 413 for one that is too long
 */
export function resolveName(
  qualified: string,
  scope: NamespaceScope,
  unprefixed: string | undefined,
): XmlName {
  const colon = qualified.indexOf(':');
  const name = qualified.slice(colon + 1);
  const namespace = colon < 0 ? unprefixed : scope(qualified.slice(0, colon));
  if (namespace === undefined || !qName(qualified)) throw refusals.malformedXml();
  if (namespace.length > MAX_NAMESPACE_LENGTH || name.length > MAX_NAME_LENGTH)
    throw refusals.xmlNameTooLong();
  return { namespace, name };
}
