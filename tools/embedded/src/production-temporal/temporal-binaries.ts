import { existsSync } from 'node:fs';

/** What `go install` makes of a release of Temporal; see CONTRIBUTING.md. */
export interface TemporalBinaries {
  /** `temporal-server`. */
  readonly server: string;
  /** `temporal-sql-tool`. */
  readonly sqlTool: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where they are, by `TEMPORAL_SERVER_PATH` and `TEMPORAL_SQL_TOOL_PATH`; undefined: nowhere. */
export function findTemporalBinaries(env: Environment): TemporalBinaries | undefined {
  const [server, sqlTool] = [env['TEMPORAL_SERVER_PATH'], env['TEMPORAL_SQL_TOOL_PATH']];
  if (server === undefined || sqlTool === undefined) return undefined;
  return existsSync(server) && existsSync(sqlTool) ? { server, sqlTool } : undefined;
}
