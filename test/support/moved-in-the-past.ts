import { addDays, weekdayOf } from '@timetable/domain';

/**
 * Of sessions `date start subject audience…` → `places room teachers…`: how many only one side has at that hour, and the other at another hour of the
 * day, or on another day of the week.
 */
export function movedInThePast(
  inCurrent: ReadonlyMap<string, string>,
  inFile: ReadonlyMap<string, string>,
): number {
  const only = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...one]
      .filter(([key]) => !other.has(key))
      .map(([key, content]) => {
        const [date = '', , ...lesson] = key.split(' ');
        const [places = '', , ...teachers] = content.split(' ');
        const monday = addDays(date, 1 - weekdayOf(date));
        return { day: [date, ...lesson].join(' '), week: [monday, ...lesson, places, ...teachers].join(' ') };
      });
  const [current, file] = [only(inCurrent, inFile), only(inFile, inCurrent)];
  let pairs = 0;
  for (const by of ['day', 'week'] as const) {
    for (const one of [...current]) {
      const same = file.findIndex((other) => other[by] === one[by]);
      if (same === -1) continue;
      file.splice(same, 1);
      current.splice(current.indexOf(one), 1);
      pairs += 1;
    }
  }
  return pairs;
}
