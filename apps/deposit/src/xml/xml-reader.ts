import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { Refusal, refusals } from '../http/refusal.js';
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

/** What `fast-xml-parser` makes of a text, a CDATA section or an element (`{ '<name': children, ':@': attributes }`). */
interface ParsedNode {
  readonly '#text'?: string;
  readonly '#cdata'?: readonly { readonly '#text': string }[];
  readonly ':@'?: Readonly<Record<`@${string}`, string>>;
  readonly [element: `<${string}`]: readonly ParsedNode[];
}

/** Values stay the text they are: never trimmed, never numbers, never references that the package replaces. */
const PARSER_OPTIONS = {
  preserveOrder: true,
  trimValues: false,
  parseTagValue: false,
  ignoreAttributes: false,
  processEntities: false,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  maxNestedTags: XML_LIMITS.maxDepth - 1,
  jPath: false,
  // Marked, names are nothing that an object knows (`__proto__`), and no text. The package calls it twice for `<a/>`.
  attributeNamePrefix: '@',
  transformTagName: (name: string) => (name.startsWith('<') ? name : `<${name}`),
} as const;

const SYNTAX = {
  multipleRoots: false,
  invalidCharSequence: { comment: true, tagValue: true, attrLt: true },
} as const;

/** What XML 1.0 has no way to say. */
const NO_XML_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const REFERENCE = /&(?:#0*(\d{1,7})|#x0*([\da-fA-F]{1,6})|(lt|gt|amp|apos|quot));|&/g;
const PREDEFINED: ReadonlyMap<string | undefined, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/**
 * A small document, namespaces resolved. No DOCTYPE, hence no entity but the five of XML; no undeclared prefix.
 *
 * @throws Refusal 400 or 413
 */
export function parseXml(text: string): XmlElement {
  // Also in a comment, where it would mean nothing.
  if (text.includes('<!DOCTYPE') || NO_XML_CHARACTER.test(text)) throw refusals.malformedXml();
  const roots = contentOf(parsed(text), OUTERMOST).filter((node) => typeof node !== 'string');
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw refusals.malformedXml();
  return root;
}

function parsed(text: string): readonly ParsedNode[] {
  let nodes = 0;
  const count = <T>(value: T): T => {
    nodes += 1;
    if (nodes > XML_LIMITS.maxNodes) throw refusals.xmlTooLarge(XML_LIMITS);
    return value;
  };
  const parser = new XMLParser({
    ...PARSER_OPTIONS,
    updateTag: count,
    tagValueProcessor: (_element, value) => count(value),
    attributeValueProcessor: (_attribute, value) => count(value),
  });
  try {
    // The parser alone is lenient; the validator alone builds nothing.
    SyntaxValidator.validate(text, SYNTAX);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- declared as `any` by the package
    return parser.parse(text);
  } catch (error) {
    throw error instanceof Refusal ? error : refusals.malformedXml(error);
  }
}

function contentOf(nodes: readonly ParsedNode[], scope: NamespaceScope): (XmlElement | string)[] {
  return nodes.flatMap((node) => {
    if (node['#text'] !== undefined) return unescaped(node['#text']);
    return node['#cdata']?.map((section) => section['#text']) ?? elementOf(node, scope);
  });
}

function elementOf(node: ParsedNode, outer: NamespaceScope): XmlElement {
  const tag = Object.keys(node).find((key): key is `<${string}` => key.startsWith('<'));
  if (tag === undefined) throw refusals.malformedXml();
  const written = Object.entries(node[':@'] ?? {}).map(([key, value]): [string, string] => [
    key.slice(1),
    // As XML 1.0 §3.3.3 wants it.
    unescaped(value.replace(/[\t\n]/g, ' ')),
  ]);
  const scope = scopeWithin(outer, written);
  const attributes = written
    .filter(([name]) => !isDeclaration(name))
    .map(([name, value]): XmlAttribute => ({ ...resolveName(name, scope, ''), value }));
  if (new Set(attributes.map(qualifiedName)).size < attributes.length) throw refusals.malformedXml();
  const children = contentOf(node[tag] ?? [], scope);
  return { ...resolveName(tag.slice(1), scope, scope('')), attributes, children };
}

/** @throws Refusal 400 for a reference to anything but a character of XML */
function unescaped(text: string): string {
  return text.replace(REFERENCE, (_, decimal?: string, hexadecimal?: string, name?: string) => {
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    const character = PREDEFINED.get(name) ?? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
    if (character === undefined || NO_XML_CHARACTER.test(character)) throw refusals.malformedXml();
    return character;
  });
}
