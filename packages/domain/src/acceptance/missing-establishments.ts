import type { DirectoryClass } from '../directory/directory.js';
import type { Matching } from '../directory/match.js';
import type { ImportTarget, TargetEstablishment } from '../import/import-context.js';
import { isSameUai } from '../names/uai.js';
import type { CurrentState } from '../plan/plan.js';
import type { Timetable } from '../timetable/timetable.js';

interface PresenceInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly target: ImportTarget;
  readonly current: Pick<CurrentState, 'services'>;
  readonly classes: readonly Pick<DirectoryClass, 'establishmentId'>[];
}

interface EstablishmentsOfFile {
  /** Establishments that have a timetable in the ENT and no class in the file. */
  readonly missing: readonly TargetEstablishment[];
  /** Those that have, or may have, one: whose file it is. */
  readonly present: readonly TargetEstablishment[];
}

/**
 * Which establishments of the target a file leaves out, most often because it is one school's and came to the address of
 * all. A class that nobody recognises may be of the school whose UAI the file bears. An establishment of which the ENT
 * has no class any more is not missing: it is the directory that lacks it.
 */
export function establishmentsOfFile(input: PresenceInput): EstablishmentsOfFile {
  const { timetable, matching, target, current, classes } = input;
  const recognised = new Set<string | undefined>();
  let hasUnknown = false;
  for (const { ident } of timetable.classes) {
    const id = matching.classes.get(ident)?.targetId;
    if (id === undefined) hasUnknown = true;
    else recognised.add(matching.classEstablishments.get(id));
  }
  const isPresent = ({ id, uai }: TargetEstablishment): boolean =>
    recognised.has(id) || (hasUnknown && timetable.uais.some((stated) => isSameUai(stated, uai)));
  const present = target.establishments.filter(isPresent);
  if (present.length === 0) return { missing: [], present };
  const missing = target.establishments.filter(
    (establishment) =>
      !isPresent(establishment) &&
      current.services.some(({ establishmentIds }) => establishmentIds.includes(establishment.id)) &&
      classes.some(({ establishmentId }) => establishmentId === establishment.id),
  );
  return { missing, present };
}
