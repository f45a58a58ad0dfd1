import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const THRESHOLDS_HELP: HelpTopic = {
  title: 'Seuils',
  path: 'seuils',
  purpose: 'Régler à partir de combien de changements un import s’arrête pour vous demander votre avis.',
  explanation: [
    'Chaque ligne mesure une sorte de changement. Au-dessus de la limite, un seuil bloquant arrête l’import avant d’avoir rien modifié ; un autre se contente de prévenir.',
    'Les derniers imports sont dessinés à côté : pendant que vous changez la limite, la page dit combien d’entre eux auraient été arrêtés.',
  ],
  cases: [
    {
      when: 'Un bon import est arrêté trop souvent',
      answer:
        'Montez la limite jusqu’à ce que la page n’annonce plus d’arrêt pour vos imports habituels, puis « Enregistrer ». Il est inutile de la monter pour un seul import : il se décide sur sa page.',
    },
    { when: 'Vous ne savez plus quelle valeur mettre', answer: '« Reprendre » remet la valeur recommandée.' },
    {
      when: 'Quelqu’un d’autre a modifié les seuils en même temps',
      answer: 'La page le dit et vous laisse relire avant d’enregistrer.',
    },
  ],
  words: [WORDS.threshold, WORDS.import, WORDS.held],
};
