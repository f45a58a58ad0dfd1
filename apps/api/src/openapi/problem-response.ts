import { API_ERRORS } from '@timetable/contracts';

const TEXT = { type: 'string' };

const CODES = Object.entries(API_ERRORS)
  .map(([code, { status, title }]) => `- \`${code}\` (${status}) : ${title}`)
  .join('\n');

/** The OpenAPI response of every refusal, with the codes there are. */
export const PROBLEM_RESPONSE = {
  description: `Refus ou erreur, avec un code stable :\n\n${CODES}`,
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
        properties: {
          type: TEXT,
          title: TEXT,
          status: { type: 'integer' },
          code: { type: 'string', enum: Object.keys(API_ERRORS) },
          detail: TEXT,
          requestId: TEXT,
          errors: {
            type: 'array',
            items: { type: 'object', properties: { field: TEXT, message: TEXT } },
          },
        },
      },
    },
  },
};
