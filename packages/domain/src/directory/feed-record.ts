import { feedSentence, type FeedReport } from './feed-report.js';

/** What was last written of a feed. Its writer may have been killed since: `feedState` says what that comes to. */
export type FeedStep =
  | 'reading'
  | 'staged'
  | 'loading'
  | 'loaded'
  | 'dropped'
  | 'replaced'
  | 'expired'
  | 'unreadable'
  | 'interrupted';

/** A feed that somebody sent: what is known of it, also once its rows are gone. */
export interface FeedRecord {
  readonly id: string;
  /** Null until its first bytes are there. */
  readonly fileName: string | null;
  /** Null until it has been read. */
  readonly isComplete: boolean | null;
  readonly step: FeedStep;
  readonly begunAt: Date;
  /** Login. */
  readonly begunBy: string;
  /** Null until it has been read to its end. */
  readonly stagedAt: Date | null;
  /** When, and by whom, it was last begun to be loaded. */
  readonly loadBegunAt: Date | null;
  readonly loadBegunBy: string | null;
  /** Of the last load that went to its end. */
  readonly report: FeedReport | null;
  /** What somebody was last shown to confirm; null: nobody has been shown anything. */
  readonly shown: FeedReport['toConfirm'] | null;
  /** French: why it could not be read. */
  readonly refusal: string | null;
}

export type FeedState = Exclude<FeedStep, 'staged'> | 'waiting';

export interface FeedFacts {
  /** Whether whoever reads or loads feeds is at work: one at a time is. */
  readonly isUnderWay: boolean;
  /** Whether its rows are there. */
  readonly isStaged: boolean;
  /** Whether they have been there for too long. */
  readonly isExpired: boolean;
}

/**
 * What became of a feed. A process that is killed writes nothing more: what it was doing is interrupted, and a load that was
 * can be done again while the rows are there.
 */
export function feedState(step: FeedStep, { isUnderWay, isStaged, isExpired }: FeedFacts): FeedState {
  if (step === 'reading') return isUnderWay ? 'reading' : 'interrupted';
  if (step === 'loading' && isUnderWay) return 'loading';
  if (step !== 'staged' && step !== 'loading') return step;
  if (!isStaged) return 'interrupted';
  return isExpired ? 'expired' : 'waiting';
}

/** What became of it and what to do, in French. */
export function feedStateSentence(state: FeedState, { loadBegunAt, report, refusal }: FeedRecord): string {
  const wasBegun = loadBegunAt !== null;
  switch (state) {
    case 'reading':
      return 'En cours d’envoi ou de lecture : rien n’est changé.';
    case 'loading':
      return 'En cours de chargement.';
    case 'waiting':
      if (report !== null) return feedSentence(report, false);
      return wasBegun
        ? 'Son chargement a été interrompu : ce qui est fait reste fait. Chargez-le de nouveau pour faire le reste.'
        : 'Lu, rien n’est changé : regardez ce qu’il changerait, puis chargez-le ou abandonnez-le.';
    case 'loaded':
      return report === null ? 'Chargé.' : feedSentence(report, false);
    case 'dropped':
      return `Abandonné : ${untouched(wasBegun)}.`;
    case 'replaced':
      return `Remplacé par un autre annuaire : ${untouched(wasBegun)}.`;
    case 'expired':
      return `Effacé au bout d’un jour : ${untouched(wasBegun)}.`;
    case 'unreadable':
      return refusal ?? 'Illisible : rien n’est changé.';
    case 'interrupted':
      return `Interrompu avant la fin : ${untouched(wasBegun)}. Envoyez-le de nouveau.`;
  }
}

const untouched = (wasBegun: boolean): string =>
  wasBegun ? 'ce qui en était chargé le reste' : 'rien n’est changé';
