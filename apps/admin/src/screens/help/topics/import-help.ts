import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const IMPORT_HELP: HelpTopic = {
  title: 'Bilan de l’import',
  purpose:
    'Comprendre ce qu’un fichier a changé dans l’ENT, ou ce qu’il changerait, et décider quand c’est à vous de le faire.',
  explanation: [
    'Tout en haut : ce qui s’est passé, si l’ENT a été modifié, et qui doit agir. Puis les cinq étapes, les seuils avec ceux qui sont dépassés en premier, les changements groupés par classe, par enseignant, par matière ou par semaine, les noms inconnus et les problèmes du fichier.',
    'Quand l’import attend une décision, deux boutons restent en bas de la page : « Intégrer ce plan » et « Écarter ».',
  ],
  cases: [
    {
      when: 'Les changements sont ceux que vous attendez',
      answer:
        'Choisissez « Intégrer ce plan ». Seul le plan que vous avez lu est intégré : s’il a changé entre-temps, la page vous le dit et vous le montre.',
    },
    {
      when: 'Les changements ne sont pas voulus',
      answer:
        'Choisissez « Écarter », en disant pourquoi si vous le souhaitez. Corrigez l’emploi du temps dans EDT : son prochain envoi sera traité normalement.',
    },
    {
      when: 'Vous ne décidez rien',
      answer: 'L’emploi du temps de l’ENT reste celui d’avant. Un fichier plus récent remplacera celui-ci.',
    },
    {
      when: 'Des noms sont inconnus de l’ENT',
      answer:
        'Allez dans « Rapprochements » pour dire qui ils sont : un import en attente en tient compte aussitôt.',
    },
  ],
  words: [WORDS.plan, WORDS.threshold, WORDS.held, WORDS.report, WORDS.session],
};
