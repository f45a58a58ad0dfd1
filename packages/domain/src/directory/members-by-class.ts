import type { Directory } from './directory.js';

/**
 * ENT ids of the pupils of each class of the directory. A pupil who left counts in a class that left too: a class that
 * stays is made of who is there.
 */
export function membersByClass({
  classes,
  pupils,
}: Pick<Directory, 'classes' | 'pupils'>): ReadonlyMap<string, ReadonlySet<string>> {
  const absentClasses = new Set(
    classes.filter(({ absentSince }) => absentSince !== undefined).map(({ id }) => id),
  );
  const members = new Map<string, Set<string>>();
  for (const { id, classId, absentSince } of pupils) {
    if (classId === undefined || (absentSince !== undefined && !absentClasses.has(classId))) continue;
    members.set(classId, (members.get(classId) ?? new Set()).add(id));
  }
  return members;
}
