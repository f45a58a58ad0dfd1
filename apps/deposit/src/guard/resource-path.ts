import { refusals } from '../http/refusal.js';

/**
 * Where a resource is, as decoded segments below `/webdav`: `[campus, …]`; empty for `/webdav` itself. Two spellings of
 * one resource give the same path: that is the point.
 */
export type ResourcePath = readonly string[];

export const MOUNT = 'webdav';

const MAX_SEGMENTS = 16;
const MAX_SEGMENT_LENGTH = 255;

/**
 * Control characters, those that turn the direction of writing or end a line, separators of any system, and what XML or
 * Unicode have no meaning for.
 */
const FORBIDDEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069/\\]|\p{Noncharacter_Code_Point}/u;

/** Blanks, dots, and what has no shape of its own: a name of nothing else is read as no name, or as another, by somebody. */
const NAMELESS = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}.\u2800]*$/u;

/** Bytes that only a broken or hostile writer of UTF-8 makes: a character written too long, half of one, one beyond the last. */
const FALSE_UTF8 =
  /[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf5-\xff][\x80-\xbf]{3}/;

// The mark that may precede a text is part of a name, where it must not vanish unseen.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const western = new TextDecoder('windows-1252');

/**
 * Decodes a request target or a Destination: origin form or absolute form, doubled and trailing slashes, `%xx` in
 * either case, UTF-8 or ISO-8859-1. Decoded exactly once. A `#` is part of the name: no client sends a fragment, some send
 * file names as they are.
 *
 * @param target as Node gives it: one character per byte received
 * @returns every segment of the path, `/webdav` included
 * @throws Refusal 400 or 414
 */
export function decodeTarget(target: string): string[] {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/\?.*$/s, '');
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length > MAX_SEGMENTS + 1) throw refusals.addressTooLong();
  return segments.map(decodeSegment);
}

/** @returns undefined when the segments are not below the mount */
export function belowMount(segments: readonly string[]): ResourcePath | undefined {
  return segments[0] === MOUNT ? segments.slice(1) : undefined;
}

function decodeSegment(raw: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code !== 0x25) {
      // Not one byte: can only come from a caller of ours, never from the wire.
      if (code > 0xff) throw refusals.malformedAddress();
      bytes.push(code);
      continue;
    }
    const hex = raw.slice(at + 1, at + 3);
    if (!/^[0-9a-f]{2}$/i.test(hex)) throw refusals.malformedAddress();
    bytes.push(Number.parseInt(hex, 16));
    at += 2;
  }
  const segment = textOf(Uint8Array.from(bytes)).normalize('NFC');
  if (segment.length > MAX_SEGMENT_LENGTH) throw refusals.addressTooLong();
  if (NAMELESS.test(segment) || FORBIDDEN.test(segment)) throw refusals.malformedAddress();
  return segment;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    if (FALSE_UTF8.test(Buffer.from(bytes).toString('latin1'))) throw refusals.malformedAddress();
    return western.decode(bytes);
  }
}

/** The canonical reference of a resource, as sent in answers. A collection's ends in a slash. */
export function hrefOf(path: ResourcePath, isCollection: boolean): string {
  const href = `/${[MOUNT, ...path].map(encodeURIComponent).join('/')}`;
  return isCollection ? `${href}/` : href;
}

/** The same reference seen from the mount, which is what `webdav-server` is given. */
export function mountedUrlOf(path: ResourcePath): string {
  return `/${path.map(encodeURIComponent).join('/')}`;
}

/** Unique per path, since no segment holds a slash. */
export function keyOf(path: ResourcePath): string {
  return path.join('/');
}

export function parentOf(path: ResourcePath): ResourcePath {
  return path.slice(0, -1);
}

export function nameOf(path: ResourcePath): string {
  return path.at(-1) ?? '';
}

/** Whether `path` is `ancestor` or below it. */
export function isWithin(path: ResourcePath, ancestor: ResourcePath): boolean {
  return path.length >= ancestor.length && ancestor.every((segment, index) => path[index] === segment);
}
