import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import * as openid from 'openid-client';
import { ApiError, notFound } from '../../errors/api-error.js';
import { SETTINGS } from '../../ports/ports.module.js';

/** People wait for the provider. */
const TIMEOUT_S = 10;

export const OPENID_PATH = '/api/openid';

/** The provider of identities, asked what it offers when somebody first needs it: the API starts without it. */
@Injectable()
export class OpenIdProvider {
  #found: Promise<openid.Configuration> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  get isOffered(): boolean {
    return this.settings.OIDC_ISSUER !== undefined;
  }

  /** Where the provider sends the browser back to. */
  get redirectUri(): string {
    return new URL(`${OPENID_PATH}/retour`, this.settings.PUBLIC_URL).href;
  }

  /** @throws ApiError `not_found` when there is none, `unavailable` when it does not answer */
  async configuration(): Promise<openid.Configuration> {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret } = this.settings;
    if (issuer === undefined || id === undefined || secret === undefined)
      throw notFound('La connexion par l’ENT n’est pas réglée ici.');
    this.#found ??= openid.discovery(new URL(issuer), id, secret, undefined, {
      timeout: TIMEOUT_S,
      // Marked as deprecated so that it stands out; settings refuse such an issuer in production.
      // oxlint-disable-next-line typescript/no-deprecated
      execute: issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [],
    });
    try {
      return await this.#found;
    } catch (error) {
      // Asked again next time.
      this.#found = undefined;
      throw providerAway(error);
    }
  }
}

const TIMEOUTS = ['OAUTH_TIMEOUT', 'ERR_JWKS_TIMEOUT'];

/** What to tell of a failure: time mends it when the provider could not be asked, else it is the answer that was wrong. */
export function openIdRefusal(error: unknown, otherwise: ApiError): ApiError {
  const isTimeout = error instanceof Error && 'code' in error && TIMEOUTS.some((code) => code === error.code);
  // As `fetch` throws it for a network that does not carry.
  return isTimeout || error instanceof TypeError ? providerAway(error) : otherwise;
}

/** For the log: errors of the protocol carry the claims of somebody, which no log has. */
export const openIdReason = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';

function providerAway(cause: unknown): ApiError {
  const refusal = new ApiError('unavailable', 'L’ENT ne répond pas : recommencez dans un instant.');
  refusal.cause = cause;
  return refusal;
}
