// The published contract is valid, complete, and says what the routes really take.
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_ERRORS } from '@timetable/contracts';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import {
  jsonSchema,
  PublishedContract,
  type JsonSchema,
  type PublishedOperation,
} from '../../support/published-contract.js';

/** Every line of the outside contract, then what it answers: `{}` for a parameter. */
const CONTRACT = `
POST /auth/login 200 · GET /config 200 · GET /auth/me 200 · PATCH /auth/me 200
POST /auth/password 204 · POST /auth/logout 204
GET /campuses/{}/events 200 · GET /operator/events 200
GET /campuses 200 · POST /campuses 201
GET /campuses/{} 200 · PATCH /campuses/{} 200
PUT /campuses/{}/directory 200
POST /operator/directory 201 · POST /operator/directory/{}/apply 200
GET /campuses/{}/directory 200 · GET /campuses/{}/directory/users 200 · GET /campuses/{}/directory/teachers 200
GET /campuses/{}/directory/pupils 200 · GET /campuses/{}/directory/classes 200
POST /campuses/{}/directory/uploads 201 · POST /campuses/{}/directory/uploads/{}/apply 200
GET /campuses/{}/import-settings 200 · PUT /campuses/{}/import-settings 200
GET /campuses/{}/audit 200 · GET /campuses/{}/thresholds/measures 200
GET /campuses/{}/thresholds 200 · PUT /campuses/{}/thresholds 200
GET /campuses/{}/deposit-accounts 200 · POST /campuses/{}/deposit-accounts 201
PATCH /campuses/{}/deposit-accounts/{} 200 · DELETE /campuses/{}/deposit-accounts/{} 204
POST /campuses/{}/deposit-accounts/{}/password 200
GET /campuses/{}/school-year 200 · POST /campuses/{}/school-year 201
POST /campuses/{}/school-year/preview 200 · DELETE /campuses/{}/school-year 200
POST /campuses/{}/imports 202 · GET /campuses/{}/imports 200
GET /imports/{} 200 · GET /imports/{}/events 200
GET /imports/{}/source 200 · GET /imports/{}/report 200 · GET /imports/{}/plan 200
GET /imports/{}/plan/summary 200 · GET /imports/{}/problems 200
POST /imports/{}/approve 202 · POST /imports/{}/refuse 200 · POST /imports/{}/cancel 202
GET /campuses/{}/matches 200 · PUT /campuses/{}/matches 200
PUT /campuses/{}/matches/{}/{} 200 · DELETE /campuses/{}/matches/{}/{} 200
GET /establishments/{}/{}/closures 200 · PUT /establishments/{}/{}/closures 200
GET /establishments/{}/{}/classes 200 · GET /establishments/{}/{}/teachers 200
GET /establishments/{}/{}/rooms 200 · GET /establishments/{}/{}/grid 200
GET /establishments/{}/{}/sessions 200 · GET /establishments/{}/{}/groups 200 · GET /establishments/{}/{}/lock 200
GET /operator/imports 200 · GET /operator/campuses 200
GET //healthz 200 · GET //readyz 200 · GET //metrics 200`
  .split(/[\n·]/)
  .map((line) => line.trim())
  .filter((line) => line !== '');

let api: TestApi;
let contract: PublishedContract;
/** By `GET /imports/{}`. */
let operations: ReadonlyMap<string, PublishedOperation>;
beforeAll(async () => {
  api = await startTestApi();
  contract = await PublishedContract.of(api.url);
  operations = new Map(
    contract.everything.map((operation) => [
      `${operation.method} ${operation.path.replaceAll(/\{\w+\}/g, '{}')}`,
      operation,
    ]),
  );
});
afterAll(() => api.stop());

