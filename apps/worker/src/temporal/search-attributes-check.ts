import type { NativeConnection } from '@temporalio/worker';
import { isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import type { Logger } from 'pino';

/** gRPC statuses of a cluster that keeps operators' calls from workers: PERMISSION_DENIED, UNIMPLEMENTED. */
const NOT_FOR_US: ReadonlySet<number> = new Set([7, 12]);

/**
 * Registering search attributes is the deploy job's business; without them no import starts. So the worker says which
 * are missing, with the command that adds them.
 */
export async function checkSearchAttributes(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
): Promise<void> {
  const customAttributes = await registered(connection, namespace, log);
  if (customAttributes === undefined) return;
  const missing = Object.values(SEARCH_ATTRIBUTES).filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return;
  const options = missing.map(({ name, type }) => `--name ${name} --type ${cliType(type)}`).join(' ');
  log.error(
    { missing: missing.map(({ name }) => name) },
    `Search attributes are missing, imports cannot start: temporal operator search-attribute create --namespace ${namespace} ${options}`,
  );
}

async function registered(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
): Promise<object | undefined> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return customAttributes;
  } catch (error) {
    if (!isGrpcServiceError(error) || !NOT_FOR_US.has(error.code)) throw error;
    log.warn({ code: error.code }, 'search attributes cannot be checked with the rights of this worker');
    return undefined;
  }
}

const cliType = (type: string): string => (type === 'KEYWORD_LIST' ? 'KeywordList' : 'Keyword');
