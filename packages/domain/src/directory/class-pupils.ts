import type { Ident, Timetable } from '../timetable/timetable.js';
import { classOn } from './class-on.js';
import type { Directory } from './directory.js';
import type { Matching } from './match.js';
import { membersByClass } from './members-by-class.js';

interface ClassPupilsInput {
  readonly timetable: Pick<Timetable, 'pupils'>;
  readonly directory: Pick<Directory, 'classes' | 'pupils'>;
  readonly matching: Pick<Matching, 'pupils'>;
  readonly on: string;
}

/** ENT ids of the pupils of the day, by class: of the file (its Ident) and of the ENT (its id). Classes without any are absent. */
export function classPupils({ timetable, directory, matching, on }: ClassPupilsInput): {
  readonly inFile: ReadonlyMap<Ident, ReadonlySet<string>>;
  readonly inEnt: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const inFile = new Map<Ident, Set<string>>();
  for (const row of timetable.pupils) {
    const owner = classOn(row, on);
    const id = matching.pupils.get(row.ident)?.targetId;
    if (owner !== undefined && id !== undefined) inFile.set(owner, (inFile.get(owner) ?? new Set()).add(id));
  }
  return { inFile, inEnt: membersByClass(directory) };
}
