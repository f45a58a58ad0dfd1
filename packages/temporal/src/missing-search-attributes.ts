import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';

type SearchAttribute = (typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES];

/** gRPC statuses of a cluster that keeps operators' calls from us: PERMISSION_DENIED, UNIMPLEMENTED. */
const NOT_FOR_US: ReadonlySet<number> = new Set([7, 12]);

/** Whether a call was refused by a cluster that answers, but not to us. */
export const isNotForUs = (error: unknown): boolean =>
  isGrpcServiceError(error) && NOT_FOR_US.has(error.code);

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
