import type { Right } from '@timetable/contracts';
import {
  CalendarDays,
  CalendarOff,
  CalendarRange,
  FileUp,
  Gauge,
  KeyRound,
  LayoutDashboard,
  Link2,
  Network,
  Settings,
  type LucideIcon,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { HELP_PATH, type HelpTopicName } from './help-topics.js';

/** A page, loaded when it is first opened. */
export interface Screen {
  /** Below the campus, or below `/` for the fleet; empty: its first page. */
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
  /** Its own page of help; undefined on those of the help itself. */
  readonly help?: HelpTopicName;
  /** In the side bar, for who has the right. */
  readonly menu?: { readonly label: string; readonly icon: LucideIcon; readonly right: Right };
}

/** Below `/cites/<campus>`, in the order of the side bar. Adding a screen is adding a folder and a line here: docs/console.md. */
export const CAMPUS_SCREENS: readonly Screen[] = [
  {
    path: '',
    help: 'tableau-de-bord',
    menu: { label: 'Tableau de bord', icon: LayoutDashboard, right: 'read' },
    load: async () => (await import('../screens/dashboard/dashboard-screen.js')).DashboardScreen,
  },
  {
    path: 'importer',
    help: 'importer',
    menu: { label: 'Importer à la main', icon: FileUp, right: 'manage' },
    load: async () => (await import('../screens/upload/upload-screen.js')).UploadScreen,
  },
  {
    path: 'imports/:importId',
    help: 'import',
    load: async () => (await import('../screens/import/import-screen.js')).ImportScreen,
  },
  {
    path: 'rapprochements',
    help: 'rapprochements',
    menu: { label: 'Rapprochements', icon: Link2, right: 'manage' },
    load: async () => (await import('../screens/matches/matches-screen.js')).MatchesScreen,
  },
  {
    path: 'emploi-du-temps',
    help: 'emploi-du-temps',
    menu: { label: 'Emploi du temps', icon: CalendarDays, right: 'read' },
    load: async () => (await import('../screens/timetable/timetable-screen.js')).TimetableScreen,
  },
  {
    path: 'comptes',
    help: 'comptes',
    menu: { label: 'Comptes d’accès', icon: KeyRound, right: 'manage' },
    load: async () => (await import('../screens/accounts/accounts-screen.js')).AccountsScreen,
  },
  {
    path: 'seuils',
    help: 'seuils',
    menu: { label: 'Seuils', icon: Gauge, right: 'read' },
    load: async () => (await import('../screens/thresholds/thresholds-screen.js')).ThresholdsScreen,
  },
  {
    path: 'annee',
    help: 'annee',
    menu: { label: 'Année scolaire', icon: CalendarRange, right: 'read' },
    load: async () => (await import('../screens/school-year/school-year-screen.js')).SchoolYearScreen,
  },
  {
    path: 'fermetures',
    help: 'fermetures',
    menu: { label: 'Fermetures', icon: CalendarOff, right: 'read' },
    load: async () => (await import('../screens/closures/closures-screen.js')).ClosuresScreen,
  },
  {
    path: 'reglages',
    help: 'reglages',
    menu: { label: 'Réglages', icon: Settings, right: 'read' },
    load: async () => (await import('../screens/settings/settings-screen.js')).SettingsScreen,
  },
  {
    path: HELP_PATH,
    load: async () => (await import('../screens/help/help-index-screen.js')).HelpIndexScreen,
  },
  {
    path: `${HELP_PATH}/:topic`,
    load: async () => (await import('../screens/help/help-screen.js')).HelpScreen,
  },
];

/** Below `/`, for operators. */
export const FLEET_SCREENS: readonly Screen[] = [
  {
    path: 'parc',
    help: 'parc',
    menu: { label: 'Parc', icon: Network, right: 'operate' },
    load: async () => (await import('../screens/fleet/fleet-screen.js')).FleetScreen,
  },
  {
    path: `${HELP_PATH}/:topic`,
    load: async () => (await import('../screens/help/help-screen.js')).HelpScreen,
  },
];
