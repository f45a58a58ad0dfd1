import { normaliseName } from '../names/normalise-name.js';
import type { FileGroup } from '../timetable/timetable.js';
import type { Roster } from './group-signature.js';
import { isMadeName, isNumbered, unusedName } from './made-group-name.js';
import type { CurrentGroup } from './plan.js';
import { recogniseMadeGroups } from './recognise-made-groups.js';
import type { TaughtIndex } from './taught.js';

interface Named extends Roster {
  readonly file: FileGroup;
  /** For a group that the import made, the stem of its name. */
  readonly name: string;
  readonly normalisedName: string;
  readonly isCreatable: boolean;
}

/**
 * Names the groups that the import makes: one that an earlier import made keeps the name it got then, whatever its number
 * in the file has become; the others get one that nobody has. By it they are recognised like any other group.
 * @param wanted in an order that does not depend on the file's
 */
export function nameMadeGroups<G extends Named>(
  wanted: readonly G[],
  current: readonly CurrentGroup[],
  taught: () => TaughtIndex,
): G[] {
  const made = wanted.filter(({ file }) => file.madeFor !== undefined);
  if (made.length === 0) return [...wanted];
  const others = wanted.filter(({ file }) => file.madeFor === undefined);
  const inFile = new Set(others.map(({ normalisedName }) => normalisedName));
  const madeBefore = current.filter(({ name }) => isMadeName(name) && !inFile.has(normaliseName(name)));
  const names = new Map<G, string>();
  for (const [group, known] of recogniseMadeGroups(madeBefore, made, taught)) {
    if (isNumbered(known.name, group.name)) names.set(group, known.name);
  }
  const used = new Set([...inFile, ...current.map(({ name }) => normaliseName(name))]);
  const nameOthers = (groups: readonly G[]) => {
    for (const group of groups) {
      if (!names.has(group)) names.set(group, unusedName(group.name, used));
    }
  };
  nameOthers(made.filter(({ isCreatable }) => isCreatable));
  // One that will not exist leaves no trace in the current state: what merely disappears from there must not number it.
  used.clear();
  for (const name of [...inFile, ...[...names.values()].map(normaliseName)]) used.add(name);
  nameOthers(made);
  return wanted.map((group) => {
    const name = names.get(group);
    return name === undefined ? group : { ...group, name, normalisedName: normaliseName(name) };
  });
}
