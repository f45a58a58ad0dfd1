/** What people decide about an import → the button and the report's word for it. */
export const DECISION_LABELS = {
  approve: 'Approuvé',
  refuse: 'Écarté',
  cancel: 'Annulé',
  retry: 'Relancé',
} as const;

export type Decision = keyof typeof DECISION_LABELS;
