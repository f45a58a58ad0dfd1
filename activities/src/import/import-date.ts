import { localDateOf, type ImportContext, type ImportTarget } from '@timetable/domain';

/** Zone of the target's first establishment, which is home to what the file does not place. */
export function homeZoneOf({ establishments, campusCode }: ImportTarget): string {
  const [home] = establishments;
  if (home === undefined)
    throw new Error(`The import's target in campus ${campusCode} has no establishment.`);
  return home.timeZone;
}

/** Local date of the import: memberships are judged current, start and end on it, in every round. */
export const importDateOf = ({ takenAt, target }: ImportContext): string =>
  localDateOf(takenAt, homeZoneOf(target));
