import type { OpenAPIObject } from '@nestjs/swagger';
import { API_ERRORS, type ApiErrorCode } from '@timetable/contracts';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;
type Response = Responses[string];

const PROBLEM_TYPE = 'application/problem+json';
const schema = { $ref: '#/components/schemas/Problem' };

/** The response of whatever an operation does not list: a gateway's refusal, a code to come. */
export const OTHER_PROBLEM = {
  description: 'Tout autre refus ou erreur.',
  content: { [PROBLEM_TYPE]: { schema } },
};

/** One named response per code; operations refer to it where the code has its status alone. */
export const PROBLEM_RESPONSES: Responses = Object.fromEntries(
  Object.keys(API_ERRORS)
    .filter(isCode)
    .map((code) => [code, responseOf([code])]),
);

/** The responses of these codes, by HTTP status. */
export function problemResponses(codes: readonly ApiErrorCode[]): Responses {
  const byStatus = Map.groupBy(codes, (code) => String(API_ERRORS[code].status));
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => {
      const [only, ...others] = group;
      return [
        status,
        only !== undefined && others.length === 0
          ? { $ref: `#/components/responses/${only}` }
          : responseOf(group),
      ];
    }),
  );
}

export function isCode(code: string): code is ApiErrorCode {
  return code in API_ERRORS;
}

function responseOf(codes: readonly ApiErrorCode[]): Response {
  return {
    description: codes.map((code) => `\`${code}\` : ${API_ERRORS[code].title}`).join('\n\n'),
    content: {
      [PROBLEM_TYPE]: {
        schema,
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function exampleOf(code: ApiErrorCode): object {
  return {
    type: `/api/docs#${code}`,
    title: API_ERRORS[code].title,
    status: API_ERRORS[code].status,
    code,
    detail: 'Ce qui s’est passé, et ce qu’il faut faire, en français.',
    requestId: '0b8c1f52-7d3e-4a55-9c7e-2f1d6f0f8a11',
  };
}
