/** What a person may ask for about an import, as the API's addresses name it. */
export type AskedDecision = 'approve' | 'refuse' | 'cancel' | 'retry';

interface DecisionWords {
  readonly title: string;
  /** What it does. */
  readonly consequence: string;
  readonly button: string;
  readonly isDestructive: boolean;
}

export const DECISION_WORDS: Readonly<Record<AskedDecision, DecisionWords>> = {
  approve: {
    title: 'Intégrer ce plan ?',
    consequence: 'L’emploi du temps de l’ENT est modifié aussitôt, exactement de cette façon :',
    button: 'Intégrer ce plan',
    isDestructive: false,
  },
  refuse: {
    title: 'Écarter cet import ?',
    consequence:
      'Rien n’est modifié. Le fichier ne sera plus proposé ; un nouvel envoi d’EDT sera traité normalement. Ce qui ne sera pas intégré :',
    button: 'Écarter cet import',
    isDestructive: true,
  },
  cancel: {
    title: 'Annuler cet import ?',
    consequence: 'Il s’arrête, si rien n’a encore été écrit. Rien n’est alors modifié.',
    button: 'Annuler l’import',
    isDestructive: true,
  },
  retry: {
    title: 'Relancer cet import ?',
    consequence: 'Il reprend au début, avec le même fichier.',
    button: 'Relancer l’import',
    isDestructive: false,
  },
};
