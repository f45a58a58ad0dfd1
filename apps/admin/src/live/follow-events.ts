import type { CampusEvent } from '@timetable/contracts';
import { connection } from '../api/connection.js';

const REOPEN_MS = 10_000;
/** The server tells every 15 s that the stream is alive: after two silences it is not, though nobody has closed it. */
const SILENCE_MS = 40_000;

type Told = Exclude<CampusEvent['type'], 'ping'>;

const TOLD = ['import', 'step', 'status', 'reload'] as const satisfies readonly Told[];

interface EventFollower {
  /** @param data JSON */
  readonly onEvent: (type: Told, data: string) => void;
  /** It is there again after a cut, during which something may have happened that it will not tell. */
  readonly onResumed: () => void;
  /** The server refused or ended it for good; it is asked again later. */
  readonly onClosed: () => void;
}

/** Follows a stream of the API until the returned function is called. The browser resumes it after a cut. */
export function followEvents(url: string, { onEvent, onResumed, onClosed }: EventFollower): () => void {
  let source: EventSource;
  let isCut = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (step: () => void, delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(step, delayMs);
  };
  const heard = (): void => {
    next(reopen, SILENCE_MS);
  };
  const open = (): void => {
    heard();
    source = new EventSource(url);
    source.addEventListener('ping', heard);
    for (const type of TOLD)
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        heard();
        onEvent(type, data);
      });
    source.addEventListener('open', () => {
      heard();
      connection.answered();
      if (isCut) onResumed();
      isCut = false;
    });
    source.addEventListener('error', () => {
      isCut = true;
      if (source.readyState !== EventSource.CLOSED) {
        connection.lost();
        return;
      }
      onClosed();
      next(open, REOPEN_MS);
    });
  };
  const reopen = (): void => {
    isCut = true;
    source.close();
    connection.lost();
    open();
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
