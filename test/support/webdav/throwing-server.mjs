// A server guarded as the door or the API is, whose every request throws in its own way. argv: which, the repository's address.
import { createServer } from 'node:http';

const [, , which, repository] = process.argv;
const { ClientConnections, CLIENT_TIME_LIMITS } = await import('@timetable/runtime');

/** The API's requests and answers are Express's. */
async function applicationOf(handle) {
  if (which === 'door') {
    const { guardProcess } = await import(`${repository}apps/deposit/dist/process-guard.js`);
    guardProcess({ error: () => undefined }, { defects: { inc: () => undefined } });
    return handle;
  }
  const { NestFactory } = await import('@nestjs/core');
  const { guardApi } = await import(`${repository}apps/api/dist/guard-api.js`);
  guardApi();
  const app = await NestFactory.create({ module: Object }, { logger: false });
  return app.getHttpAdapter().getInstance().use(handle);
}

const fail = (where) => {
  throw new Error(where);
};
const ways = {
  '/tick': () => process.nextTick(fail, 'tick'),
  '/timer': () => setTimeout(fail, 5, 'timer'),
  '/data': (request) => request.on('data', () => fail('data')),
  '/rejection': () => void Promise.reject(new Error('rejection')),
  '/later': () =>
    void new Promise((resolve) => setTimeout(resolve, 5)).then(() => process.nextTick(fail, 'later')),
  '/fine': (_, response) => response.end('fine'),
};

const application = await applicationOf((request, response) => ways[request.url](request, response));
const server = createServer();
const connections = new ClientConnections(server, CLIENT_TIME_LIMITS);
server.on('request', (request, response) => {
  connections.take(request, response, () => application(request, response));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
