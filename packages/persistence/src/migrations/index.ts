import { Migration0001Organisation } from './migration-0001-organisation.js';
import { Migration0002Directory } from './migration-0002-directory.js';
import { Migration0003Accounts } from './migration-0003-accounts.js';
import { Migration0004Deposits } from './migration-0004-deposits.js';
import { Migration0005Imports } from './migration-0005-imports.js';
import { Migration0006Decisions } from './migration-0006-decisions.js';
import { Migration0007VieScolaire } from './migration-0007-vie-scolaire.js';
import { Migration0008Staging } from './migration-0008-staging.js';
import { Migration0009Delivery } from './migration-0009-delivery.js';
import { Migration0010Audit } from './migration-0010-audit.js';

/** In order, by name: the names are what the database remembers, so a class may move but never be renamed. */
export const MIGRATIONS = [
  { name: 'Migration0001Organisation', class: Migration0001Organisation },
  { name: 'Migration0002Directory', class: Migration0002Directory },
  { name: 'Migration0003Accounts', class: Migration0003Accounts },
  { name: 'Migration0004Deposits', class: Migration0004Deposits },
  { name: 'Migration0005Imports', class: Migration0005Imports },
  { name: 'Migration0006Decisions', class: Migration0006Decisions },
  { name: 'Migration0007VieScolaire', class: Migration0007VieScolaire },
  { name: 'Migration0008Staging', class: Migration0008Staging },
  { name: 'Migration0009Delivery', class: Migration0009Delivery },
  { name: 'Migration0010Audit', class: Migration0010Audit },
];
