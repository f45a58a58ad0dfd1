import type { Campus } from '@timetable/contracts';
import { createContext, useContext } from 'react';

export const CampusContext = createContext<Campus | undefined>(undefined);

/** Whose page this is. Only below CampusScope. */
export function useCampus(): Campus {
  const campus = useContext(CampusContext);
  if (campus === undefined) throw new Error('useCampus is used outside of CampusScope');
  return campus;
}
