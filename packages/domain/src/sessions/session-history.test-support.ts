import type { SessionDiffCounts } from '../plan/plan.js';
import { contentOf, pairSessions, type KnownSession } from './pair-sessions.js';
import type { RelatedAudience } from './related-audiences.js';
import type { SessionDraft } from './session-draft.js';

type SessionCounts = Pick<
  SessionDiffCounts,
  'unchanged' | 'modified' | 'moved' | 'created' | 'cancelled' | 'revived'
>;

/** A current state that imports follow each other in, by the rules alone: no database. */
export class SessionHistory {
  known: readonly KnownSession[] = [];
  #created = 0;

  constructor(readonly frozenBefore?: Date) {}

  /** Writes what the file says into the state. @returns how many were left, changed in place, moved, created, cancelled, revived */
  import(file: readonly SessionDraft[], related: readonly RelatedAudience[] = []): SessionCounts {
    const { known, frozenBefore } = this;
    const pairs = pairSessions({ file, known, related, ...(frozenBefore && { frozenBefore }) });
    const counts: Record<keyof SessionCounts, number> = {
      unchanged: 0,
      modified: 0,
      moved: 0,
      created: 0,
      cancelled: 0,
      revived: 0,
    };
    const hasBegun = ({ startsAt }: SessionDraft): boolean =>
      frozenBefore !== undefined && startsAt <= frozenBefore;
    const next = new Map(known.map((session) => [session.id, session]));
    const paired = new Set<SessionDraft>();
    for (const { file: draft, known: session } of pairs) {
      paired.add(draft);
      const { id, state, content } = session;
      if (hasBegun(content)) continue;
      const isSame = contentOf(content) === contentOf(draft);
      if (state === 'cancelled') {
        counts.revived += 1;
        next.set(id, { id, state: 'planned', content: draft });
      } else if (isSame) {
        counts.unchanged += 1;
      } else {
        const isMoved = content.date !== draft.date || content.startMinute !== draft.startMinute;
        counts[isMoved ? 'moved' : 'modified'] += 1;
        next.set(id, { id, state: 'planned', content: draft, former: content });
      }
    }
    const ids = new Set(pairs.map(({ known: { id } }) => id));
    for (const session of known) {
      if (ids.has(session.id) || session.state === 'cancelled' || hasBegun(session.content)) continue;
      counts.cancelled += 1;
      next.set(session.id, { ...session, state: 'cancelled' });
    }
    for (const draft of file) {
      if (paired.has(draft) || hasBegun(draft)) continue;
      counts.created += 1;
      const id = String((this.#created += 1));
      next.set(id, { id, state: 'planned', content: draft });
    }
    this.known = [...next.values()];
    return counts;
  }

  get planned(): readonly KnownSession[] {
    return this.known.filter(({ state }) => state === 'planned');
  }

  /** What stands under each id; equal sessions may have exchanged theirs. */
  get identities(): readonly string[] {
    const ids = new Map<string, string[]>();
    for (const { id, content } of this.planned)
      ids.set(contentOf(content), [...(ids.get(contentOf(content)) ?? []), id]);
    return [...ids].map(([content, list]) => `${content} ${list.sort().join()}`).sort();
  }
}
