import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const MATCHES_HELP: HelpTopic = {
  title: 'Rapprochements',
  path: 'rapprochements',
  purpose: 'Dire à l’ENT qui sont les personnes, les classes et les groupes que le fichier d’EDT nomme.',
  explanation: [
    'L’ENT reconnaît la plupart des noms tout seul. Ceux qu’il n’a pas trouvés, ou pour lesquels il hésite entre plusieurs personnes, sont ici, avec le nombre de séances qui en dépendent.',
    'Votre choix est gardé pour les imports suivants, et un import en attente de décision en tient compte aussitôt.',
  ],
  cases: [
    {
      when: 'Plusieurs personnes portent ce nom',
      answer:
        'La page montre ce qui les distingue : date de naissance, matières, classe. Prenez la bonne avec « Choisir ».',
    },
    {
      when: 'La personne n’est pas proposée',
      answer:
        'Cherchez-la dans l’annuaire par son nom. Si elle n’y est pas, elle manque à l’annuaire de l’ENT : c’est là qu’il faut l’ajouter.',
    },
    {
      when: 'Ce nom ne désigne personne',
      answer:
        'Choisissez « Aucune personne de l’ENT » (« Aucune classe » ou « Aucun groupe de l’ENT ») : la question ne sera plus posée.',
    },
    {
      when: 'Vous vous êtes trompé',
      answer: '« Revenir à l’automatique » reprend ce que l’ENT avait trouvé tout seul.',
    },
    {
      when: 'Un import est en cours',
      answer: 'Les boutons attendent : ils se débloquent tout seuls à la fin de l’import.',
    },
  ],
  words: [WORDS.match, WORDS.directory, WORDS.session],
};
