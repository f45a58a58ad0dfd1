import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const SETTINGS_HELP: HelpTopic = {
  title: 'Réglages',
  path: 'reglages',
  purpose:
    'Dire quels fichiers sont acceptés, voir l’annuaire de l’ENT, et régler vos propres messages et votre mot de passe.',
  explanation: [
    '« Annuaire de l’ENT » compte les personnes et les classes connues, avec leur source. « Charger un fichier » en prend une nouvelle liste : un aperçu dit ce qui changerait avant que vous ne choisissiez « Charger ce fichier ».',
  ],
  cases: [
    {
      when: 'Il manque des élèves ou des classes dans l’annuaire',
      answer:
        'Chargez un export récent : SIECLE pour les élèves, STSWEB pour les enseignants et les classes, ou un tableau. L’aperçu le compare à ce qui est connu.',
    },
    {
      when: 'Le fichier retire beaucoup de personnes',
      answer:
        'La page le dit et demande de confirmer : un export incomplet est plus fréquent qu’un départ de tous les élèves.',
    },
    {
      when: 'Vous recevez trop de messages',
      answer:
        'Dans « Mes messages », choisissez un résumé par jour, ou aucun, puis « Enregistrer mes préférences ».',
    },
    {
      when: 'Vous voulez changer votre mot de passe',
      answer: 'Dans « Mon mot de passe ». Vos autres sessions, sur d’autres appareils, se terminent.',
    },
  ],
  words: [WORDS.directory, WORDS.ent, WORDS.source],
};
