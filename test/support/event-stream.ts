/** One event as it came over the wire. */
export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** Reads an event stream until it has given that many events, then leaves. */
export async function readEvents(
  url: string,
  headers: Readonly<Record<string, string>>,
  count: number,
): Promise<{ events: StreamEvent[]; response: Response }> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const events: StreamEvent[] = [];
  let text = '';
  const decoded = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
  for await (const chunk of decoded) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.map(toEvent).filter((event) => event !== undefined));
    if (events.length >= count) break;
  }
  leaving.abort();
  return { events, response };
}

function toEvent(block: string): StreamEvent | undefined {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  if (data === undefined) return undefined;
  const parsed: unknown = JSON.parse(data);
  return { id: field('id') ?? '', type: field('event') ?? '', data: parsed };
}

/** A stream that is open, until the server or `leave` ends it. */
export interface FollowedStream {
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
  readonly leave: () => void;
}

/** Opens an event stream, and drains it. @throws unless the server lets it be followed */
export async function followUntilEnd(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<FollowedStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  return {
    ended: response.arrayBuffer().then(over, over),
    hasEnded: () => isOver,
    leave: () => {
      leaving.abort();
    },
  };
}
