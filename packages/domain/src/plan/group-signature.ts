import { sortedSet } from '../sessions/audience.js';
import type { FileGroup } from '../timetable/timetable.js';
import type { CurrentGroup } from './plan.js';
import type { Lesson, TaughtIndex } from './taught.js';

/** What tells who a group of the file is, whatever its name. */
export interface Roster {
  readonly file: Pick<FileGroup, 'ident'>;
  /** Sorted ENT pupil ids of the day or later. */
  readonly pupilIds: readonly string[];
  readonly signature: string;
  /** Sorted ENT class ids. */
  readonly classIds: readonly string[];
}

export interface NamedRoster extends Roster {
  readonly name: string;
  readonly normalisedName: string;
  readonly matchKey: string;
}

/** Groups of the current state and of the file that give the same text may be one; an empty text says nothing. */
interface Signature {
  readonly ofGone: (group: CurrentGroup) => string;
  readonly ofAppeared: (group: Roster) => string;
}

export const BY_MEMBERS: Signature = {
  ofGone: ({ pupilIds }) => sortedSet(pupilIds).join(),
  ofAppeared: ({ signature }) => signature,
};

/** What a group is taught and by whom, for the same classes. Without a teacher it says nothing: everybody has French. */
export const byTeaching = (taught: () => TaughtIndex): Signature =>
  signatureOf(taught, (_, classIds, lessons) =>
    lessons.some(({ teachers }) => teachers.length > 0) ? `${classIds.join()}\n${subjects(lessons)}` : '',
  );

/** What tells apart groups of the same members or name, the strictest first. */
export const tellingApart = (taught: () => TaughtIndex): Signature[] => [
  signatureOf(taught, (pupils, classIds, lessons) =>
    [pupils, classIds.join(), subjects(lessons), ...lessons.map(({ yearlyMinutes }) => yearlyMinutes)].join(
      '\n',
    ),
  ),
  signatureOf(taught, (pupils, _, lessons) => `${pupils}\n${subjects(lessons)}`),
  byTeaching(taught),
  // Of two of the same members, once one is recognised the other is the other.
  BY_MEMBERS,
];

function signatureOf(
  taught: () => TaughtIndex,
  write: (pupils: string, classIds: readonly string[], lessons: readonly Lesson[]) => string,
): Signature {
  return {
    ofGone: (group) =>
      write(BY_MEMBERS.ofGone(group), group.classIds ?? [], taught().inCurrent(`g:${group.key}`)),
    ofAppeared: (group) => write(group.signature, group.classIds, taught().inFile('group', group.file.ident)),
  };
}

const subjects = (lessons: readonly Lesson[]): string =>
  lessons.map(({ subject, teachers }) => `${subject} ${teachers.join()}`).join('\n');
