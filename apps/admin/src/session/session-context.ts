import type { Me, Right } from '@timetable/contracts';
import { createContext, useContext } from 'react';

export const SessionContext = createContext<Me | undefined>(undefined);

/** Whoever is signed in. Only below RequireSession. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (me === undefined) throw new Error('useMe is used outside of RequireSession');
  return me;
}

/** Whether the person may: no button is shown that would be refused. */
export const useRight = (right: Right): boolean => useMe().rights.includes(right);
