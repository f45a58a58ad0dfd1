import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What can be wrong with a bucket, besides that it is stopped. */
export type Trouble =
  /** 503 to everything, before the body is read. */
  | 'refuses'
  /** Takes connections and says nothing. */
  | 'silent'
  /** Ends the connection in the middle of a body, an upload's or a download's. */
  | 'cuts'
  /** Does what it is asked, then ends the connection instead of saying so. */
  | 'forgets';

/**
 * The five S3 calls that the store makes, over real HTTP, objects in memory, and what can go wrong with them. It shows
 * what we send and how we take the answers; it proves nothing about a given S3 product.
 */
export class BucketServer {
  readonly objects = new Map<string, { body: Buffer; lastModified: Date }>();
  /** Every call so far: its verb, the `Authorization` and the `Range` it had. */
  readonly calls: {
    method: string | undefined;
    authorization: string | undefined;
    range: string | undefined;
  }[] = [];
  trouble: Trouble | undefined;
  /** Bytes held back from every download, whose announced size is then wrong. */
  truncateBy = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  /** Connections that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Starts it, where it was before. @returns `s3://` URL of its bucket, for `STORAGE_URL` */
  async listen(): Promise<string> {
    // It ends no idle connection by itself: those that a client forgets stay to be counted.
    const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      // A client that goes away is part of what is tested.
      this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
    return `s3://files?endpoint=http://127.0.0.1:${address.port}&region=eu-west-3`;
  }

  /** Connections are refused from now on, and those there are end. May be called twice. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server?.listening !== true) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers } = request;
    this.calls.push({ method, authorization: headers.authorization, range: headers.range });
    if (this.trouble === 'silent') return;
    if (this.trouble === 'refuses') {
      response.writeHead(503, { 'content-type': 'application/xml' });
      response.end('<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>');
      return;
    }
    const url = new URL(request.url ?? '/', 'http://bucket');
    const key = url.pathname.replace(/^\/files\/?/, '');
    if (method === 'PUT') await this.#store(key, request, response);
    else if (method === 'DELETE') this.#remove(key, response);
    else if (key === '') this.#list(url, response);
    else this.#send(key, request, response);
  }

  async #store(key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.trouble === 'cuts') {
      await once(request, 'data');
      request.destroy();
      return;
    }
    const body = await buffer(request);
    this.objects.set(key, { body, lastModified: new Date() });
    if (this.trouble === 'forgets') response.destroy();
    else response.end();
  }

  #remove(key: string, response: ServerResponse): void {
    this.objects.delete(key);
    if (this.trouble === 'forgets') response.destroy();
    else response.writeHead(204).end();
  }

  #send(key: string, { method, headers }: IncomingMessage, response: ServerResponse): void {
    const object = this.objects.get(key);
    if (object === undefined) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      const absent = '<Error><Code>NoSuchKey</Code><Message>absent</Message></Error>';
      response.end(method === 'HEAD' ? undefined : absent);
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    const whole =
      method === 'HEAD' ? object.body : object.body.subarray(0, object.body.length - this.truncateBy);
    const body = range === null ? whole : whole.subarray(Number(range[1]), Number(range[2]) + 1);
    response.writeHead(range === null ? 200 : 206, {
      'content-length': String(body.length),
      'last-modified': object.lastModified.toUTCString(),
    });
    if (method === 'HEAD') response.end();
    else if (this.trouble === 'cuts')
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    else response.end(body);
  }

  /** One object per page, so that paging is exercised. */
  #list(url: URL, response: ServerResponse): void {
    const keys = [...this.objects.keys()].sort();
    const index = Number(url.searchParams.get('continuation-token') ?? '0');
    const contents = keys.slice(index, index + 1).map((key) => {
      const modified = this.objects.get(key)?.lastModified.toISOString() ?? '';
      return `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><Size>1</Size></Contents>`;
    });
    const next = index + 1 < keys.length ? `<NextContinuationToken>${index + 1}</NextContinuationToken>` : '';
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(`<ListBucketResult>${next}${contents.join('')}</ListBucketResult>`);
  }
}
