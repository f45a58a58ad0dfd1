import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const FLEET_HELP: HelpTopic = {
  title: 'Parc',
  purpose: 'Pour l’exploitant : voir toutes les cités scolaires, ce qui bloque chacune, et agir.',
  explanation: [
    'Le tableau dit pour chaque cité ce qui l’arrête : import interrompu, décision attendue, fichiers en attente ou aucun dépôt depuis plusieurs jours d’école. Filtres et tri portent sur toutes les cités.',
    'Plus bas, les comptes des personnes qui se connectent ici, et l’état des parties du service.',
  ],
  cases: [
    {
      when: 'Des imports sont interrompus par une panne',
      answer:
        'Réparez d’abord ce qui l’a causée. Puis « Relancer » les reprend tous : il est inutile de faire déposer à nouveau les mêmes fichiers.',
    },
    {
      when: 'Une cité ne reçoit plus rien',
      answer:
        'Ouvrez ses « Comptes d’accès » : la date du dernier envoi dit depuis quand. EDT a peut-être gardé une ancienne adresse ; prévenez le gestionnaire.',
    },
    {
      when: 'Une personne doit pouvoir se connecter',
      answer:
        '« Créer un compte » : choisissez son rôle et sa cité scolaire. Le mot de passe est montré une fois.',
    },
    {
      when: 'Une personne a perdu son mot de passe',
      answer: '« Nouveau mot de passe » en crée un, montré une fois. Ses sessions se terminent.',
    },
  ],
  words: [WORDS.campus, WORDS.deposit, WORDS.held, WORDS.import],
};
