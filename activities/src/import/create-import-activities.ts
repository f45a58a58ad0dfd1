import { translatingFailures } from '../support/failure-translation.js';
import { createGroups, generateSessions } from './apply-plan.js';
import { concludeImport, markInterrupted } from './conclude-import.js';
import { DepositReader } from './deposit-reader.js';
import type { ImportActivities } from './import-activities.js';
import type { ImportDeps } from './import-deps.js';
import { planImport } from './plan-import.js';
import { validateDeposit } from './validate-deposit.js';

/** The activities of imports, over their ports; one set per process. */
export function createImportActivities({ files, maxXmlBytes, ...ports }: ImportDeps): ImportActivities {
  const deps = { ...ports, reader: new DepositReader(files, maxXmlBytes) };
  return translatingFailures<ImportActivities>({
    takeCharge: async ({ importId, round }) => {
      const charge = await deps.ledger.takeCharge({ importId, round }, deps.clock.now());
      return charge.taken
        ? { taken: true, run: { importId, round, generation: charge.generation } }
        : { taken: false, status: charge.status };
    },
    validateDeposit: (input) => validateDeposit(deps, input),
    planImport: (input) => planImport(deps, input),
    createGroups: (input) => createGroups(deps, input),
    generateSessions: (input) => generateSessions(deps, input),
    concludeImport: (input) => concludeImport(deps, input),
    markInterrupted: (input) => markInterrupted(deps, input),
  });
}
