import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

const ALGORITHM = 'HS256';
const ISSUER = 'timetable-import';

export interface SignedTokensOptions<Content extends object> {
  /** `SESSION_SECRET`: the same for all uses, on every instance. */
  readonly secret: string;
  /** What they are for. None opens what another does. */
  readonly use: string;
  readonly content: z.ZodType<Content>;
}

/**
 * What only we can have written, handed to others to bring back: cookies, bearer tokens, links in mails. Readable by whoever
 * holds it. Age is counted on the system's clock, not on the business one, which a demonstration may set years back.
 */
export class SignedTokens<Content extends object> {
  readonly #key: Uint8Array;
  readonly #use: string;
  readonly #content: z.ZodType<Content>;

  constructor({ secret, use, content }: SignedTokensOptions<Content>) {
    this.#key = new TextEncoder().encode(secret);
    this.#use = use;
    this.#content = content;
  }

  sign(content: Content, expiresAt: Date): Promise<string> {
    return new SignJWT(CLAIMS.parse(content))
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(this.#use)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.#key);
  }

  /** @returns undefined for one that is forged, of another use or too old */
  async read(token: string): Promise<{ readonly content: Content; readonly expiresAt: Date } | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: this.#use,
        requiredClaims: ['exp'],
      });
      const { exp } = EXPIRY.parse(payload);
      return { content: this.#content.parse(payload), expiresAt: new Date(exp * 1000) };
    } catch {
      return undefined;
    }
  }
}

const CLAIMS = z.record(z.string(), z.unknown());
/** Seconds. */
const EXPIRY = z.object({ exp: z.number() });
