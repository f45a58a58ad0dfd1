import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * One address on 127.0.0.1 for several servers, as a balancer of TCP connections gives it: each connection goes to the
 * next server that takes it, and is cut when that server ends.
 */
export class TcpBalancer {
  readonly port: number;
  readonly #server: Server;
  readonly #connections: Set<Socket>;

  private constructor(server: Server, port: number, connections: Set<Socket>) {
    this.#server = server;
    this.port = port;
    this.#connections = connections;
  }

  static async start(port: number, targets: readonly number[]): Promise<TcpBalancer> {
    const connections = new Set<Socket>();
    let turn = 0;
    const server = createServer((client) => {
      connections.add(client);
      client.once('close', () => connections.delete(client));
      client.on('error', () => undefined);
      turn += 1;
      void forward(client, [
        ...targets.slice(turn % targets.length),
        ...targets.slice(0, turn % targets.length),
      ]);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new TcpBalancer(server, port, connections);
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }
}

/** To the first of the ports that answers; none: the client is cut, and comes back by itself. */
async function forward(client: Socket, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const target = connect(port, '127.0.0.1');
    try {
      await once(target, 'connect');
    } catch {
      continue;
    }
    target.on('error', () => undefined);
    target.once('close', () => client.destroy());
    client.once('close', () => target.destroy());
    if (client.destroyed) target.destroy();
    client.pipe(target);
    target.pipe(client);
    return;
  }
  client.destroy();
}
