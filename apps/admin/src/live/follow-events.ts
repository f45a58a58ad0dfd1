import type { CampusEvent } from '@timetable/contracts';
import { connection } from '../api/connection.js';

const REOPEN_MS = 10_000;
const TYPES = ['import', 'step', 'status', 'reload'] as const satisfies readonly CampusEvent['type'][];

interface EventFollower {
  /** @param data JSON */
  readonly onEvent: (type: CampusEvent['type'], data: string) => void;
  /** The server refused or ended it for good; it is asked again later. */
  readonly onClosed: () => void;
}

/** Follows a stream of the API until the returned function is called. The browser resumes it after a cut. */
export function followEvents(url: string, { onEvent, onClosed }: EventFollower): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource(url);
    for (const type of TYPES)
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        onEvent(type, data);
      });
    source.addEventListener('open', () => {
      connection.answered();
    });
    source.addEventListener('error', () => {
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
