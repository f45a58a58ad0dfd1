import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const CLOSURES_HELP: HelpTopic = {
  title: 'Périodes de fermeture',
  path: 'fermetures',
  purpose: 'Dire quels jours il n’y a pas cours, pour qu’aucune séance n’y soit créée.',
  explanation: [
    'Chaque période a un premier et un dernier jour, tous deux compris, et une source : le calendrier officiel de la zone, le fichier d’EDT, ou une personne. Le calendrier de l’année, à côté, montre les jours fermés.',
  ],
  cases: [
    {
      when: 'Il y a un pont ou un jour fermé de plus',
      answer: '« Ajouter une période », puis « Enregistrer ».',
    },
    {
      when: 'Deux périodes se chevauchent',
      answer: 'La ligne le dit : corrigez ses dates, ou retirez l’une des deux avec « Retirer ».',
    },
    {
      when: 'Des séances sont placées un jour fermé dans EDT',
      answer: 'Le prochain import s’arrête et le dit : corrigez le jour ici, ou les cours dans EDT.',
    },
  ],
  words: [WORDS.closure, WORDS.session, WORDS.year],
};
