import { Inject, Injectable, Logger } from '@nestjs/common';
import { rightsFromClaims } from '@timetable/domain';
import { CampusRepository, ExternalAccountRepository, type ExternalPerson } from '@timetable/persistence';
import type { Settings } from '@timetable/settings';
import type { Request, Response } from 'express';
import * as openid from 'openid-client';
import { z } from 'zod';
import { ApiError } from '../../errors/api-error.js';
import type { ApiRequest } from '../../http/api-request.js';
import { SETTINGS } from '../../ports/ports.module.js';
import { SignInService } from '../sign-in.service.js';
import { OpenIdAttempts } from './openid-attempt.js';
import { openIdReason, openIdRefusal, OpenIdProvider } from './openid-provider.js';

/** What anybody's claims may have; the rights are read under the names that settings give. */
const PERSON = z.looseObject({
  sub: z.string().min(1).max(255),
  sid: z.string().max(255).optional(),
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  preferred_username: z.string().optional(),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.boolean().optional(),
});
type PersonClaims = z.output<typeof PERSON>;

/** Signing in through the ENT: authorisation code with PKCE, state and nonce. */
@Injectable()
export class OpenIdService {
  readonly #logger = new Logger('OpenIdService');

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly attempts: OpenIdAttempts,
    private readonly people: ExternalAccountRepository,
    private readonly campuses: CampusRepository,
    private readonly signIn: SignInService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @returns the provider's page to send the browser to */
  async begin(returnTo: string, response: Response): Promise<URL> {
    const configuration = await this.provider.configuration();
    const attempt = {
      ...{ state: openid.randomState(), nonce: openid.randomNonce() },
      ...{ verifier: openid.randomPKCECodeVerifier(), returnTo },
    };
    await this.attempts.begin(response, attempt);
    return openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.provider.redirectUri,
      scope: this.settings.OIDC_SCOPE,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Signs the person in whom the provider has sent back.
   * @returns the path of ours that they asked for
   * @throws ApiError `bad_credentials` for an answer that was not asked for, `forbidden` for who has no right here
   */
  async finish(request: ApiRequest, response: Response): Promise<string> {
    const configuration = await this.provider.configuration();
    const attempt = await this.attempts.take(request, response);
    if (attempt === undefined)
      throw new ApiError(
        'bad_credentials',
        'Cette connexion a expiré : recommencez depuis la page de connexion.',
      );
    const claims = await this.#claims(configuration, request, attempt);
    const person = await this.#person(configuration.serverMetadata().issuer, claims);
    const login = await this.people.provision(person, new Date());
    const { issuer, subject } = person;
    await this.signIn.vouchedFor(login, { issuer, subject, providerSession: claims.sid ?? '' }, response);
    return attempt.returnTo;
  }

  async #claims(
    configuration: openid.Configuration,
    request: Request,
    { state, nonce, verifier }: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<PersonClaims> {
    const answered = new URL(request.originalUrl, this.settings.PUBLIC_URL);
    try {
      const tokens = await openid.authorizationCodeGrant(configuration, answered, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      });
      const claims = PERSON.parse(tokens.claims());
      if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
      const more = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return PERSON.parse({ ...more, ...claims });
    } catch (error) {
      this.#logger.warn(openIdReason(error));
      throw openIdRefusal(error, notConfirmed());
    }
  }

  async #person(issuer: string, claims: PersonClaims): Promise<ExternalPerson> {
    const rights = rightsFromClaims(claims, {
      role: this.settings.OIDC_ROLE_CLAIM,
      campus: this.settings.OIDC_CAMPUS_CLAIM,
    });
    const isKnown =
      rights !== undefined &&
      (rights.campusCode === null || (await this.campuses.find(rights.campusCode)) !== undefined);
    if (!isKnown)
      throw new ApiError(
        'forbidden',
        'Votre compte de l’ENT ne donne aucun droit ici : demandez-le à l’exploitant de l’ENT.',
      );
    const { sub: subject, preferred_username: username = '', email, email_verified: isVerified } = claims;
    return {
      ...{ issuer, subject, rights },
      name: claims.name ?? username,
      // No login of ours has this sign: nobody takes over an account by a name.
      logins: [username, subject].filter(isLogin).map((name) => `${name.toLowerCase()}@ent`),
      email: email !== undefined && isVerified !== false ? email : null,
    };
  }
}

const isLogin = (name: string): boolean => /^[\w.-]{1,255}$/.test(name);

const notConfirmed = (): ApiError =>
  new ApiError(
    'bad_credentials',
    'L’ENT n’a pas confirmé votre connexion : recommencez depuis la page de connexion.',
  );
