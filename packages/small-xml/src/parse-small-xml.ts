import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { NO_XML_CHARACTER, resolved } from './references.js';
import type { XmlNode } from './xml-node.js';

export interface SmallXmlLimits {
  /** Elements, attributes and texts are nodes. */
  readonly maxNodes: number;
  readonly maxDepth: number;
}

export class SmallXmlError extends Error {
  override readonly name = 'SmallXmlError';

  constructor(
    /** `malformed`: no XML, or more than is taken of it (a document type, nesting beyond the limit). */
    readonly code: 'malformed' | 'too_many_nodes',
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** What `fast-xml-parser` makes of a text, a CDATA section or an element (`{ '<name': children, ':@': attributes }`). */
interface ParsedNode {
  readonly '#text'?: string;
  readonly '#cdata'?: readonly { readonly '#text': string }[];
  readonly ':@'?: Readonly<Record<`@${string}`, string>>;
  readonly [element: `<${string}`]: readonly ParsedNode[];
  readonly [metaData: symbol]: { readonly startIndex?: number } | undefined;
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
  captureMetaData: true,
  jPath: false,
  // Marked, names are nothing that an object knows (`__proto__`), and no text. The package calls it twice for `<a/>`.
  attributeNamePrefix: '@',
  transformTagName: (name: string) => (name.startsWith('<') ? name : `<${name}`),
} as const;

const SYNTAX = {
  multipleRoots: false,
  invalidCharSequence: { comment: true, tagValue: true, attrLt: true },
} as const;

/**
 * The root of a document that is held whole. No document type, hence no entity but the five of XML; namespaces are the
 * caller's business.
 * @throws SmallXmlError
 */
export function parseSmallXml(text: string, limits: SmallXmlLimits): XmlNode {
  // Also in a comment, where it would mean nothing.
  if (text.includes('<!DOCTYPE') || NO_XML_CHARACTER.test(text)) throw new SmallXmlError('malformed');
  const roots = contentOf(parsed(text, limits)).filter((node) => typeof node !== 'string');
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new SmallXmlError('malformed');
  return root;
}

function parsed(text: string, { maxNodes, maxDepth }: SmallXmlLimits): readonly ParsedNode[] {
  let nodes = 0;
  const count = <T>(value: T): T => {
    nodes += 1;
    if (nodes > maxNodes) throw new SmallXmlError('too_many_nodes');
    return value;
  };
  const parser = new XMLParser({
    ...PARSER_OPTIONS,
    maxNestedTags: maxDepth - 1,
    updateTag: count,
    tagValueProcessor: (_element, value) => count(value),
    attributeValueProcessor: (_attribute, value) => count(value),
  });
  try {
    // The parser alone is lenient; the validator alone builds nothing.
    SyntaxValidator.validate(text, SYNTAX);
    // oxlint-disable-next-line typescript/no-unsafe-return -- declared as `any` by the package
    return parser.parse(text);
  } catch (error) {
    throw error instanceof SmallXmlError ? error : new SmallXmlError('malformed', { cause: error });
  }
}

function contentOf(nodes: readonly ParsedNode[]): (XmlNode | string)[] {
  return nodes.flatMap((node) => {
    if (node['#text'] !== undefined) return unescaped(node['#text']);
    return node['#cdata']?.map((section) => section['#text']) ?? elementOf(node);
  });
}

function elementOf(node: ParsedNode): XmlNode {
  const tag = Object.keys(node).find((key): key is `<${string}` => key.startsWith('<'));
  if (tag === undefined) throw new SmallXmlError('malformed');
  const attributes = Object.entries(node[':@'] ?? {}).map(([key, value]): [string, string] => [
    key.slice(1),
    // As XML 1.0 §3.3.3 wants it.
    unescaped(value.replace(/[\t\n]/g, ' ')),
  ]);
  return {
    name: tag.slice(1),
    attributes: new Map(attributes),
    children: contentOf(node[tag] ?? []),
    position: positionOf(node),
  };
}

/** Kept by the package under its one symbol. */
function positionOf(node: ParsedNode): number {
  const [metaData] = Object.getOwnPropertySymbols(node);
  return (metaData === undefined ? undefined : node[metaData]?.startIndex) ?? 0;
}

function unescaped(text: string): string {
  const value = resolved(text);
  if (value === undefined) throw new SmallXmlError('malformed');
  return value;
}
