import type { ImportContext } from '../import/import-context.js';
import type { Timetable } from '../timetable/timetable.js';

/** « 0134567A_20260901083000_UDT.zip »: an UAI that stands for itself in the name of a file. */
const UAI_IN_NAME = /(?:^|[^0-9A-Za-z])(\d{7}[A-Za-z])(?=[^0-9A-Za-z]|$)/;

/**
 * The same timetable, with the school that it is of when its format has no place for one: the school that the file's name
 * says, else the one whose address it was deposited at. A deposit for several schools says nothing.
 */
export function withStatedSchool(
  timetable: Timetable,
  { fileName, target }: Pick<ImportContext, 'fileName' | 'target'>,
): Timetable {
  if (timetable.statesNoSchool !== true) return timetable;
  const named = UAI_IN_NAME.exec(fileName)?.[1]?.toUpperCase();
  const [only, another] = target.establishments;
  const uai = named ?? (another === undefined ? only?.uai : undefined);
  return uai === undefined ? timetable : { ...timetable, uais: [uai] };
}
