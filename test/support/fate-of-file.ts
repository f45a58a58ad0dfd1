import { expect } from '@jest/globals';
import {
  acceptTimetable,
  checkTimetable,
  emptySections,
  expandSessions,
  groupProblems,
  matchTimetable,
  planStructure,
  withStatedSchool,
  type CurrentState,
  type Directory,
  type ImportContext,
} from '@timetable/domain';
import { memorySource, readTimetable, type ReadingContext } from '@timetable/formats';

/** No file of a small school takes more processor time, by far; how long it waits for a processor is the machine's matter. */
const MOST_PROCESSOR_MS = 5_000;
/** French, for a person: begins and ends as a sentence does, with no trace of a program. */
const SENTENCE = /^(?!.*(?:undefined|NaN|\[object))[\p{Lu}«\d].{20,}[.»]$/su;

interface Against {
  readonly directory: Directory;
  readonly current: CurrentState;
  readonly target: ImportContext['target'];
  readonly reading?: ReadingContext;
}

/** What the rules make of a file: why it is refused, or `planned`. */
export async function fateOf(bytes: Buffer, against: Against): Promise<string> {
  const before = process.cpuUsage();
  const fate = await judge(bytes, against);
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1000 > MOST_PROCESSOR_MS) throw new Error('a file took too long');
  return fate;
}

async function judge(bytes: Buffer, { directory, current, target, reading = {} }: Against): Promise<string> {
  const read = await readTimetable(memorySource(bytes), { maxXmlBytes: 10_000_000 }, reading);
  if (read.kind === 'unreadable') {
    expect(read.message).toMatch(SENTENCE);
    return read.code;
  }
  const timetable = withStatedSchool(read.timetable, { fileName: '', target });
  const problems = [...read.problems, ...checkTimetable(timetable)];
  for (const { meaning, advice, examples } of groupProblems(problems)) {
    if (meaning === '' || advice === '' || examples.length > 10)
      throw new Error('a problem is badly reported');
  }
  const settings = { formats: ['edt', 'udt', 'sts'] } as const;
  const claimedAt = new Date('2026-10-10T08:00:00Z');
  const context = { origin: 'automatic', target, settings, claimedAt, year: current.year } as const;
  const acceptance = acceptTimetable({ timetable, context, problems });
  if (!acceptance.accepted) {
    expect(acceptance.message).toMatch(SENTENCE);
    return acceptance.code;
  }
  if (emptySections(timetable, current).length > 0) return 'section_empty';
  const on = '2026-10-10';
  const matching = matchTimetable({ timetable, directory, decisions: [], on, target, current });
  const structure = planStructure({ timetable, matching, current, target, on });
  let sessions = 0;
  for (const { startsAt, endsAt } of expandSessions({ timetable, matching, structure, target })) {
    if (!(endsAt.getTime() > startsAt.getTime())) throw new Error('a session ends before it starts');
    sessions += 1;
  }
  expect(sessions).toBeLessThanOrEqual(timetable.courses.length * 53);
  return 'planned';
}

export const targetOf = (id: string, uai: string): ImportContext['target'] => ({
  campusCode: id.split('/')[0] ?? '',
  establishmentId: undefined,
  establishments: [{ id, code: 'college', uai, name: 'Collège', timeZone: 'Europe/Paris' }],
});
