import { RawConnection, type RawAnswer } from './raw-http.js';

export interface DavRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A plain WebDAV client: one connection per request, credentials sent at once, nothing done behind one's back. */
export class DavClient {
  constructor(
    private readonly port: number,
    login: string,
    password: string,
  ) {
    this.authorization = basic(login, password);
  }

  readonly authorization: string;

  async request(
    method: string,
    path: string,
    { headers = {}, body = '' }: DavRequest = {},
  ): Promise<RawAnswer> {
    const connection = await RawConnection.open(this.port);
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const all: Record<string, string> = {
      Host: `127.0.0.1:${this.port}`,
      Authorization: this.authorization,
      ...(bytes.length > 0 || method === 'PUT' ? { 'Content-Length': String(bytes.length) } : {}),
      ...headers,
    };
    try {
      connection.send(
        [`${method} ${path} HTTP/1.1`, ...Object.entries(all).map(([k, v]) => `${k}: ${v}`)],
        bytes,
      );
      const answer = await connection.answer({ isHead: method === 'HEAD' });
      if (answer === undefined) throw new Error(`${method} ${path}: connection closed without an answer`);
      return answer;
    } finally {
      connection.close();
    }
  }

  put(
    path: string,
    body: string | Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    return this.request('PUT', path, { body, headers });
  }

  async status(method: string, path: string, request: DavRequest = {}): Promise<number> {
    return (await this.request(method, path, request)).status;
  }
}

export function basic(login: string, password: string): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
}

export const LOCK_BODY =
  '<?xml version="1.0" encoding="utf-8"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>' +
  '<D:locktype><D:write/></D:locktype><D:owner><D:href>poste-07</D:href></D:owner></D:lockinfo>';

/** The token of a LOCK answer, between its brackets. */
export function tokenOf(answer: RawAnswer): string {
  return /<([^>]+)>/.exec(answer.headers['lock-token'] ?? '')?.[1] ?? '';
}
