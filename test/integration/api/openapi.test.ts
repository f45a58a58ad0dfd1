// The published contract is valid, complete, and says what the routes really take.
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';

const media = z.record(z.string(), z.object({ schema: z.looseObject({}) }));
const operationSchema = z.object({
  summary: z.string().min(5),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: z.looseObject({}) })).default([]),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.object({ content: media.optional() })),
});
type Operation = z.output<typeof operationSchema>;

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** Every line of the outside contract, then what it answers: `{}` for a parameter. */
const CONTRACT = `
POST /auth/login 200
GET /campuses 200 · POST /campuses 201
GET /campuses/{} 200 · PATCH /campuses/{} 200
PUT /campuses/{}/directory 200
GET /campuses/{}/directory/users 200
GET /campuses/{}/import-settings 200 · PUT /campuses/{}/import-settings 200
GET /campuses/{}/thresholds 200 · PUT /campuses/{}/thresholds 200
GET /campuses/{}/deposit-accounts 200 · POST /campuses/{}/deposit-accounts 201
PATCH /campuses/{}/deposit-accounts/{} 200 · DELETE /campuses/{}/deposit-accounts/{} 204
POST /campuses/{}/deposit-accounts/{}/password 200
GET /campuses/{}/school-year 200 · POST /campuses/{}/school-year 201
POST /campuses/{}/imports 202 · GET /campuses/{}/imports 200
GET /imports/{} 200 · GET /imports/{}/events 200
GET /imports/{}/source 200 · GET /imports/{}/report 200 · GET /imports/{}/plan 200
POST /imports/{}/approve 202 · POST /imports/{}/refuse 200 · POST /imports/{}/cancel 202
GET /campuses/{}/matches 200 · PUT /campuses/{}/matches/{}/{} 200
GET /establishments/{}/{}/closures 200 · PUT /establishments/{}/{}/closures 200
GET /establishments/{}/{}/sessions 200 · GET /establishments/{}/{}/groups 200 · GET /establishments/{}/{}/lock 200
GET /operator/imports 200 · GET /operator/campuses 200
GET //healthz 200 · GET //readyz 200 · GET //metrics 200`
  .split(/[\n·]/)
  .map((line) => line.trim())
  .filter((line) => line !== '');

let api: TestApi;
let json: unknown;
let operations: ReadonlyMap<string, Operation>;
beforeAll(async () => {
  api = await startTestApi();
  json = await (await fetch(`${api.url}/api/openapi.json`)).json();
  const document = documentSchema.parse(json);
  operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
        operation,
      ]),
    ),
  );
});
afterAll(() => api.stop());

function operationAt(method: string, path: string): Operation {
  const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
  const operation = operations.get(`${method} ${url}`);
  if (operation === undefined) throw new Error(`${method} ${url} is not in the document.`);
  return operation;
}

describe('/api/openapi.json', () => {
  it('is valid OpenAPI', async () => {
    expect(await new Validator().validate(z.looseObject({}).parse(json))).toEqual({ valid: true });
  });

  it.each(CONTRACT)('describes %s', (line) => {
    const [method = '', path = '', status = ''] = line.split(' ');
    const { responses } = operationAt(method, path);
    expect(Object.keys(responses)).toContain(status);
    if (status === '204') return;
    const schemas = Object.values(responses[status]?.content ?? {}).map(({ schema }) => schema);
    expect(schemas.length).toBeGreaterThan(0);
    for (const schema of schemas) expect(Object.keys(schema)).toContain('type');
  });

  it('types every parameter, body and refusal', () => {
    for (const [name, { parameters, requestBody, responses }] of operations) {
      for (const { name: parameter, schema } of parameters)
        expect([name, parameter, Object.keys(schema)]).not.toEqual([name, parameter, []]);
      for (const { schema } of Object.values(requestBody?.content ?? {}))
        expect(schema['type']).toMatch(/object|array/);
      expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('has the file of a manual import, the resuming of events, and both forms of a report', () => {
    const upload = operationAt('POST', '/campuses/{}/imports').requestBody?.content['multipart/form-data'];
    expect(upload?.schema).toMatchObject({
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' }, establishment: { type: 'string' } },
    });
    const events = operationAt('GET', '/imports/{}/events');
    expect(events.parameters).toContainEqual(
      expect.objectContaining({ name: 'Last-Event-ID', in: 'header' }),
    );
    expect(Object.keys(events.responses['200']?.content ?? {})).toEqual(['text/event-stream']);
    const report = operationAt('GET', '/imports/{}/report').responses['200']?.content;
    expect(report?.['text/html']?.schema).toEqual({ type: 'string' });
    expect(report?.['application/json']?.schema['type']).toBe('object');
  });

  it('asks for no authentication where there is none', () => {
    const open = [...operations].filter(([, { security }]) => security?.length === 0).map(([name]) => name);
    expect(open.toSorted()).toEqual([
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'POST /api/v1/auth/login',
    ]);
  });
});
