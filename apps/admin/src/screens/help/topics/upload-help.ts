import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const UPLOAD_HELP: HelpTopic = {
  title: 'Importer à la main',
  path: 'importer',
  purpose:
    'Envoyer vous-même un fichier exporté d’EDT : le premier de l’année, ou un autre quand EDT ne peut pas l’envoyer tout seul.',
  explanation: [
    'Déposez le fichier dans le cadre, ou choisissez-le, puis « Envoyer et voir l’aperçu ». Le fichier est lu et comparé à l’ENT ; vous lisez ensuite tout ce qui changerait. Rien n’est modifié avant que vous ne choisissiez « Intégrer ce plan ».',
  ],
  cases: [
    {
      when: 'Vous ne savez pas quel fichier prendre',
      answer:
        'C’est l’export d’EDT prévu pour l’ENT : un fichier .zip ou .xml, dont le nom commence souvent par « EDT_ ». S’il y en a deux, laissez celui dont le nom dit « PRONOTE ».',
    },
    {
      when: 'Un établissement est déjà en cours d’importation',
      answer: 'Vous pouvez envoyer votre fichier : il attendra son tour.',
    },
    {
      when: 'Le fichier est trop volumineux',
      answer: 'Vérifiez que c’est bien l’export, et non la base complète d’EDT.',
    },
  ],
  words: [WORDS.import, WORDS.plan, WORDS.campus, WORDS.source],
};
