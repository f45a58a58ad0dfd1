import * as contracts from '@timetable/contracts';
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';

/**
 * The contract's schemas by their component's name: `importRowSchema` is `ImportRow`. Queries are no components: their fields
 * are the operation's parameters.
 */
const NAMES = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(contracts)) {
  if (!(schema instanceof z.ZodType) || /QuerySchema$/.test(name)) continue;
  NAMES.add(schema, { id: name.charAt(0).toUpperCase() + name.slice(1).replace(/Schema$/, '') });
}

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;

interface NamedSchema {
  readonly schema: object;
  /** What `schema` refers to, under `components.schemas`. */
  readonly components: Readonly<Record<string, object>>;
}

/** JSON Schema of a schema of the contract: a reference to its component when it has a name. */
export const namedSchema = (schema: z.ZodType, io: 'input' | 'output' = 'output'): NamedSchema => {
  const { $defs: components = {}, ...json } = z.toJSONSchema(schema, {
    io,
    metadata: NAMES,
    override: ({ zodSchema, jsonSchema }) => {
      // Descriptions and examples; the name is that of the component.
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
      delete jsonSchema.id;
      // Answers may get fields: what reads them must not refuse those it does not know.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  delete json.$schema;
  return { schema: json, components };
};

/** What `SwaggerModule` asks for each schema that a decorator names. */
export const schemaConverter: Converter = (schema, { schemaType }) =>
  schema instanceof z.ZodType ? namedSchema(schema, schemaType) : undefined;
