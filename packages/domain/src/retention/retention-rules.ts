import { addDays } from '../calendar/local-date.js';

const DAY_MS = 24 * 60 * 60_000;

interface RetentionRule {
  /** French: what goes, and what stays of it. */
  readonly what: string;
  /** From when its age counts, within a French sentence. */
  readonly from: string;
  /** The variable that says how many days; null where there is none. */
  readonly setting: string | null;
  readonly defaultDays: number;
  /** Whether its dates are those of the system's or the database's own clock, which no business clock moves. */
  readonly isTechnical?: true;
}

/**
 * Whatever grows with time, and how long it is kept: the one place that says so. Settings take their defaults from here,
 * the jobs their limits, operators what they read, and docs/operations.md its table.
 */
export const RETENTION_RULES = {
  sources: {
    what: 'Fichiers déposés (le bilan reste)',
    from: 'leur réception, une fois leur import terminé',
    setting: 'SOURCE_RETENTION_DAYS',
    defaultDays: 90,
  },
  outbox: {
    what: 'Passages remis à Temporal',
    from: 'leur remise',
    setting: 'OUTBOX_RETENTION_DAYS',
    defaultDays: 7,
    isTechnical: true,
  },
  'abandoned-deposits': {
    what: 'Marques des dépôts dont l’enregistrement a été abandonné',
    from: 'leur abandon',
    setting: null,
    defaultDays: 1,
    isTechnical: true,
  },
  events: {
    what: 'Événements du suivi en direct',
    from: 'leur émission',
    setting: 'EVENT_RETENTION_DAYS',
    defaultDays: 7,
  },
  plans: {
    what: 'Lignes des plans et problèmes un par un (leurs totaux restent, et tout le plan du dernier import intégré)',
    from: 'la fin de l’import',
    setting: 'PLAN_RETENTION_DAYS',
    defaultDays: 30,
  },
  notifications: {
    what: 'Notifications, envoyées ou non',
    from: 'leur création',
    setting: 'NOTIFICATION_RETENTION_DAYS',
    defaultDays: 90,
    isTechnical: true,
  },
  audit: {
    what: 'Journal des actions des personnes',
    from: 'l’action',
    setting: 'AUDIT_RETENTION_DAYS',
    defaultDays: 365,
  },
  'directory-uploads': {
    what: 'Fichiers d’annuaire envoyés et jamais confirmés',
    from: 'leur réception',
    setting: null,
    defaultDays: 1,
  },
  sessions: {
    what: 'Sessions des personnes',
    from: 'leur échéance',
    setting: null,
    defaultDays: 1,
    isTechnical: true,
  },
  'personal-data': {
    what: 'Données personnelles des rapprochements et des bilans, et, dans les séances, des enseignants que l’ENT n’a pas connus (bilans et séances restent, sans elles)',
    from: 'la fin de l’année scolaire',
    setting: 'PERSONAL_DATA_RETENTION_DAYS',
    defaultDays: 180,
  },
  temporal: {
    what: 'Exécutions terminées dans Temporal',
    from: 'leur fin',
    setting: 'TEMPORAL_RETENTION_DAYS',
    defaultDays: 15,
  },
} as const satisfies Readonly<Record<string, RetentionRule>>;

export type RetentionKind = keyof typeof RETENTION_RULES;

/** How many days each kind is kept. */
export type RetentionDays = Readonly<Record<RetentionKind, number>>;

/** Kinds whose rows go one by one, by their age alone. */
export const EXPIRING_ROWS = [
  'outbox',
  'abandoned-deposits',
  'events',
  'notifications',
  'audit',
  'sessions',
  'directory-uploads',
] as const satisfies readonly RetentionKind[];
export type ExpiringRows = (typeof EXPIRING_ROWS)[number];

/** Kinds that no business clock dates. */
export const isTechnical = (kind: RetentionKind): boolean => 'isTechnical' in RETENTION_RULES[kind];

/** What is older than this has been kept for that many days. */
export const keptSince = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** The day from which the personal data of a school year are erased. */
export const erasureDay = (yearEndsOn: string, days: number): string => addDays(yearEndsOn, days);

/** The last day on which a school year may have ended for its personal data to be erased today. */
export const lastErasedYearEnd = (today: string, days: number): string => addDays(today, -days);
