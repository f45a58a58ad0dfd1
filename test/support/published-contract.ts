import { problemSchema } from '@timetable/contracts';
import { z } from 'zod';

export interface JsonSchema {
  readonly [key: string]: unknown;
  readonly $ref?: string | undefined;
  readonly type?: string | string[] | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly items?: JsonSchema | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
}
export const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    items: jsonSchema.optional(),
    anyOf: z.array(jsonSchema).optional(),
    enum: z.array(z.unknown()).optional(),
  }),
);
const contentSchema = z.record(
  z.string(),
  z.object({ schema: jsonSchema, examples: z.record(z.string(), z.unknown()).optional() }),
);
const responseSchema = z.object({ $ref: z.string().optional(), content: contentSchema.optional() });
const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  description: z.string().optional(),
  schema: jsonSchema,
});
const operationSchema = z.object({
  summary: z.string().min(5),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), responseSchema),
  'x-error-codes': z.array(problemSchema.shape.code).min(1),
});
const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), jsonSchema),
    responses: z.record(z.string(), responseSchema),
  }),
});
type Document = z.output<typeof documentSchema>;

export interface PublishedOperation extends z.output<typeof operationSchema> {
  /** `GET` */
  readonly method: string;
  /** `/imports/{importId}`; `//healthz` for what is beside the API. */
  readonly path: string;
}

/** What zod takes for one: the meta-schema is tested where the document is. */
const schemaSchema = z.custom<Parameters<typeof z.fromJSONSchema>[0]>();

const objectSchema = z.looseObject({ type: z.literal('object'), properties: z.looseObject({}) });

/** Clients take fields that they do not know; here, one that nobody announced is one too many. */
function closed(_name: string, value: unknown): unknown {
  const object = objectSchema.safeParse(value);
  return object.success ? { additionalProperties: false, ...object.data } : value;
}

/** Where schemas stand by themselves, their definitions are beside them. */
const standingAlone = (text: string): unknown =>
  JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'), closed);

/** What the running API says of itself, to hold its answers to, and to try all that it takes. */
export class PublishedContract {
  /** As it is published. */
  readonly json: unknown;
  readonly components: Document['components'];
  /** Of the API and beside it. */
  readonly everything: readonly PublishedOperation[];
  readonly version: string;
  readonly #closed: Document;
  readonly #schemas = new Map<string, z.ZodType | undefined>();

  private constructor(text: string) {
    this.json = JSON.parse(text);
    this.#closed = documentSchema.parse(standingAlone(text));
    const { paths, components, openapi } = documentSchema.parse(this.json);
    this.components = components;
    this.version = openapi;
    this.everything = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path: path.startsWith('/api/v1/') ? path.replace('/api/v1', '') : `/${path}`,
      })),
    );
  }

  static async of(url: string): Promise<PublishedContract> {
    return new PublishedContract(await (await fetch(`${url}/api/openapi.json`)).text());
  }

  /** Of the API, with what each takes and answers. */
  get routes(): readonly PublishedOperation[] {
    return this.everything.filter(({ path }) => !path.startsWith('//'));
  }

  /** `GET /imports/{importId}`, for each. */
  get operations(): string[] {
    return this.routes.map(({ method, path }) => `${method} ${path}`).toSorted();
  }

  /** What a schema is, whether it is named or not. */
  resolved(schema: JsonSchema | undefined): JsonSchema {
    const name = schema?.$ref?.replace('#/components/schemas/', '');
    const found = name === undefined ? schema : this.components.schemas[name];
    if (found === undefined) throw new Error(`${name ?? 'A schema'} is not in the document.`);
    return found;
  }

  /**
   * @param operation one of `operations`
   * @param body of an answer with 200
   * @returns where it is not what is published; empty: it is
   */
  misfits(operation: string, body: unknown): string[] {
    const schema = this.#answerOf(operation);
    if (schema === undefined) return ['no JSON answer is published'];
    const result = schema.safeParse(body);
    return result.success
      ? []
      : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }

  #answerOf(operation: string): z.ZodType | undefined {
    if (!this.#schemas.has(operation)) {
      const [method = '', path = ''] = operation.split(' ');
      const { responses } = this.#closed.paths[`/api/v1${path}`]?.[method.toLowerCase()] ?? {};
      const schema = responses?.['200']?.content?.['application/json']?.schema;
      const $defs = this.#closed.components.schemas;
      this.#schemas.set(operation, schema && z.fromJSONSchema(schemaSchema.parse({ ...schema, $defs })));
    }
    return this.#schemas.get(operation);
  }
}
