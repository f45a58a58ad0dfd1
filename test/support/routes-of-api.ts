import { expect } from '@jest/globals';
import { LEAST_ROLE } from './least-role.js';
import type { PublishedContract } from './published-contract.js';
import { ROUTE_VARIANTS } from './route-variants.js';

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

/** All that somebody can read of each of these sets of ids, by address; JSON is held to what is published of it. */
export async function everythingReadBy(
  url: string,
  { token, roles }: { readonly token: string; readonly roles: readonly string[] },
  { idsToRead, contract }: { readonly idsToRead: readonly Ids[]; readonly contract: PublishedContract },
): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  const routes = ['own', ...roles]
    .flatMap((role) => LEAST_ROLE[role] ?? [])
    .filter((operation) => operation.startsWith('GET '));
  for (const ids of idsToRead) {
    for (const route of routes) {
      const path = route.slice('GET '.length);
      for (const variant of ['', ...(ROUTE_VARIANTS[path] ?? [])]) {
        const address = `${addressOf(path, ids)}${variant}`;
        for (const accept of path.endsWith('/report') ? ['application/json', 'text/html'] : ['*/*']) {
          if (read.has(address + accept)) continue;
          const isStream = path.endsWith('/events');
          const answer = await fetch(`${url}/api/v1${address}`, {
            headers: { authorization: `Bearer ${token}`, accept, 'last-event-id': '0' },
            ...(isStream && { signal: AbortSignal.timeout(1000) }),
          });
          expect([address, answer.status]).toEqual([address, 200]);
          const text = await textOf(answer);
          if (answer.headers.get('content-type')?.startsWith('application/json') === true)
            expect([address, contract.misfits(route, JSON.parse(text))]).toEqual([address, []]);
          read.set(address + accept, text);
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
