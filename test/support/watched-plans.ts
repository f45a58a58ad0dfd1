import type { Database } from '@timetable/persistence';
import { jest } from '@jest/globals';
import pg from 'pg';
import { z } from 'zod';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const EXPLAINED = z.object({ 'QUERY PLAN': z.array(z.object({ Plan: planNode })) });

/** How one statement reaches the rows of one table. */
export interface TableRead {
  readonly node: string;
  /** Its name, or that several are combined; undefined: the table is read from end to end. */
  readonly index: string | undefined;
  /** Rows looked at, whether they are kept or not. */
  readonly rows: number;
  readonly statement: string;
}

type Statement = readonly [text: string, values: readonly unknown[]];

/** Statements that pg is given while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    for (const call of spy.mock.calls) {
      const [given, values]: readonly unknown[] = call;
      const asked = z.object({ text: z.string(), values: z.array(z.unknown()).optional() }).safeParse(given);
      const beside: readonly unknown[] = Array.isArray(values) ? values : [];
      if (asked.success) statements.push([asked.data.text, asked.data.values ?? beside]);
      else if (typeof given === 'string') statements.push([given, beside]);
    }
  } finally {
    spy.mockRestore();
  }
  return statements;
}

/** How PostgreSQL reads that table in each of the queries that `work` makes: by the nodes of its plans, executed. */
export async function tableReads(
  database: Database,
  table: string,
  work: () => Promise<unknown>,
): Promise<TableRead[]> {
  const queries = (await statementsOf(work)).filter(
    ([text]) => /^\s*(select|with)\b/i.test(text) && new RegExp(String.raw`\b"?${table}"?\b`).test(text),
  );
  const reads: TableRead[] = [];
  for (const [text, values] of queries) {
    const explained = await database.transaction((tx) =>
      tx.rows(EXPLAINED, `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values),
    );
    const plans = explained.flatMap((row) => row['QUERY PLAN']);
    for (const { Plan } of plans)
      reads.push(...nodesOf(Plan, table).map((read) => ({ ...read, statement: text })));
  }
  return reads;
}

function nodesOf(node: PlanNode, table: string): Omit<TableRead, 'statement'>[] {
  const below = node.Plans ?? [];
  const own =
    node['Relation Name'] === table
      ? [
          {
            node: node['Node Type'],
            index:
              node['Index Name'] ??
              below.find((child) => child['Node Type'].startsWith('Bitmap'))?.['Node Type'],
            rows: (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
          },
        ]
      : [];
  return [...own, ...below.flatMap((child) => nodesOf(child, table))];
}
