import type { OpenAPIObject } from '@nestjs/swagger';
import { directoryBodySchema, problemSchema, type ApiErrorCode } from '@timetable/contracts';
import { PROBLEM_CODES } from './api-problems.decorator.js';
import { namedSchema } from './named-schemas.js';
import { isCode, OTHER_PROBLEM, PROBLEM_RESPONSES, problemResponses } from './problem-response.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

/** What the parts of a path are, whatever the operation. */
const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  campus: 'Code de la cité scolaire.',
  establishment: 'Code de l’établissement dans sa cité scolaire.',
  importId: 'Identifiant de l’import.',
  login: 'Identifiant du compte.',
  id: 'Identifiant de la séance, stable d’un import à l’autre.',
  name: 'Nom d’un fichier d’exemple.',
  kind: 'Ce qui est rapproché.',
  key: 'Clé du rapprochement, telle que la liste la donne.',
};

/** Says what no decorator has to repeat: refusals, names of path parameters, schemas that no operation names by itself. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      if (operation === undefined) continue;
      describeParameters(operation);
      keepPagesAsText(operation);
      const codes = codesOf(path, operation);
      Object.assign(operation, { [PROBLEM_CODES]: codes });
      Object.assign(operation.responses, problemResponses(codes), { default: OTHER_PROBLEM });
    }
  }
  const { schemas, ...others } = document.components ?? {};
  document.components = {
    ...others,
    schemas: {
      ...schemas,
      ...namedSchema(problemSchema).components,
      ...namedSchema(directoryBodySchema, 'input').components,
    },
    responses: PROBLEM_RESPONSES,
  };
  return document;
}

function describeParameters({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    if (!('name' in parameter) || parameter.in !== 'path') continue;
    const description = PATH_PARAMETERS[parameter.name];
    if (description !== undefined) parameter.description = description;
  }
}

/** A page is text, whatever its JSON looks like. */
function keepPagesAsText({ responses }: Operation): void {
  for (const response of Object.values(responses)) {
    if (response !== undefined && 'content' in response && response.content['text/html'] !== undefined)
      response.content['text/html'] = { schema: { type: 'string' } };
  }
}

/** Those of its decorator, and those that its form brings. */
function codesOf(path: string, operation: Operation): ApiErrorCode[] {
  const { security, requestBody, parameters = [] } = operation;
  const takesBody = requestBody !== undefined && 'content' in requestBody;
  const takesQuery = parameters.some((parameter) => 'in' in parameter && parameter.in === 'query');
  const codes: ApiErrorCode[] = [
    ...(takesBody || takesQuery ? (['validation_failed'] as const) : []),
    ...(security?.length === 0 ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...declaredBy(operation),
    ...(takesBody ? (['payload_too_large'] as const) : []),
    ...(takesBody && requestBody.content['application/json'] !== undefined
      ? (['too_complex', 'unsupported_media_type'] as const)
      : []),
    'internal_error',
    'unavailable',
  ];
  return [...new Set(codes)];
}

function declaredBy(operation: Operation): ApiErrorCode[] {
  const declared: unknown = new Map<string, unknown>(Object.entries(operation)).get(PROBLEM_CODES);
  return Array.isArray(declared) ? declared.filter((code) => typeof code === 'string').filter(isCode) : [];
}
