import { Injectable, Logger } from '@nestjs/common';
import { ExternalAccountRepository } from '@timetable/persistence';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { invalidFields, type ApiError } from '../../errors/api-error.js';
import { openIdReason, openIdRefusal, OpenIdProvider } from './openid-provider.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Of the provider's clock and ours. */
const TOLERANCE_S = 60;
const MOST_AGE_S = 10 * 60;

/** OpenID Connect Back-Channel Logout 1.0, §2.4: who or which session, the event, and never a nonce. */
const LOGOUT = z
  .object({
    iat: z.number(),
    sub: z.string().optional(),
    sid: z.string().min(1).optional(),
    events: z.object({ [EVENT]: z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/** The provider says that somebody has signed out there: they have here too. */
@Injectable()
export class BackChannelService {
  readonly #logger = new Logger('BackChannelService');
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly people: ExternalAccountRepository,
  ) {}

  /** @throws ApiError `validation_failed` for what the provider has not signed for us */
  async signOut(logoutToken: string): Promise<void> {
    const configuration = await this.provider.configuration();
    const { issuer, jwks_uri: jwksUri } = configuration.serverMetadata();
    this.#keys ??= createRemoteJWKSet(new URL(jwksUri ?? issuer));
    const {
      sub: subject,
      sid: providerSession,
      iat: toldAtS,
    } = await this.#read(logoutToken, {
      ...{ issuer, audience: configuration.clientMetadata().client_id, keys: this.#keys },
    });
    const openedUntil = new Date((toldAtS + TOLERANCE_S) * 1000);
    await this.people.signOut({ issuer, subject, providerSession, openedUntil });
  }

  async #read(
    token: string,
    {
      keys,
      issuer,
      audience,
    }: { keys: ReturnType<typeof createRemoteJWKSet>; issuer: string; audience: string },
  ): Promise<z.output<typeof LOGOUT>> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, clockTolerance: TOLERANCE_S, maxTokenAge: MOST_AGE_S },
        requiredClaims: ['iat', 'jti'],
      });
      return LOGOUT.parse(payload);
    } catch (error) {
      this.#logger.warn(openIdReason(error));
      throw openIdRefusal(error, notAToken());
    }
  }
}

const notAToken = (): ApiError =>
  invalidFields([{ field: 'logout_token', message: 'Ce jeton n’est pas valable.' }]);
