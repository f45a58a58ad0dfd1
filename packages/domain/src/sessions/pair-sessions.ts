import { compareTexts } from '../collections/compare-texts.js';
import { daysBetween } from '../calendar/local-date.js';
import { groupBy } from '../collections/group-by.js';
import type { RelatedAudience } from './related-audiences.js';
import type { SessionDraft } from './session-draft.js';

/** A session of the current state. */
export interface KnownSession {
  readonly id: string;
  readonly state: 'planned' | 'cancelled';
  readonly content: SessionDraft;
  /** What it was before its last change by an import. */
  readonly former?: SessionDraft;
}

export interface SessionPair {
  readonly file: SessionDraft;
  readonly known: KnownSession;
}

interface SessionsToPair {
  readonly file: readonly SessionDraft[];
  readonly known: readonly KnownSession[];
  readonly related?: readonly RelatedAudience[];
  /** What starts at this instant or before has begun; undefined in the first import of a year. */
  readonly frozenBefore?: Date | undefined;
}

/**
 * Identity of sessions (import-rules §3): which session of the file is which of the current state. Ways in turn, each over what the
 * ways before it left, one to one. This is the rule; millions of sessions are paired by the statement that is held to it
 * (`test/integration/session-pairing.test.ts`). Equal planned ones, which need nothing, are among the pairs.
 */
export function pairSessions({ file, known, related = [], frozenBefore }: SessionsToPair): SessionPair[] {
  const side = ({ startsAt }: SessionDraft): string =>
    frozenBefore !== undefined && startsAt <= frozenBefore ? 'begun' : 'to come';
  const pairing = new Pairing(file, known, related);
  const inPlace = (state: KnownSession['state']): void => {
    pairing.by(state, (session) => [side(session), hour(session), lesson(session), session.teachers]);
    pairing.by(state, (session) => [side(session), hour(session), lesson(session)]);
  };
  const elsewhere = (state: KnownSession['state']): void => {
    for (let pass = 0; pass < AUDIENCE_PASSES; pass += 1) {
      pairing.bySharedAudience(state, (session) => [
        side(session),
        hour(session),
        session.subjectKey,
        session.teachers,
      ]);
    }
    pairing.by(state, (session) => [side(session), session.date, lesson(session), session.teachers]);
    pairing.by(state, (session) => [side(session), session.date, lesson(session)]);
    const inWeek = (session: SessionDraft) => [
      side(session),
      week(session),
      lesson(session),
      session.teachers,
    ];
    pairing.by(state, (session) => [...inWeek(session), length(session), session.startMinute]);
    pairing.by(state, (session) => [...inWeek(session), length(session)]);
    pairing.by(state, inWeek);
  };
  const whole = (session: SessionDraft) => [side(session), contentOf(session)];
  pairing.by('planned', whole);
  pairing.by('planned', whole, ({ former, content }) => former && [side(content), contentOf(former)]);
  pairing.by('cancelled', whole);
  pairing.by('cancelled', whole, ({ former, content }) => former && [side(content), contentOf(former)]);
  inPlace('planned');
  inPlace('cancelled');
  elsewhere('planned');
  elsewhere('cancelled');
  return pairing.pairs;
}

/** A pass takes the surest pair of each that could go together; what is left after three is no longer told apart. */
const AUDIENCE_PASSES = 3;

/** Everything an import states of a session: equal contents, the same session as it was. */
export const contentOf = (session: SessionDraft): string =>
  JSON.stringify([
    ...[session.date, session.startMinute, session.endMinute, session.subjectKey, session.audience],
    ...[session.teachers, session.rooms, session.groups, session.classes, session.establishmentIds],
    ...[session.startsAt, session.endsAt],
  ]);

const hour = ({ date, startMinute }: SessionDraft) => [date, startMinute];
const lesson = ({ subjectKey, audience }: SessionDraft) => [subjectKey, audience];
const week = ({ date }: SessionDraft): number => Math.floor(daysBetween(MONDAY, date) / 7);
const length = ({ startMinute, endMinute }: SessionDraft): number => endMinute - startMinute;
const MONDAY = '2000-01-03';

type Key = readonly unknown[];

class Pairing {
  readonly pairs: SessionPair[] = [];
  #file: readonly SessionDraft[];
  #known: readonly KnownSession[];
  readonly #related: ReadonlyMap<string, readonly string[]>;

