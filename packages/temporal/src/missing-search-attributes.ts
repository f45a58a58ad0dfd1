import type { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { isNotForUs } from './grpc-failures.js';

type SearchAttribute = (typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES];

/** Without them no import starts. undefined: they cannot be looked up with our rights. */
export async function missingSearchAttributes(
  { operatorService }: Pick<Connection, 'operatorService'>,
  namespace: string,
): Promise<readonly SearchAttribute[] | undefined> {
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    return Object.values(SEARCH_ATTRIBUTES).filter(({ name }) => !(name in customAttributes));
  } catch (error) {
    if (isNotForUs(error)) return undefined;
    throw error;
  }
}
