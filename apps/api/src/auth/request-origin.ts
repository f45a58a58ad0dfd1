import type { Request } from 'express';
import { ApiError } from '../errors/api-error.js';

/**
 * Whether another site made the browser send this: by the header that browsers write themselves, else by `Origin`. Programs
 * send neither, and are no browsers that could be led astray.
 * @param publicUrl where people reach us, when a proxy asks us under another name
 */
export function comesFromAnotherSite({ headers }: Pick<Request, 'headers'>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (headers.origin === undefined) return false;
  const host = hostOf(headers.origin);
  return host === undefined || ![headers.host, hostOf(publicUrl)].includes(host);
}

/** The refusal of what another site made the browser send. */
export const fromAnotherSite = (): ApiError =>
  new ApiError('forbidden', 'Cette demande vient d’un autre site : ouvrez la page vous-même.');

/** undefined for `null`, the origin of what has none. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);
