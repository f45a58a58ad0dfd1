import { useMemo } from 'react';
import { useCampus } from '../frame/campus-context.js';
import { SchoolTime } from './school-time.js';

/** In the zone of the campus's first establishment: those of one campus share it. */
export function useSchoolTime(): SchoolTime {
  const timeZone = useCampus().establishments[0]?.timeZone ?? 'Europe/Paris';
  return useMemo(() => new SchoolTime(timeZone), [timeZone]);
}
