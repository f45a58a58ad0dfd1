import { localDateOf } from '../calendar/zoned-time.js';
import type { ImportContext, ImportTarget } from './import-context.js';

/**
 * Zone of the target's first establishment, which is home to what the file does not place.
 * @throws when the target has no establishment, which no import's has
 */
export function homeZoneOf({ establishments, campusCode }: ImportTarget): string {
  const [home] = establishments;
  if (home === undefined)
    throw new Error(`The import's target in campus ${campusCode} has no establishment.`);
  return home.timeZone;
}

/** Local date of the import: memberships are judged current, start and end on it, in every attempt. */
export const importDateOf = ({ claimedAt, target }: Pick<ImportContext, 'claimedAt' | 'target'>): string =>
  localDateOf(claimedAt, homeZoneOf(target));
