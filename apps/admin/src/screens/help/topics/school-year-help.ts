import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const SCHOOL_YEAR_HELP: HelpTopic = {
  title: 'Année scolaire',
  path: 'annee',
  purpose: 'Passer à l’année suivante : ses dates, ses fermetures, ce qui s’arrête et ce qui reste.',
  explanation: [
    'La page dit l’année en cours. Pour la suivante, elle vous mène par quatre étapes : dates, fermetures, ce qui change, premier import. Rien n’est fait avant la fin de la troisième, et vous pouvez revenir en arrière sans rien perdre.',
    'Les comptes d’accès, les rapprochements et les réglages restent. EDT ne peut rien envoyer pour la nouvelle année avant son premier import, fait à la main.',
  ],
  cases: [
    {
      when: 'L’année a été ouverte trop tôt',
      answer: '« Annuler l’ouverture » revient en arrière, tant que rien n’y a été importé.',
    },
    {
      when: 'Les dates proposées ne conviennent pas',
      answer: 'Changez-les à la première étape : ce sont celles entre lesquelles les séances sont créées.',
    },
    {
      when: 'L’année est ouverte mais EDT est refusé',
      answer: 'C’est normal : faites d’abord le premier import de l’année (« Faire le premier import »).',
    },
  ],
  words: [WORDS.year, WORDS.closure, WORDS.import],
};
