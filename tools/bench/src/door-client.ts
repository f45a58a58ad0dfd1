import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEADERS = '\r\n\r\n';
const END_OF_CHUNKS = '0\r\n\r\n';

export interface PutRequest {
  readonly path: string;
  readonly authorization: string;
  readonly body: Buffer;
}

/**
 * One keep-alive connection that puts files one after the other. It shares the machine with the server it measures, so
 * it does next to nothing itself.
 */
export class PutConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.#host = `127.0.0.1:${port}`;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
  }

  static async open(port: number): Promise<PutConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new PutConnection(socket, port);
  }

  /** @throws Error when the answer is not 201 */
  async put({ path, authorization, body }: PutRequest): Promise<void> {
    const head = [
      `PUT ${path} HTTP/1.1`,
      `Host: ${this.#host}`,
      `Authorization: ${authorization}`,
      'Content-Type: application/octet-stream',
      `Content-Length: ${body.length}`,
    ];
    const answered = this.#answer();
    this.#socket.cork();
    this.#socket.write(head.join('\r\n') + END_OF_HEADERS);
    this.#socket.write(body);
    this.#socket.uncork();
    const answer = await answered;
    if (!answer.startsWith('HTTP/1.1 201 ')) throw new Error(`PUT ${path} : ${answer}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #answer(): Promise<string> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#socket.removeAllListeners('data');
        this.#socket.removeAllListeners('error');
        this.#socket.removeAllListeners('close');
        finish();
      };
      this.#socket.on('data', (text: string) => {
        this.#received += text;
        if (!isComplete(this.#received)) return;
        const answer = this.#received;
        this.#received = '';
        settle(() => {
          resolve(answer);
        });
      });
      this.#socket.once('error', (error) => {
        settle(() => {
          reject(error);
        });
      });
      this.#socket.once('close', () => {
        settle(() => {
          reject(new Error(`Connexion fermée avant la réponse : ${this.#received}`));
        });
      });
    });
  }
}

function isComplete(received: string): boolean {
  const end = received.indexOf(END_OF_HEADERS);
  if (end === -1) return false;
  const headers = received.slice(0, end);
  if (/^transfer-encoding: *chunked/im.test(headers)) return received.endsWith(END_OF_CHUNKS);
  const length = Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0);
  return received.length >= end + END_OF_HEADERS.length + length;
}
