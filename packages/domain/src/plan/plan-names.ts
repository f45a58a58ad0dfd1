import type { RecordedChange } from './recorded-change.js';

/** What people call what a plan refers to; a reference that nobody knows is its own name. */
export interface PlanNames {
  readonly subject: (key: string) => string;
  /** An ENT id, or a reference to whom the ENT does not know; likewise for classes and groups. */
  readonly teacher: (reference: string) => string;
  readonly pupil: (entId: string) => string;
  readonly class: (reference: string) => string;
  readonly group: (reference: string) => string;
}

/** What is to be named of a plan, each once. */
export interface PlanReferences {
  readonly subjects: readonly string[];
  readonly teachers: readonly string[];
  readonly pupils: readonly string[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
}

/** The name of a class or group given as an audience item, `c:…` or `g:…`. */
export const audienceName = (item: string, names: Pick<PlanNames, 'class' | 'group'>): string =>
  (isClass(item) ? names.class : names.group)(item.slice(PREFIX_LENGTH));

const PREFIX_LENGTH = 'c:'.length;
const isClass = (item: string): boolean => item.startsWith('c:');

/** Of audience items. */
export function audienceReferences(items: readonly string[]): Pick<PlanReferences, 'classes' | 'groups'> {
  const [classes, groups] = [items.filter(isClass), items.filter((item) => !isClass(item))];
  const bare = (item: string): string => item.slice(PREFIX_LENGTH);
  return { classes: classes.map(bare), groups: groups.map(bare) };
}

/** All that these changes refer to. */
export function referencesOf(changes: readonly RecordedChange[]): PlanReferences {
  const found = changes.map(referencesOfOne);
  const all = (kind: keyof PlanReferences): string[] => [
    ...new Set(found.flatMap((references) => references[kind] ?? [])),
  ];
  return {
    subjects: all('subjects'),
    teachers: all('teachers'),
    pupils: all('pupils'),
    classes: all('classes'),
    groups: all('groups'),
  };
}

function referencesOfOne(change: RecordedChange): Partial<PlanReferences> {
  switch (change.kind) {
    case 'subject':
    case 'closure':
      return {};
    case 'group':
      return { classes: change.after?.classIds ?? [] };
    case 'service': {
      const sides = present(change.before, change.after);
      return {
        subjects: sides.map(({ subjectKey }) => subjectKey),
        teachers: sides.flatMap(({ teachers }) => teachers),
        ...audienceReferences(sides.map(({ audience }) => audience)),
      };
    }
    case 'membership': {
      const sides = present(change.before, change.after);
      const ofRole = (wanted: string): string[] =>
        sides.filter(({ role }) => role === wanted).map(({ personId }) => personId);
      return {
        groups: sides.map(({ groupKey }) => groupKey),
        teachers: ofRole('teacher'),
        pupils: ofRole('pupil'),
      };
    }
    case 'session': {
      const sides = present(change.before, change.after);
      return {
        subjects: sides.map(({ subjectKey }) => subjectKey),
        teachers: sides.flatMap(({ teachers }) => teachers),
        ...audienceReferences(sides.flatMap(({ audience }) => audience)),
      };
    }
  }
}

const present = <Side>(...sides: readonly (Side | null)[]): Side[] => sides.filter((side) => side !== null);