  constructor(
    file: readonly SessionDraft[],
    known: readonly KnownSession[],
    related: readonly RelatedAudience[],
  ) {
    this.#file = [...file].sort(byPlace);
    this.#known = [...known].sort(
      (a, b) => byPlace(a.content, b.content) || a.id.length - b.id.length || compareTexts(a.id, b.id),
    );
    this.#related = new Map(
      [...groupBy(related, ([item]) => item)].map(([item, pairs]) => [item, pairs.map(([, other]) => other)]),
    );
  }

  /** The n-th of the file with the n-th of the current state, among those of one key. @param ofKnown undefined: it has none */
  by(
    state: KnownSession['state'],
    ofFile: (session: SessionDraft) => Key,
    ofKnown: (session: KnownSession) => Key | undefined = ({ content }) => ofFile(content),
  ): void {
    const keyed = this.#known.flatMap((session) => {
      const key = session.state === state ? ofKnown(session) : undefined;
      return key === undefined ? [] : [{ session, key: JSON.stringify(key) }];
    });
    const candidates = groupBy(keyed, ({ key }) => key);
    this.#take(
      this.#file.flatMap((file) => {
        const next = candidates.get(JSON.stringify(ofFile(file)))?.shift();
        return next === undefined ? [] : [{ file, known: next.session }];
      }),
    );
  }

  /** The pair that shares most, when neither of the two has a better one. */
  bySharedAudience(state: KnownSession['state'], key: (session: SessionDraft) => Key): void {
    const named = <T>(
      sessions: readonly T[],
      draft: (session: T) => SessionDraft,
      items: (audience: readonly string[]) => readonly string[],
    ) =>
      groupBy(
        sessions.flatMap((session) =>
          items(draft(session).audience).map((item) => ({
            session,
            name: JSON.stringify([...key(draft(session)), item]),
          })),
        ),
        ({ name }) => name,
      );
    const inFile = named(
      this.#file,
      (session) => session,
      (audience) => audience,
    );
    const inCurrent = named(
      this.#known.filter((session) => session.state === state),
      ({ content }) => content,
      (audience) => this.#withRelated(audience),
    );
    const shared = new Map<string, { file: SessionDraft; known: KnownSession; count: number; place: Key }>();
    for (const [name, sessions] of inFile) {
      sessions.forEach(({ session: file }, nth) => {
        const known = inCurrent.get(name)?.[nth]?.session;
        if (known === undefined) return;
        const place = [this.#file.indexOf(file), this.#known.indexOf(known)];
        const count = (shared.get(place.join())?.count ?? 0) + 1;
        shared.set(place.join(), { file, known, count, place });
      });
    }
    const surest = [...shared.values()].sort((a, b) => b.count - a.count || comparePlaces(a.place, b.place));
    const ofFile = new Set<SessionDraft>();
    const ofKnown = new Set<KnownSession>();
    this.#take(
      surest.filter(({ file, known }) => {
        const isBestOfBoth = !ofFile.has(file) && !ofKnown.has(known);
        ofFile.add(file);
        ofKnown.add(known);
        return isBestOfBoth;
      }),
    );
  }

  #withRelated(audience: readonly string[]): string[] {
    return [...new Set(audience.flatMap((item) => [item, ...(this.#related.get(item) ?? [])]))];
  }

  #take(pairs: readonly SessionPair[]): void {
    for (const { file, known } of pairs) this.pairs.push({ file, known });
    const files = new Set(pairs.map(({ file }) => file));
    const knowns = new Set(pairs.map(({ known }) => known));
    this.#file = this.#file.filter((session) => !files.has(session));
    this.#known = this.#known.filter((session) => !knowns.has(session));
  }
}

/** By date and start, then by what makes sessions alike, so that among equals the most alike meet. */
function byPlace(a: SessionDraft, b: SessionDraft): number {
  return (
    compareTexts(a.date, b.date) ||
    a.startMinute - b.startMinute ||
    compareLists(a.teachers, b.teachers) ||
    a.endMinute - b.endMinute ||
    compareLists(a.rooms, b.rooms) ||
    compareLists(a.groups, b.groups)
  );
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, item] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (item !== other) return compareTexts(item, other);
  }
  return a.length - b.length;
}

const comparePlaces = ([a, b]: Key, [c, d]: Key): number => Number(a) - Number(c) || Number(b) - Number(d);
