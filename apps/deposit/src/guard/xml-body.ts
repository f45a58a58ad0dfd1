import { SaxesParser } from 'saxes';
import type { IncomingMessage } from 'node:http';
import { eachChunk } from '../http/body-chunks.js';
import { refusals } from '../http/refusal.js';
import type { XmlAttribute, XmlElement } from './xml-element.js';

/** More than any client sends of its own accord. */
export const XML_BODY_LIMITS = { maxBytes: 64 * 1024, maxNodes: 4_000, maxDepth: 32 } as const;
/** Of an element or attribute, and of a namespace. Answers repeat them for each resource of a listing. */
const MAX_NAME_LENGTH = 128;
const MAX_NAMESPACE_LENGTH = 256;

interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: (XmlElement | string)[];
}

/**
 * Reads the XML body of a request, chunked or not, within limits that keep the event loop free.
 *
 * @returns undefined for an empty body
 * @throws Refusal 400 or 413
 */
export async function readXmlBody(request: IncomingMessage): Promise<XmlElement | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > XML_BODY_LIMITS.maxBytes)
    throw refusals.xmlTooLarge(XML_BODY_LIMITS);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  await eachChunk(request, (chunk) => {
    sizeBytes += chunk.length;
    if (sizeBytes > XML_BODY_LIMITS.maxBytes) throw refusals.xmlTooLarge(XML_BODY_LIMITS);
    chunks.push(chunk);
    return undefined;
  });
  return sizeBytes === 0 ? undefined : parseXml(decode(Buffer.concat(chunks)));
}

/**
 * A small document, namespaces resolved. No DOCTYPE (hence no entity but the five of XML), no undeclared or undefined
 * prefix.
 *
 * @throws Refusal 400 or 413
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > XML_BODY_LIMITS.maxNodes) throw refusals.xmlTooLarge(XML_BODY_LIMITS);
  };
  parser.on('error', (error) => {
    throw refusals.malformedXml(error);
  });
  parser.on('doctype', () => {
    throw refusals.malformedXml();
  });
  parser.on('opentag', (tag) => {
    count();
    if (open.length >= XML_BODY_LIMITS.maxDepth) throw refusals.malformedXml();
    const attributes = Object.values(tag.attributes);
    if (attributes.some(({ prefix, value }) => prefix === 'xmlns' && value === ''))
      throw refusals.malformedXml();
    for (const { uri, local } of [tag, ...attributes]) {
      if (uri.length > MAX_NAMESPACE_LENGTH || local.length > MAX_NAME_LENGTH)
        throw refusals.xmlNameTooLong();
    }
    const element: OpenElement = {
      namespace: tag.uri,
      name: tag.local,
      attributes: attributes
        .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
        .map(({ uri, local, value }) => ({ namespace: uri, name: local, value })),
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    root = open.pop();
  });
  const keepText = (piece: string): void => {
    if (open.length === 0) return;
    count();
    open.at(-1)?.children.push(piece);
  };
  parser.on('text', keepText);
  parser.on('cdata', keepText);
  parser.write(text).close();
  if (root === undefined) throw refusals.malformedXml();
  return root;
}

function decode(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusals.malformedXml(error);
  }
}
