import { classPupils } from '../directory/class-pupils.js';
import type { Directory } from '../directory/directory.js';
import type { Matching } from '../directory/match.js';
import type { CurrentState, StructurePlan } from '../plan/plan.js';
import type { Timetable } from '../timetable/timetable.js';
import { classReference } from './audience.js';

/** An audience item of the current state, and another of the file for mostly the same pupils. */
export type RelatedAudience = readonly [current: string, file: string];

interface RelationInput {
  readonly timetable: Timetable;
  readonly directory: Pick<Directory, 'classes' | 'pupils'>;
  readonly matching: Pick<Matching, 'classes' | 'pupils'>;
  readonly current: Pick<CurrentState, 'groups'>;
  readonly structure: Pick<StructurePlan, 'groups'>;
  /** Local date of the import: pupils of the day, and for groups those of the day or later. */
  readonly on: string;
}

/** Classes and groups of the file by the name of others that the current state has: a lesson given to one was the other's. */
export function relatedAudiences(input: RelationInput): RelatedAudience[] {
  const { timetable, matching, current, structure, on } = input;
  const { inEnt, inFile } = classPupils(input);
  const before = new Map<string, Iterable<string>>();
  for (const [id, pupils] of inEnt) before.set(`c:${id}`, pupils);
  for (const { key, pupilIds } of current.groups) before.set(`g:${key}`, pupilIds);
  const after = new Map<string, Iterable<string>>();
  for (const { ident } of timetable.classes) {
    const pupils = inFile.get(ident);
    if (pupils !== undefined) after.set(`c:${classReference(matching, ident)}`, pupils);
  }
  for (const { key, members } of structure.groups) {
    const pupils = members.filter(({ role, endsOn }) => role === 'pupil' && endsOn >= on);
    after.set(`g:${key}`, new Set(pupils.map(({ personId }) => personId)));
  }
  return sharingHalf(before, after);
}

/** A pupil in more classes and groups than this tells nothing of any of them; without a limit one row of a file could cost hours. */
const MOST_ITEMS_OF_A_PUPIL = 50;

/**
 * Pairs of items that have half of the pupils of one of the two in common: a group of half a class is the class's, two groups made
 * one are that one's. An item is not paired with itself: that they are the same is known without its pupils.
 */
export function sharingHalf(
  before: ReadonlyMap<string, Iterable<string>>,
  after: ReadonlyMap<string, Iterable<string>>,
): RelatedAudience[] {
  const former = itemsOfPupils(before);
  const latter = itemsOfPupils(after);
  const common = new Map<string, Map<string, number>>();
  for (const [pupil, items] of former.ofPupil) {
    const others = latter.ofPupil.get(pupil) ?? [];
    if (items.length > MOST_ITEMS_OF_A_PUPIL || others.length > MOST_ITEMS_OF_A_PUPIL) continue;
    for (const item of items) {
      const counts = common.get(item) ?? new Map<string, number>();
      common.set(item, counts);
      for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  const related: RelatedAudience[] = [];
  for (const [item, counts] of common) {
    for (const [other, count] of counts) {
      const smaller = Math.min(former.sizes.get(item) ?? 0, latter.sizes.get(other) ?? 0);
      if (item !== other && 2 * count >= smaller) related.push([item, other]);
    }
  }
  return related;
}

function itemsOfPupils(pupilsByItem: ReadonlyMap<string, Iterable<string>>) {
  const ofPupil = new Map<string, string[]>();
  const sizes = new Map<string, number>();
  for (const [item, pupils] of pupilsByItem) {
    let size = 0;
    for (const pupil of pupils) {
      size += 1;
      const items = ofPupil.get(pupil);
      if (items === undefined) ofPupil.set(pupil, [item]);
      else items.push(item);
    }
    sizes.set(item, size);
  }
  return { ofPupil, sizes };
}
