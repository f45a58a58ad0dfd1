import { expect } from '@jest/globals';
import { LEAST_ROLE } from './least-role.js';

/** What stands for names in braces of a route, beside the campus that every test has. */
type Ids = Readonly<Record<string, string>>;

/** One address of the route: about those ids, or about the campus; what has no id stands for nothing that is there. */
export const addressOf = (path: string, ids: Ids): string =>
  path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) =>
      ({
        campus: 'CITE',
        establishment: 'college',
        list: 'pupils',
        kind: 'teacher',
        login: 'emp.qui',
        name: 'exemple.zip',
        key: 'name:x',
        ...ids,
      })[name] ?? '00000000-0000-4000-8000-000000000000',
  );

/** What a route can be asked to answer, beside what it does by itself. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  '/imports/{importId}/plan': [
    '?limit=500',
    '?kind=service&limit=500',
    '?kind=session&limit=500',
    '?format=csv',
    '?change=kept',
  ],
  '/imports/{importId}/plan/summary': ['kind', 'class', 'teacher', 'subject', 'week'].flatMap((by) => [
    `?by=${by}&limit=500`,
    `?by=${by}&format=csv`,
  ]),
  '/imports/{importId}/problems': ['?limit=500', '?format=csv'],
  '/imports/{importId}/absent': ['?limit=500', '?format=csv'],
  '/imports/{importId}/recognised': ['?limit=500', '?format=csv'],
  '/imports/{importId}/unmatched': ['?limit=500', '?format=csv'],
  '/establishments/{campus}/{establishment}/sessions': [
    '?from=2026-09-01&to=2027-07-31&limit=500',
    '?teacher=QUIDAM%20Zoé&from=2026-09-01&to=2027-07-31',
  ],
  '/establishments/{campus}/{establishment}/groups': ['?limit=500'],
  '/campuses/{campus}/directory/pupils': ['?limit=500'],
  '/campuses/{campus}/directory/teachers': ['?limit=500'],
  '/establishments/{campus}/{establishment}/teachers': ['?limit=500', '?q=quidam'],
  '/campuses/{campus}/imports': ['?limit=100'],
  '/operator/imports': ['?limit=100'],
};

/** All that somebody can read of each of these sets of ids, by address. */
export async function everythingReadBy(
  url: string,
  { token, roles }: { readonly token: string; readonly roles: readonly string[] },
  idsToRead: readonly Ids[],
): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  const routes = ['own', ...roles]
    .flatMap((role) => LEAST_ROLE[role] ?? [])
    .filter((operation) => operation.startsWith('GET '));
  for (const ids of idsToRead) {
    for (const route of routes) {
      const path = route.slice('GET '.length);
      for (const variant of ['', ...(VARIANTS[path] ?? [])]) {
        const address = `${addressOf(path, ids)}${variant}`;
        for (const accept of path.endsWith('/report') ? ['application/json', 'text/html'] : ['*/*']) {
          if (read.has(address + accept)) continue;
          const isStream = path.endsWith('/events');
          const answer = await fetch(`${url}/api/v1${address}`, {
            headers: { authorization: `Bearer ${token}`, accept, 'last-event-id': '0' },
            ...(isStream && { signal: AbortSignal.timeout(1000) }),
          });
          expect([address, answer.status]).toEqual([address, 200]);
          read.set(address + accept, await textOf(answer));
        }
      }
    }
  }
  return read;
}

/** Up to where a stream that stays open is left. */
async function textOf(answer: Response): Promise<string> {
  let text = '';
  try {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return text;
}
