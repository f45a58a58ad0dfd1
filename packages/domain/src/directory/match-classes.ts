import { groupBy } from '../collections/group-by.js';
import type { ImportTarget, TargetEstablishment } from '../import/import-context.js';
import { normaliseName, squeezedName } from '../names/normalise-name.js';
import { isSameUai } from '../names/uai.js';
import type { FileClass, Ident, Timetable } from '../timetable/timetable.js';
import { presentFirst, type DirectoryClass } from './directory.js';
import type { MatchDecisions } from './match-decisions.js';
import type { MatchResult } from './match.js';

interface ClassesToMatch {
  readonly timetable: Timetable;
  readonly directory: readonly DirectoryClass[];
  readonly decisions: MatchDecisions;
  /** When given, only classes of its establishments match by name. */
  readonly target: ImportTarget | undefined;
}

/**
 * Matches classes by remembered decision, then by name; two classes of one name, on either side, are left to a person. One
 * that left the directory is matched when no present one bears the name.
 */
export function matchClasses(input: ClassesToMatch): Map<number, MatchResult> {
  const { timetable, directory, decisions, target } = input;
  // Another establishment of the campus may have a class of that name, and a decision on it.
  const reach = target && new Set(target.establishments.map(({ id }) => id));
  const known = new Set(
    directory.filter(({ establishmentId }) => reach?.has(establishmentId) ?? true).map(({ id }) => id),
  );
  const keys = classKeys(timetable);
  const placesOf = establishmentsByClass(input);
  const inDirectory = groupBy(directory, ({ name }) => squeezedName(name));
  const inFile = groupBy(timetable.classes, homonymKey);
  const results = new Map<number, MatchResult>();
  for (const row of timetable.classes) {
    const key = keys.get(row.ident) ?? '';
    const base = { kind: 'class', ident: row.ident, key, label: row.name.trim() } as const;
    const decision = decisions.find('class', [key], known);
    if (decision !== undefined) {
      const targetId = decision.targetId ?? undefined;
      results.set(row.ident, { ...base, targetId, by: 'decision', candidates: [] });
      continue;
    }
    const places = placesOf(row);
    const candidates = presentFirst(
      (inDirectory.get(squeezedName(row.name)) ?? []).filter(
        ({ establishmentId }) => places?.has(establishmentId) ?? true,
      ),
    )
      .map(({ id }) => id)
      .sort();
    const [only] = candidates;
    const isAlone = candidates.length === 1 && inFile.get(homonymKey(row))?.length === 1;
    results.set(
      row.ident,
      isAlone && only !== undefined && squeezedName(row.name) !== ''
        ? { ...base, targetId: only, by: 'name', candidates: [] }
        : {
            ...base,
            targetId: undefined,
            by: 'none',
            candidates,
            ...(candidates.length > 0 && { reason: candidates.length > 1 ? 'homonyms' : 'homonyms_in_file' }),
          },
    );
  }
  return results;
}

/** Classes of two establishments of one file may bear the same name. */
function homonymKey({ name, establishment }: FileClass): string {
  return `${squeezedName(name)} ${establishment ?? ''}`;
}

/** `name:6a`; classes of one name are told apart by their establishment when the file gives it. */
function classKeys({ classes, establishments = [] }: Timetable): Map<number, string> {
  const uais = new Map(establishments.map(({ ident, uai }) => [ident, uai]));
  const keys = new Map<number, string>();
  const used = new Set<string>();
  for (const { ident, name, establishment } of [...classes].sort((a, b) => a.ident - b.ident)) {
    const plain = `name:${normaliseName(name)}`;
    const uai = establishment === undefined ? undefined : uais.get(establishment);
    let key = plain;
    if (used.has(key) && uai !== undefined) key = `${plain}@${uai}`;
    for (let rank = 2; used.has(key); rank += 1) key = `${plain}#${rank}`;
    used.add(key);
    keys.set(ident, key);
  }
  return keys;
}

/** The classes of the directory that each class of the file may be, whatever their names. */
export function reachableClasses(
  input: Pick<ClassesToMatch, 'timetable' | 'directory' | 'target'>,
): (ident: Ident) => readonly DirectoryClass[] {
  const rows = new Map(input.timetable.classes.map((row) => [row.ident, row]));
  const placesOf = establishmentsByClass(input);
  return (ident) => {
    const row = rows.get(ident);
    const places = row && placesOf(row);
    return input.directory.filter(({ establishmentId }) => places?.has(establishmentId) ?? true);
  };
}

/** Establishments among which each class may be; undefined when nothing restricts them. */
function establishmentsByClass({
  timetable,
  target,
}: Pick<ClassesToMatch, 'timetable' | 'target'>): (row: FileClass) => ReadonlySet<string> | undefined {
  if (target === undefined) return () => undefined;
  const idsOf = (establishments: readonly TargetEstablishment[]) =>
    new Set(establishments.map(({ id }) => id));
  const everywhere = idsOf(target.establishments);
  const stated = new Map<number, ReadonlySet<string>>();
  for (const { ident, uai } of timetable.establishments ?? []) {
    const same = target.establishments.filter((candidate) => isSameUai(uai, candidate.uai));
    if (same.length > 0) stated.set(ident, idsOf(same));
  }
  return ({ establishment }) => stated.get(establishment ?? Number.NaN) ?? everywhere;
}
