import type { CampusEvent } from '@timetable/contracts';
import { connection } from '../api/connection.js';

const REOPEN_MS = 10_000;
const TYPES = ['import', 'step', 'status', 'reload'] as const satisfies readonly CampusEvent['type'][];

interface EventFollower {
  /** @param data JSON */
  readonly onEvent: (type: CampusEvent['type'], data: string) => void;
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
  const open = (): void => {
    source = new EventSource(url);
    for (const type of TYPES)
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        onEvent(type, data);
      });
    source.addEventListener('open', () => {
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
      timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
