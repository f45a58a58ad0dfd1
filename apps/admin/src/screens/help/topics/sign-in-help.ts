import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const SIGN_IN_HELP: HelpTopic = {
  title: 'Connexion',
  purpose: 'Dire qui vous êtes, pour voir les pages de votre établissement.',
  explanation: [
    'Utilisez l’identifiant et le mot de passe que l’exploitant de l’ENT vous a donnés ou, s’il est proposé, le bouton de l’ENT. Vous arrivez ensuite à la page que vous aviez demandée, par exemple celle d’un message.',
  ],
  cases: [
    {
      when: 'Le mot de passe est refusé',
      answer: 'Vérifiez les majuscules. S’il est perdu, l’exploitant de l’ENT en crée un autre.',
    },
    { when: 'Trop de tentatives', answer: 'La page dit combien de temps attendre.' },
    {
      when: 'Vous envoyez seulement l’emploi du temps depuis EDT',
      answer:
        'Vous n’avez pas de mot de passe ici : ouvrez le lien « Voir mes dépôts » du message que vous avez reçu.',
    },
  ],
  words: [WORDS.ent, WORDS.campus],
};
