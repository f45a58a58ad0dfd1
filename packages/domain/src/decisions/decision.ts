/** What people decide about an import → what became of it, within a sentence. */
export const DECISION_LABELS = {
  approve: 'approuvé',
  refuse: 'écarté',
  cancel: 'annulé',
  retry: 'relancé',
} as const;

export type Decision = keyof typeof DECISION_LABELS;
