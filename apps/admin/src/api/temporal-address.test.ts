import { expect, it } from '@jest/globals';
import type { Config } from '@timetable/contracts';
import { workflowsAddress } from './temporal-address.js';

const configOf = (temporalUiUrl: string | null): Config => ({
  version: '1',
  maxUploadBytes: 1,
  academicZones: [],
  timeZone: 'Europe/Paris',
  signIn: [],
  temporalUiUrl,
  temporalNamespace: temporalUiUrl === null ? null : 'timetables',
});

it('lists the workflows of a campus, of an import, or those that run, below whatever path Temporal’s pages have', () => {
  expect(workflowsAddress(configOf('https://example.org/temporal'), { campus: 'jmoulin' })).toBe(
    'https://example.org/temporal/namespaces/timetables/workflows?query=Campus%3D%22jmoulin%22',
  );
  expect(workflowsAddress(configOf('http://localhost:8233/'), { campus: 'jmoulin', importId: 'a1' })).toBe(
    'http://localhost:8233/namespaces/timetables/workflows?query=WorkflowId+STARTS_WITH+%22import%2Fjmoulin%2Fa1%2F%22',
  );
  expect(workflowsAddress(configOf('http://localhost:8233/'))).toBe(
    'http://localhost:8233/namespaces/timetables/workflows?query=ExecutionStatus%3D%22Running%22',
  );
});

it('is nowhere for who may not see them', () => {
  expect(workflowsAddress(configOf(null))).toBeUndefined();
  expect(workflowsAddress(undefined)).toBeUndefined();
});
