import { unmatchedReference } from '../names/unmatched-reference.js';
import { frenchCount, frenchList } from '../text/french.js';
import type { Measure, MeasureInput } from './threshold-definition.js';

/**
 * Classes that have sessions to come in the current state, by themselves or through a group of theirs, and none in the
 * file. Their names are the details.
 */
export function measureClassesGone({
  coming,
  current,
  structure,
  timetable,
  matching,
  classes,
}: MeasureInput): Measure {
  const { audienceAliases } = structure;
  const itemsNow = coming.inCurrent.map((item) => audienceAliases.get(item) ?? item);
  const before = classesIn(itemsNow, [...current.groups, ...structure.groups]);
  const after = classesIn(coming.inFile, structure.groups);
  const gone = [...before].filter((id) => !after.has(id));
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  for (const { ident, name } of timetable.classes) {
    const match = matching.classes.get(ident);
    if (match !== undefined && match.targetId === undefined)
      names.set(unmatchedReference('class', match.key), name);
  }
  const details = gone
    .map((id) => names.get(id)?.trim() ?? (id.startsWith('?') ? id.slice(1).toUpperCase() : ''))
    .filter((name) => name !== '')
    .sort((a, b) => a.localeCompare(b, 'fr', { numeric: true }));
  return { numerator: gone.length, denominator: before.size, details };
}

/** References of the classes that these audience items stand for: ENT ids, or `?<name>` of unmatched ones. */
function classesIn(
  items: readonly string[],
  groups: readonly { readonly key: string; readonly classIds?: readonly string[] }[],
): Set<string> {
  const classesOfGroup = new Map(groups.map(({ key, classIds = [] }) => [key, classIds]));
  return new Set(
    items.flatMap((item) =>
      item.startsWith('c:') ? [item.slice(2)] : (classesOfGroup.get(item.slice(2)) ?? []),
    ),
  );
}

/** « La moitié des classes n’auraient plus de séance à venir : 6A, 6B et 6C. » */
export function classesGoneConsequence({ numerator, denominator, details = [] }: Measure): string {
  const names = details.length === 0 ? '' : ` : ${frenchList(details, numerator)}`;
  return `${whichClasses(numerator, denominator)} de séance à venir${names}.`;
}

function whichClasses(gone: number, all: number): string {
  if (gone === all) return 'Plus aucune classe n’aurait';
  if (2 * gone === all) return 'La moitié des classes n’auraient plus';
  const counted = frenchCount(gone, 'classe', 'classes');
  return `${counted} sur ${all} ${gone < 2 ? 'n’aurait' : 'n’auraient'} plus`;
}
