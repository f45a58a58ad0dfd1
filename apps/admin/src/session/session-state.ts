import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Me } from '@timetable/contracts';
import { isApiRefusal } from '../api/api-refusal.js';
import { apiUrl, request } from '../api/request.js';

/** Who is signed in; `none`: nobody was; `ended`: somebody was, and has to sign in again. */
export type SignedInState = Me | 'none' | 'ended';

const KEY = ['session'] as const;

/** Set by the API beside the session, which scripts cannot read: nobody is told of a refusal that can be foreseen. */
const HINT = 'signed_in';
const isWorthAsking = (): boolean => document.cookie.split('; ').some((pair) => pair.startsWith(`${HINT}=`));

export const sessionQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ signal }): Promise<SignedInState> => {
    if (!isWorthAsking()) return 'none';
    try {
      return await request<Me>(apiUrl('/auth/me'), { signal });
    } catch (error) {
      if (!isApiRefusal(error, 'unauthenticated')) throw error;
      document.cookie = `${HINT}=; Path=/; Max-Age=0`;
      return 'none';
    }
  },
  staleTime: Infinity,
});

/** The API no longer knows the person: each page then asks to sign in, and is come back to. */
export function sessionEnded(client: QueryClient): void {
  client.setQueryData<SignedInState>(KEY, (state) => (typeof state === 'object' ? 'ended' : state));
}

/** What the person read is forgotten with them: the next one at this computer may not read it. */
export async function signOut(client: QueryClient): Promise<void> {
  await request<null>(apiUrl('/auth/logout'), { method: 'POST' });
  client.clear();
  client.setQueryData<SignedInState>(KEY, 'none');
}
