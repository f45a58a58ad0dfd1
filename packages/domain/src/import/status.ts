/** Life of a deposit (import-rules §1): code → what people see. The order is the order of the dashboard's filter. */
export const IMPORT_STATUS_LABELS = {
  received: 'Reçu',
  running: 'En cours',
  held: 'En attente de décision',
  integrated: 'Import réalisé avec succès',
  integrated_with_alerts: 'Import réalisé avec alertes',
  rejected: 'Refusé',
  ignored: 'Ignoré',
  superseded: 'Remplacé',
  refused: 'Écarté',
  cancelled: 'Annulé',
  interrupted: 'Interrompu',
  rolled_back: 'Restauré',
} as const;

export type ImportStatus = keyof typeof IMPORT_STATUS_LABELS;

/** The five steps every import shows, in order. */
export const IMPORT_STEPS = ['transfer', 'validation', 'thresholds', 'groups', 'sessions'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

export const IMPORT_STEP_LABELS: Readonly<Record<ImportStep, string>> = {
  transfer: 'Transfert du fichier',
  validation: 'Validation du fichier',
  thresholds: 'Vérification des seuils',
  groups: 'Création des groupes et rattachements',
  sessions: 'Génération des séances',
};

export const STEP_STATE_LABELS = {
  pending: 'À venir',
  running: 'En cours',
  ok: 'Réussi',
  alert: 'Réussi avec alertes',
  blocked: 'Bloqué',
  failed: 'En échec',
  skipped: 'Sans objet',
} as const;

export type StepState = keyof typeof STEP_STATE_LABELS;

/** Who started the import: EDT over WebDAV, or a person. */
export type ImportOrigin = 'automatic' | 'manual';

/** Who has to act next, shown beside an import that waits. */
export type NextActor = 'nobody' | 'manager' | 'depositor' | 'operator';

/** Outcome of one attempt of one import, as the workflow returns it. Never a technical failure. */
export type ImportOutcome =
  'integrated' | 'integrated_with_alerts' | 'held' | 'rejected' | 'ignored' | 'superseded' | 'cancelled';

/** Of an import whose sessions are the ENT's. */
export const INTEGRATED_STATUSES = [
  'integrated',
  'integrated_with_alerts',
] as const satisfies readonly ImportStatus[];

export const isIntegrated = (status: ImportStatus): boolean =>
  INTEGRATED_STATUSES.some((integrated) => integrated === status);
