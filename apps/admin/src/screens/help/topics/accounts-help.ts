import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const ACCOUNTS_HELP: HelpTopic = {
  title: 'Comptes d’accès',
  path: 'comptes',
  purpose: 'Donner à EDT de quoi envoyer l’emploi du temps tout seul, à chaque changement.',
  explanation: [
    'Un compte est au nom d’une personne de l’annuaire, cinq au plus. Elle n’a besoin d’aucun autre droit. En créant le compte, vous obtenez une adresse complète, à coller dans EDT : elle n’est montrée qu’une fois, et la personne la reçoit aussi par message.',
    'Le message a un lien, valable une semaine, où la personne voit ses dépôts et peut demander elle-même un nouveau mot de passe.',
  ],
  cases: [
    {
      when: 'EDT dit que l’adresse est refusée',
      answer:
        'L’adresse a sans doute été coupée en la copiant, ou le mot de passe a changé. Choisissez « Nouveau mot de passe » et collez la nouvelle adresse entière dans EDT.',
    },
    {
      when: 'La personne quitte l’établissement',
      answer: 'Choisissez « Supprimer ». Ses anciens dépôts restent dans l’historique.',
    },
    {
      when: 'Le compte est suspendu',
      answer:
        'La personne n’est plus dans l’annuaire : EDT ne peut plus déposer avec ce compte. Créez-en un pour quelqu’un d’autre.',
    },
    {
      when: 'On reçoit trop de messages',
      answer: 'Décochez « Prévenir des problèmes » pour cette personne.',
    },
    {
      when: '« Ajouter un compte » ne peut pas être choisi',
      answer: 'Soit aucun premier import n’a encore été fait, soit les cinq comptes sont pris.',
    },
  ],
  words: [WORDS.account, WORDS.deposit, WORDS.directory, WORDS.source],
};
