/** Two lists on the screen, of one form: the schools' own thresholds, and what no import may do unseen. */
export const THRESHOLD_GROUP_LABELS = { thresholds: 'Seuils', protections: 'Protections' } as const;
export type ThresholdGroup = keyof typeof THRESHOLD_GROUP_LABELS;
