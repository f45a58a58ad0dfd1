// A server guarded as the door is, whose every request throws in its own way: argv[2] is the door's dist directory.
import { createServer } from 'node:http';

const dist = process.argv[2];
const { requestScope } = await import(`${dist}/http/request-scope.js`);
const { guardProcess } = await import(`${dist}/process-guard.js`);

guardProcess({ error: () => undefined }, { defects: { inc: () => undefined } });

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

const server = createServer((request, response) => {
  requestScope.run({ request, response }, () => ways[request.url](request, response));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
