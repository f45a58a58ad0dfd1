import { z } from 'zod';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
const jsonAnswer = z.object({
  content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }),
});

/** What zod takes for one: the meta-schema is tested where the document is. */
const schemaSchema = z.custom<Parameters<typeof z.fromJSONSchema>[0]>();

const objectSchema = z.looseObject({ type: z.literal('object'), properties: z.looseObject({}) });

/** Clients take fields that they do not know; here, one that nobody announced is one too many. */
function closed(_name: string, value: unknown): unknown {
  const object = objectSchema.safeParse(value);
  return object.success ? { additionalProperties: false, ...object.data } : value;
}

/** What the running API says of itself, to hold its answers to. */
export class PublishedContract {
  readonly #document: z.output<typeof documentSchema>;
  readonly #schemas = new Map<string, z.ZodType | undefined>();

  private constructor(document: z.output<typeof documentSchema>) {
    this.#document = document;
  }

  static async of(url: string): Promise<PublishedContract> {
    const text = await (await fetch(`${url}/api/openapi.json`)).text();
    // Where schemas stand by themselves, their definitions are beside them.
    const document: unknown = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'), closed);
    return new PublishedContract(documentSchema.parse(document));
  }

  /** `GET /imports/{importId}`, for each. */
  get operations(): string[] {
    return Object.entries(this.#document.paths)
      .filter(([path]) => path.startsWith('/api/v1/'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
      )
      .toSorted();
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
      const { responses } = this.#document.paths[`/api/v1${path}`]?.[method.toLowerCase()] ?? {
        responses: {},
      };
      const answer = jsonAnswer.safeParse(responses['200']);
      const $defs = this.#document.components.schemas;
      const schema = answer.data?.content['application/json'].schema;
      this.#schemas.set(operation, schema && z.fromJSONSchema(schemaSchema.parse({ ...schema, $defs })));
    }
    return this.#schemas.get(operation);
  }
}
