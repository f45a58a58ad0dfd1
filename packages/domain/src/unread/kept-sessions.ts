import { daysBetween, weekdayOf } from '../calendar/local-date.js';
import { groupBy } from '../collections/group-by.js';
import type { KnownSession, SessionPair } from '../sessions/pair-sessions.js';
import type { SessionDraft, SessionFacet } from '../sessions/session-draft.js';
import type { CourseTrace } from './unread-plan.js';

interface SessionsToKeep {
  readonly file: readonly SessionDraft[];
  readonly known: readonly KnownSession[];
  /** Of `pairSessions`. */
  readonly pairs: readonly SessionPair[];
  readonly traces: readonly CourseTrace[];
  /** Monday of school week 1. */
  readonly firstMonday: string;
}

export interface KeptSessions {
  /** What the sessions of the current state become: what the file says, and what they were where it does not. */
  readonly become: readonly SessionPair[];
  /** Those of the file that are nobody's: they come. */
  readonly created: readonly SessionDraft[];
  /** Those of the current state that stay although nothing in the file is they. */
  readonly stay: readonly KnownSession[];
}

/**
 * After the pairing: what the file leaves unsaid is no difference (import-rules §2). A session that a course not wholly read
 * may be keeps what that course does not say; one that nothing pairs stays when such a course may be its own. This is the
 * rule; PostgreSQL applies it to all sessions at once.
 */
export function keptSessions({ file, known, pairs, traces, firstMonday }: SessionsToKeep): KeptSessions {
  const [pairedFile, paired] = [
    new Set(pairs.map((pair) => pair.file)),
    new Set(pairs.map((pair) => pair.known)),
  ];
  const unpaired = file.filter((session) => !pairedFile.has(session));
  const leftOver = known.filter((session) => session.state === 'planned' && !paired.has(session));
  const { chosen, isAnybodys } = pairLeftOver(unpaired, leftOver);
  const found = new Set(chosen.map((pair) => pair.known));
  return {
    become: [...pairs, ...chosen].flatMap((pair) => withUnsaid(pair)),
    created: unpaired.filter((session) => !isAnybodys.has(session)),
    stay: leftOver.filter(
      (session) =>
        !found.has(session) && traces.some((trace) => mayBeOfTrace(session.content, trace, firstMonday)),
    ),
  };
}

/**
 * A session of the file that is not wholly read has no pair when what tells it is what it lacks: it is the one of the same
 * moment that what it does say agrees with. Of several such only the first is certain; none is given twice.
 */
function pairLeftOver(file: readonly SessionDraft[], known: readonly KnownSession[]) {
  const atMoment = groupBy(known, ({ content }) => momentOf(content));
  const isAnybodys = new Set<SessionDraft>();
  const chosen = new Map<KnownSession, SessionPair>();
  for (const session of file.filter(({ unsaid = [] }) => unsaid.length > 0)) {
    const [first] = (atMoment.get(momentOf(session)) ?? []).filter(({ content }) =>
      mayBeOne(session, content),
    );
    if (first === undefined) continue;
    isAnybodys.add(session);
    if (!chosen.has(first)) chosen.set(first, { file: session, known: first });
  }
  return { chosen: [...chosen.values()], isAnybodys };
}

const momentOf = ({ date, startMinute }: SessionDraft): string => `${date} ${startMinute}`;

/** Whoever attends or teaches that is known on both sides says whether two may be one. */
function mayBeOne(file: SessionDraft, current: SessionDraft): boolean {
  const isUnsaid = (facet: SessionFacet): boolean => file.unsaid?.includes(facet) === true;
  if (!isUnsaid('subject') && file.subjectKey !== current.subjectKey) return false;
  if (!isUnsaid('audience')) return file.audience.join('\n') === current.audience.join('\n');
  const isNobodyTaughtFor = file.teachers.length === 0 || current.teachers.length === 0;
  return (
    share(file.audience, current.audience) ||
    share(file.teachers, current.teachers) ||
    isUnsaid('teachers') ||
    (file.audience.length === 0 && isNobodyTaughtFor)
  );
}

/** None when the file does not say for sure that a cancelled session takes place again. */
function withUnsaid({ file, known }: SessionPair): SessionPair[] {
  const { unsaid = [] } = file;
  if (known.state === 'cancelled' && unsaid.includes('weeks')) return [];
  const { content } = known;
  const kept: Readonly<Record<SessionFacet, Partial<SessionDraft>>> = {
    subject: { subjectKey: content.subjectKey },
    audience: {
      audience: content.audience,
      classes: content.classes,
      groups: content.groups,
      establishmentIds: content.establishmentIds,
    },
    teachers: { teachers: content.teachers },
    rooms: { rooms: content.rooms },
    // One that begins at another time does not end when it did.
    end:
      file.startsAt.getTime() === content.startsAt.getTime()
        ? { endMinute: content.endMinute, endsAt: content.endsAt }
        : {},
    weeks: {},
  };
  return [{ known, file: unsaid.reduce((session, facet) => ({ ...session, ...kept[facet] }), file) }];
}

function mayBeOfTrace(session: SessionDraft, trace: CourseTrace, firstMonday: string): boolean {
  const { audience, teachers } = trace;
  const isThen =
    (trace.day ?? weekdayOf(session.date)) === weekdayOf(session.date) &&
    (trace.startMinute ?? session.startMinute) === session.startMinute &&
    (trace.weeks === null ||
      trace.weeks.includes(Math.floor(daysBetween(firstMonday, session.date) / 7) + 1));
  if (!isThen || (trace.subjectKey ?? session.subjectKey) !== session.subjectKey) return false;
  if (trace.isAudienceWhole && audience.length > 0 && session.audience.length > 0) {
    return session.audience.every((item) => audience.includes(item));
  }
  const isForAnybody = audience.length === 0 || !trace.isAudienceWhole;
  return (
    share(session.audience, audience) ||
    share(session.teachers, teachers) ||
    (teachers.length === 0 && isForAnybody)
  );
}

const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((item) => others.includes(item));