function operationAt(method: string, path: string): PublishedOperation {
  const operation = operations.get(`${method} ${path}`);
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document.`);
  return operation;
}

const isNamed = ({ $ref }: JsonSchema): boolean => $ref?.startsWith('#/components/schemas/') ?? false;

describe('/api/openapi.json', () => {
  it('is valid OpenAPI 3.1, by its meta-schema', async () => {
    const validator = new Validator();
    expect(await validator.validate(z.looseObject({}).parse(contract.json))).toEqual({ valid: true });
    expect([contract.version, validator.version]).toEqual(['3.1.1', '3.1']);
  });

  it('refers to nothing that it does not have', () => {
    const { schemas, responses } = contract.components;
    const known = new Set([
      ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
      ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
    ]);
    const references = [...JSON.stringify(contract.json).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, to = '']) => to,
    );
    expect(references.filter((to) => !known.has(to))).toEqual([]);
  });

  it('names every schema of an answer or a body', () => {
    for (const [name, { requestBody, responses }] of operations) {
      if (name.includes(' //')) continue;
      const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const [type, { schema }] of contents.flatMap((content) => Object.entries(content ?? {}))) {
        // A file or a page is text or bytes, and a form is written out beside its file.
        if (schema.type === 'string' || type === 'multipart/form-data') continue;
        const item = schema.type === 'array' ? schema.items : schema;
        expect([name, type, item !== undefined && isNamed(item)]).toEqual([name, type, true]);
      }
    }
  });

  it('describes every parameter', () => {
    for (const [name, { parameters }] of operations)
      for (const { name: parameter, description } of parameters)
        expect([name, parameter, description]).toEqual([
          name,
          parameter,
          expect.stringMatching(/^\p{Lu}.+\.$/su),
        ]);
  });

  it('lists the codes of every operation, each under its status', () => {
    const listed = new Set<string>();
    for (const [name, { responses, 'x-error-codes': codes }] of operations) {
      for (const code of codes) {
        const response = responses[String(API_ERRORS[code].status)];
        const named = response?.$ref === undefined ? response : contract.components.responses[code];
        const examples = named?.content?.['application/problem+json']?.examples;
        expect([name, code, Object.keys(examples ?? {})]).toEqual([
          name,
          code,
          expect.arrayContaining([code]),
        ]);
        listed.add(code);
      }
    }
    expect([...listed].sort()).toEqual(Object.keys(API_ERRORS).sort());
  });

  it.each(CONTRACT)('describes %s', (line) => {
    const [method = '', path = '', status = ''] = line.split(' ');
    const { responses } = operationAt(method, path);
    expect(Object.keys(responses)).toContain(status);
    if (status === '204') return;
    const schemas = Object.values(responses[status]?.content ?? {}).map(({ schema }) => schema);
    expect(schemas.length).toBeGreaterThan(0);
    for (const schema of schemas)
      expect(Object.keys(contract.resolved(schema))).toContainEqual(expect.stringMatching(/^(type|oneOf)$/));
  });

  it('types every parameter, body and refusal', () => {
    for (const [name, { parameters, requestBody, responses }] of operations) {
      for (const { name: parameter, schema } of parameters)
        expect([name, parameter, Object.keys(schema)]).not.toEqual([name, parameter, []]);
      for (const { schema } of Object.values(requestBody?.content ?? {}))
        expect(contract.resolved(schema).type).toMatch(/object|array/);
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
    const stream = events.responses['200']?.content;
    expect(Object.keys(stream ?? {})).toEqual(['text/event-stream']);
    const event = z
      .object({ oneOf: z.array(z.object({ properties: z.record(z.string(), jsonSchema) })) })
      .parse(contract.resolved(stream?.['text/event-stream']?.schema));
    expect(
      event.oneOf.map(({ properties }) =>
        Object.keys(contract.resolved(properties['data']).properties ?? {}),
      ),
    ).toEqual([
      ['importId', 'step', 'label', 'state', 'stateLabel', 'counts', 'message'],
      ['importId', 'status', 'statusLabel', 'attempt', 'messageCode', 'message'],
    ]);
    const report = operationAt('GET', '/imports/{}/report').responses['200']?.content;
    expect(report?.['text/html']?.schema).toEqual({ type: 'string' });
    expect(contract.resolved(report?.['application/json']?.schema).type).toBe('object');
  });

  it('asks for no authentication where there is none', () => {
    const open = [...operations].filter(([, { security }]) => security?.length === 0).map(([name]) => name);
    expect(open.toSorted()).toEqual([
      'DELETE /depositor/session',
      'GET //healthz',
      'GET //metrics',
      'GET //readyz',
      'GET /config',
      'POST /auth/login',
      'POST /depositor/session',
    ]);
  });
});
