import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; a repeated header is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * One TCP connection on which requests are written byte by byte: what an HTTP library would correct or refuse to send,
 * this sends.
 */
export class RawConnection {
  #received = Buffer.alloc(0);
  #isClosed = false;
  #wake: () => void = () => undefined;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(data: string | Uint8Array): void {
    this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  }

  /** Lines are joined with CRLF; a body follows the headers. */
  send(lines: readonly string[], body: string | Uint8Array = ''): void {
    this.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (body.length > 0) this.write(body);
  }

  /** The next answer; `100 Continue` is one. Undefined when the connection closes first. */
  async answer({ isHead = false, timeoutMs = 60_000 } = {}): Promise<RawAnswer | undefined> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const parsed = this.#parse(isHead);
      if (parsed !== undefined) return parsed;
      if (this.#isClosed) return undefined;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`no complete answer within ${timeoutMs} ms: ${this.#received.toString('latin1')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async closed(timeoutMs = 10_000): Promise<boolean> {
    if (this.#isClosed) return true;
    // Not `once` of node:events: a connection that is reset says so in an error first, and closes after it.
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#isClosed;
  }

  close(): void {
    this.socket.destroy();
  }

  #parse(isHead: boolean): RawAnswer | undefined {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [statusLine = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n');
    const headers: Record<string, string> = {};
    for (const line of lines) {
      const name = line.slice(0, line.indexOf(':')).toLowerCase();
      const value = line.slice(line.indexOf(':') + 1).trim();
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
    const status = Number(statusLine.split(' ')[1]);
    const rest = this.#received.subarray(end + 4);
    const isEmpty = isHead || status === 204 || status === 304 || status < 200;
    const body = isEmpty ? { content: Buffer.alloc(0), used: 0 } : this.#bodyOf(headers, rest);
    if (body === undefined) return undefined;
    this.#received = rest.subarray(body.used);
    return { status, headers, body: body.content };
  }

  #bodyOf(
    headers: Readonly<Record<string, string>>,
    rest: Buffer,
  ): { content: Buffer; used: number } | undefined {
    if (headers['transfer-encoding'] === 'chunked') return unchunk(rest);
    if (headers['content-length'] === undefined) {
      return this.#isClosed ? { content: rest, used: rest.length } : undefined;
    }
    const length = Number(headers['content-length']);
    return rest.length < length ? undefined : { content: rest.subarray(0, length), used: length };
  }
}

function unchunk(bytes: Buffer): { content: Buffer; used: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const length = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    const end = line + 2 + length + 2;
    if (bytes.length < end) return undefined;
    if (length === 0) return { content: Buffer.concat(chunks), used: end };
    chunks.push(bytes.subarray(line + 2, line + 2 + length));
    at = end;
  }
}

/** Sends one request on a connection of its own and reads its answer. */
export async function exchange(
  port: number,
  lines: readonly string[],
  body: string | Uint8Array = '',
): Promise<RawAnswer | undefined> {
  const connection = await RawConnection.open(port);
  try {
    connection.send(lines, body);
    return await connection.answer({ isHead: lines[0]?.startsWith('HEAD ') ?? false });
  } finally {
    connection.close();
  }
}
