import { ACADEMIC_ZONES } from '@timetable/domain';
import { z } from 'zod';

/** What a page needs to know of this installation before anybody has signed in. */
export const configSchema = z.object({
  version: z.string(),
  /** The biggest file that may be uploaded. */
  maxUploadBytes: z.int(),
  /** Zones of the national calendar, whose holidays are proposed. */
  academicZones: z.array(z.object({ code: z.enum(ACADEMIC_ZONES), label: z.string() })),
  /** IANA zone of an establishment that says none. */
  timeZone: z.string(),
  /** Ways to sign in, the usual one first. */
  signIn: z.array(
    z.discriminatedUnion('way', [
      z.object({ way: z.literal('password') }),
      /** `path`: where the browser goes, with `?retour=` and the path to come back to. */
      z.object({ way: z.literal('openid'), label: z.string(), path: z.string() }),
    ]),
  ),
  /** Where operators follow workflows; null for everybody else. */
  temporalUiUrl: z.string().nullable(),
  /** The namespace that holds them there; null for everybody else. */
  temporalNamespace: z.string().nullable(),
});
export type Config = z.output<typeof configSchema>;
