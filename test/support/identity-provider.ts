import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import Provider from 'oidc-provider';

/** Claims of somebody, beside `sub`. */
export type Claims = Readonly<Record<string, unknown>>;

interface ClientOfProvider {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
  /** Where it is told that somebody has signed out. */
  readonly logoutUri: string;
}

/** A real provider of identities (OpenID Connect) that asks nobody for a password: it takes who is to come next for granted. */
export class IdentityProvider {
  readonly issuer: string;
  readonly #server: Server;
  readonly #people = new Map<string, Claims>();
  #next = '';

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
  }

  /** Has an address, and answers nothing yet. */
  static async start(): Promise<IdentityProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new IdentityProvider(server, `http://127.0.0.1:${port}`);
  }

  /** Answers, for that client. */
  serve({ id, secret, redirectUri, logoutUri }: ClientOfProvider): void {
    const provider: Provider = new Provider(this.issuer, {
      clients: [
        {
          ...{ client_id: id, client_secret: secret, redirect_uris: [redirectUri] },
          ...{ backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true },
        },
      ],
      scopes: ['openid', 'profile', 'email', 'timetable'],
      claims: {
        ...{
          openid: ['sub', 'sid'],
          profile: ['name', 'preferred_username'],
          email: ['email', 'email_verified'],
        },
        timetable: ['timetable_role', 'timetable_campus'],
      },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      cookies: { keys: ['of a test'] },
      findAccount: (_, accountId) => ({
        accountId,
        claims: () => ({ ...this.#people.get(accountId), sub: accountId }),
      }),
      loadExistingGrant: async ({ oidc: { client, session } }) => {
        const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
        grant.addOIDCScope('openid profile email timetable');
        await grant.save();
        return grant;
      },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    });
    const answer = provider.callback();
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/') === true)
        void provider.interactionFinished(request, response, { login: { accountId: this.#next } });
      else void answer(request, response);
    });
  }

  /** Who signs in from now on. */
  expect(subject: string, claims: Claims): void {
    this.#people.set(subject, claims);
    this.#next = subject;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
