import { translatingFailures } from '../support/failure-translation.js';
import { createGroups, generateSessions } from './apply-plan.js';
import { concludeImport, markInterrupted } from './conclude-import.js';
import { DepositReader } from './deposit-reader.js';
import type { ImportActivities } from './import-activities.js';
import type { ImportDeps } from './import-deps.js';
import { planImport } from './plan-import.js';
import { validateDeposit } from './validate-deposit.js';

/** The activities of imports, over their ports; one set per process. */
export function createImportActivities({
  files,
  maxXmlBytes,
  partnerKeys,
  ...ports
}: ImportDeps): ImportActivities {
  const deps = { ...ports, reader: new DepositReader(files, maxXmlBytes, partnerKeys, ports.current) };
  return translatingFailures<ImportActivities>({
    takeCharge: async ({ importId, attempt }) => {
      const claim = await deps.ledger.claim({ importId, attempt }, deps.clock.now());
      return claim.taken
        ? { taken: true, run: { importId, attempt, generation: claim.generation } }
        : { taken: false, status: claim.status };
    },
    validateDeposit: (input) => validateDeposit(deps, input),
    planImport: (input) => planImport(deps, input),
    createGroups: (input) => createGroups(deps, input),
    generateSessions: (input) => generateSessions(deps, input),
    concludeImport: (input) => concludeImport(deps, input),
    markInterrupted: (input) => markInterrupted(deps, input),
  });
}
