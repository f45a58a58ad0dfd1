import { qName } from 'xml-naming';
import { refusals } from '../http/refusal.js';
import { XML_NAMESPACE, type XmlName } from './xml-element.js';

const DECLARATIONS = 'http://www.w3.org/2000/xmlns/';
/** Of an element or attribute, and of a namespace. Answers repeat them for each resource of a listing. */
const MAX_NAME_LENGTH = 128;
const MAX_NAMESPACE_LENGTH = 256;

/** What the prefixes mean at one place of a document (Namespaces in XML 1.0). */
export class NamespaceScope {
  static readonly outermost = new NamespaceScope(
    new Map([
      ['', ''],
      ['xml', XML_NAMESPACE],
    ]),
  );

  private constructor(
    private readonly own: ReadonlyMap<string, string>,
    private readonly outer?: NamespaceScope,
  ) {}

  /**
   * The scope inside an element.
   *
   * @param attributes the element's, as written: name and value
   * @throws Refusal 400 for a declaration that means nothing
   */
  within(attributes: readonly (readonly [string, string])[]): NamespaceScope {
    const own = new Map<string, string>();
    for (const [name, value] of attributes) {
      const prefix = declaredPrefix(name);
      const namespace = value.trim();
      if (prefix === undefined) continue;
      const isReserved = prefix === 'xmlns' || (prefix === 'xml') !== (namespace === XML_NAMESPACE);
      if (isReserved || namespace === DECLARATIONS || (prefix !== '' && namespace === ''))
        throw refusals.malformedXml();
      own.set(prefix, namespace);
    }
    return own.size === 0 ? this : new NamespaceScope(own, this);
  }

  /** @throws Refusal 400 for a name that is none or whose prefix is not declared, 413 for one that is too long */
  elementName(qualified: string): XmlName {
    return this.#resolve(qualified, this.namespaceOf(''));
  }

  /** Without prefix an attribute is in no namespace. */
  attributeName(qualified: string): XmlName {
    return this.#resolve(qualified, '');
  }

  #resolve(qualified: string, unprefixed: string | undefined): XmlName {
    if (!qName(qualified)) throw refusals.malformedXml();
    const colon = qualified.indexOf(':');
    const name = qualified.slice(colon + 1);
    const namespace = colon < 0 ? unprefixed : this.namespaceOf(qualified.slice(0, colon));
    if (namespace === undefined) throw refusals.malformedXml();
    if (namespace.length > MAX_NAMESPACE_LENGTH || name.length > MAX_NAME_LENGTH)
      throw refusals.xmlNameTooLong();
    return { namespace, name };
  }

  private namespaceOf(prefix: string): string | undefined {
    return this.own.get(prefix) ?? this.outer?.namespaceOf(prefix);
  }
}

export function isDeclaration(attribute: string): boolean {
  return declaredPrefix(attribute) !== undefined;
}

/** The prefix that an attribute declares, empty for the default namespace; undefined when it is no declaration. */
function declaredPrefix(attribute: string): string | undefined {
  if (attribute === 'xmlns') return '';
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : undefined;
}
