import { useQuery } from '@tanstack/react-query';
import { useCampus } from '../frame/campus-context.js';
import { locksQuery } from './lock-query.js';

/** For the buttons of a page with a LockBanner: why they cannot be used now; undefined: they can. */
export function useLockReason(): string | undefined {
  const { data: locks = [] } = useQuery(locksQuery(useCampus()));
  return locks.some(({ locked }) => locked)
    ? 'Un import est en cours : attendez qu’il soit terminé.'
    : undefined;
}
