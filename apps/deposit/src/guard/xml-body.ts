import type { IncomingMessage } from 'node:http';
import { eachChunk } from '../http/body-chunks.js';
import { refusals } from '../http/refusal.js';
import type { XmlElement } from '../xml/xml-element.js';
import { parseXml, XML_LIMITS } from '../xml/xml-reader.js';

/**
 * Reads the XML body of a request, chunked or not, within limits that keep the event loop free.
 *
 * @returns undefined for an empty body
 * @throws Refusal 400 or 413
 */
export async function readXmlBody(request: IncomingMessage): Promise<XmlElement | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > XML_LIMITS.maxBytes)
    throw refusals.xmlTooLarge(XML_LIMITS);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  await eachChunk(request, (chunk) => {
    sizeBytes += chunk.length;
    if (sizeBytes > XML_LIMITS.maxBytes) throw refusals.xmlTooLarge(XML_LIMITS);
    chunks.push(chunk);
    return undefined;
  });
  return sizeBytes === 0 ? undefined : parseXml(decode(Buffer.concat(chunks)));
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
