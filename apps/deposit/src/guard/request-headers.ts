import type { IncomingMessage } from 'node:http';
import { parse as parseRange, type Range } from 'range-parser';
import { refusals } from '../http/refusal.js';
import { belowMount, decodeTarget, type ResourcePath } from './resource-path.js';

/** A header that may be given once; repeated or empty ones count as absent, as the strictest reading of them. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/**
 * RFC 9112 §3.2: two hosts may be two requests to two readers of the same bytes.
 *
 * @throws Refusal 400
 */
export function checkHost({ rawHeaders }: IncomingMessage): void {
  const names = rawHeaders.filter((_each, index) => index % 2 === 0);
  if (names.filter((name) => name.toLowerCase() === 'host').length > 1)
    throw refusals.malformedHeader('Host');
}

export type Depth = '0' | '1' | 'infinity';

/** @throws Refusal 400 */
export function depthOf(request: IncomingMessage, fallback: Depth): Depth {
  const depth = headerOf(request, 'depth')?.toLowerCase() ?? fallback;
  if (depth === '0' || depth === '1' || depth === 'infinity') return depth;
  throw refusals.malformedHeader('Depth');
}

/**
 * Absent means T, as RFC 4918 §10.6 says.
 *
 * @throws Refusal 400
 */
export function overwriteOf(request: IncomingMessage): boolean {
  const overwrite = headerOf(request, 'overwrite')?.toUpperCase() ?? 'T';
  if (overwrite !== 'T' && overwrite !== 'F') throw refusals.malformedHeader('Overwrite');
  return overwrite === 'T';
}

/**
 * Any host and scheme: behind a proxy, neither is ours to know.
 *
 * @throws Refusal 400 or 502
 */
export function destinationOf(request: IncomingMessage): ResourcePath {
  const destination = headerOf(request, 'destination');
  if (destination === undefined) throw refusals.destinationMissing();
  const path = belowMount(decodeTarget(destination));
  if (path === undefined) throw refusals.destinationElsewhere();
  return path;
}

/** The first life a client wishes for its lock, in seconds; `Infinite` is as long as it gets. */
export function lockTimeoutOf(request: IncomingMessage): number {
  for (const wish of (headerOf(request, 'timeout') ?? '').split(',')) {
    const seconds = /^\s*second-(\d{1,10})\s*$/i.exec(wish)?.[1];
    if (seconds !== undefined) return Number(seconds);
  }
  return Number.MAX_SAFE_INTEGER;
}

/**
 * Between the angle brackets, which some programs forget.
 *
 * @throws Refusal 400
 */
export function lockTokenOf(request: IncomingMessage): string {
  const token = /^(?:<([^<>]+)>|([^<>\s]+))$/
    .exec(headerOf(request, 'lock-token') ?? '')
    ?.slice(1)
    .find(Boolean);
  if (token === undefined) throw refusals.malformedHeader('Lock-Token');
  return token;
}

/** More than any file has: beyond, numbers are no longer exact. */
const ENDLESS_NUMBER = /\d{16}/;

/**
 * One satisfiable range; anything else means the whole file, as RFC 9110 §14.2 allows.
 *
 * @returns `unsatisfiable` when it starts beyond the end
 */
export function rangeOf(header: string | undefined, sizeBytes: number): Range | 'unsatisfiable' | undefined {
  if (header === undefined || ENDLESS_NUMBER.test(header)) return undefined;
  const { type, code, ranges } = parseRange(sizeBytes, header);
  if (type !== 'bytes' || ranges.length > 1) return undefined;
  const [range] = ranges;
  if (range === undefined) return code === 2 ? 'unsatisfiable' : undefined;
  return code === 0 ? range : undefined;
}

/** Compares a list of entity tags, `*` included, as `If-Match` and `If-None-Match` do. */
export function matchesEtag(header: string, etag: string | undefined): boolean {
  if (header === '*') return etag !== undefined;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
