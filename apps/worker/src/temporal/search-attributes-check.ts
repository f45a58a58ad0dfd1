import type { NativeConnection } from '@temporalio/worker';
import { missingSearchAttributes } from '@timetable/temporal';
import type { Logger } from 'pino';

/**
 * Registering search attributes is the deploy job's business; without them no import starts. So the worker says which
 * are missing, with the command that adds them.
 */
export async function checkSearchAttributes(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
): Promise<void> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing === undefined) {
    log.warn('search attributes cannot be checked with the rights of this worker');
    return;
  }
  if (missing.length === 0) return;
  const options = missing.map(({ name, type }) => `--name ${name} --type ${cliType(type)}`).join(' ');
  log.error(
    { missing: missing.map(({ name }) => name) },
    `Search attributes are missing, imports cannot start: temporal operator search-attribute create --namespace ${namespace} ${options}`,
  );
}

const cliType = (type: string): string => (type === 'KEYWORD_LIST' ? 'KeywordList' : 'Keyword');
