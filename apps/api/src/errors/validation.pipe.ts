import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { frenchMessage, type FieldError } from '@timetable/contracts';
import { z } from 'zod';
import { unstorableText } from '../http/unstorable-text.js';
import { invalidFields } from './api-error.js';

/** Errors listed at most: the rest would not be read. */
const MAX_ERRORS = 100;

/**
 * Checks each argument that names a schema (`@Body({ schema })`), and gives the handler what the schema made of it. A body
 * is first looked through for text that the database cannot hold, whatever its schema takes of it.
 */
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, schema, data }: ArgumentMetadata): unknown {
    const refusal = type === 'body' ? unstorableText(value) : undefined;
    if (refusal !== undefined) throw refusal;
    // Without any body, each field that is missing is named.
    const given = type === 'body' ? (value ?? {}) : value;
    return schema instanceof z.ZodType ? parse(schema, given, data) : value;
  }
}

/**
 * @param name of the value when it is not a whole body or query: a parameter of the path
 * @throws ApiError `validation_failed` with one French message per field
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown, name?: string): z.output<T> {
  const result = schema.safeParse(value, { error: frenchMessage });
  if (result.success) return result.data;
  throw invalidFields(
    result.error.issues.slice(0, MAX_ERRORS).map(({ path, message }): FieldError => ({
      field: [...(name === undefined ? [] : [name]), ...path.map(String)].join('.'),
      message,
    })),
  );
}
