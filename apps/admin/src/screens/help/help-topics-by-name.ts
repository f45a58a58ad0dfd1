import type { HelpTopicName } from '../../frame/help-topics.js';
import type { HelpTopic } from './help-topic.js';
import { DASHBOARD_HELP } from './topics/dashboard-help.js';
import { UPLOAD_HELP } from './topics/upload-help.js';
import { IMPORT_HELP } from './topics/import-help.js';
import { MATCHES_HELP } from './topics/matches-help.js';
import { TIMETABLE_HELP } from './topics/timetable-help.js';
import { ACCOUNTS_HELP } from './topics/accounts-help.js';
import { THRESHOLDS_HELP } from './topics/thresholds-help.js';
import { SCHOOL_YEAR_HELP } from './topics/school-year-help.js';
import { CLOSURES_HELP } from './topics/closures-help.js';
import { SETTINGS_HELP } from './topics/settings-help.js';
import { FLEET_HELP } from './topics/fleet-help.js';
import { SIGN_IN_HELP } from './topics/sign-in-help.js';
import { DEPOSITOR_HELP } from './topics/depositor-help.js';

export const HELP: Readonly<Record<HelpTopicName, HelpTopic>> = {
  'tableau-de-bord': DASHBOARD_HELP,
  importer: UPLOAD_HELP,
  import: IMPORT_HELP,
  rapprochements: MATCHES_HELP,
  'emploi-du-temps': TIMETABLE_HELP,
  comptes: ACCOUNTS_HELP,
  seuils: THRESHOLDS_HELP,
  annee: SCHOOL_YEAR_HELP,
  fermetures: CLOSURES_HELP,
  reglages: SETTINGS_HELP,
  parc: FLEET_HELP,
  connexion: SIGN_IN_HELP,
  'mes-depots': DEPOSITOR_HELP,
};
