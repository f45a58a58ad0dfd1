import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const DEPOSITOR_HELP: HelpTopic = {
  title: 'Mes dépôts',
  purpose:
    'Voir ce que sont devenus les fichiers que votre logiciel a envoyés, et demander un nouveau mot de passe.',
  explanation: [
    'Cette page s’ouvre par le lien de vos messages, pendant sept jours. Elle ne montre que vos dépôts, et se referme au bout d’une heure.',
  ],
  cases: [
    {
      when: 'Un fichier est « Refusé »',
      answer: 'La ligne dit pourquoi, et comment le corriger dans EDT avant d’exporter de nouveau.',
    },
    {
      when: 'Un fichier est « En attente de décision »',
      answer:
        'C’est au gestionnaire de vie scolaire de décider : il est prévenu, et il est inutile d’exporter de nouveau.',
    },
    {
      when: 'Vous avez perdu l’adresse à coller dans EDT',
      answer: '« Nouveau mot de passe » en crée une autre. L’ancienne cesse aussitôt de fonctionner.',
    },
    {
      when: 'Le lien n’ouvre plus rien',
      answer:
        'Il a plus de sept jours, ou le mot de passe a changé. Ouvrez celui du message le plus récent, ou demandez un nouveau mot de passe au gestionnaire.',
    },
  ],
  words: [WORDS.deposit, WORDS.account, WORDS.held, WORDS.source],
};
