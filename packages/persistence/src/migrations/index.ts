import { Migration0001Organisation } from './migration-0001-organisation.js';
import { Migration0002Imports } from './migration-0002-imports.js';
import { Migration0003VieScolaire } from './migration-0003-vie-scolaire.js';
import { Migration0004Delivery } from './migration-0004-delivery.js';
import { Migration0006SessionSeries } from './migration-0006-session-series.js';
import { Migration0005RefusedMail } from './migration-0005-refused-mail.js';
import { Migration0007SourceRetention } from './migration-0007-source-retention.js';
import { Migration0009MatchReasons } from './migration-0009-match-reasons.js';
import { Migration0010EarlierDeposit } from './migration-0010-earlier-deposit.js';
import { Migration0011SettledDeposits } from './migration-0011-settled-deposits.js';

/** In order, by name: the names are what the database remembers, so a class may move but never be renamed. */
export const MIGRATIONS = [
  { name: 'Migration0001Organisation', class: Migration0001Organisation },
  { name: 'Migration0002Imports', class: Migration0002Imports },
  { name: 'Migration0003VieScolaire', class: Migration0003VieScolaire },
  { name: 'Migration0004Delivery', class: Migration0004Delivery },
  { name: 'Migration0005RefusedMail', class: Migration0005RefusedMail },
  { name: 'Migration0006SessionSeries', class: Migration0006SessionSeries },
  { name: 'Migration0007SourceRetention', class: Migration0007SourceRetention },
  { name: 'Migration0009MatchReasons', class: Migration0009MatchReasons },
  { name: 'Migration0010EarlierDeposit', class: Migration0010EarlierDeposit },
  { name: 'Migration0011SettledDeposits', class: Migration0011SettledDeposits },
];
