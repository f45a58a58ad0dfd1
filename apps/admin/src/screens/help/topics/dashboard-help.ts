import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const DASHBOARD_HELP: HelpTopic = {
  title: 'Tableau de bord',
  path: '',
  purpose: 'Voir d’un coup d’œil si l’emploi du temps de l’ENT est à jour, et ce qu’on attend de vous.',
  explanation: [
    'En haut, « À faire » réunit ce qui attend une personne de l’établissement : une décision, des noms à rapprocher. Quand rien n’attend, cette partie n’est pas là.',
    'Ensuite, pour chaque établissement, la date du dernier envoi d’EDT et de la dernière mise à jour réussie. Puis « Historique des imports » : une ligne par fichier reçu, du plus récent au plus ancien, avec ses cinq étapes. Les nouveaux fichiers apparaissent tout seuls.',
    'Tant qu’aucun premier import n’a été fait dans l’année, la page montre à la place les étapes qui y mènent.',
  ],
  cases: [
    {
      when: 'Un import est « En attente de décision »',
      answer:
        'Choisissez « Voir et décider » : la page de l’import dit pourquoi il s’est arrêté et ce qu’il changerait. Rien n’est modifié avant votre accord.',
    },
    {
      when: 'EDT n’a rien envoyé depuis longtemps',
      answer:
        'Vérifiez dans EDT que l’export automatique est coché, et que l’adresse est celle d’un compte d’accès encore valable (écran « Comptes d’accès »).',
    },
    {
      when: 'Un fichier est « Refusé »',
      answer:
        'Ouvrez sa ligne : le bilan dit ce qui ne va pas dans le fichier et comment le corriger dans EDT. L’emploi du temps de l’ENT est resté celui d’avant.',
    },
    {
      when: 'Vous cherchez un import précis',
      answer:
        'Utilisez les filtres, au-dessus du tableau : statut, automatique ou manuel, établissement, dates.',
    },
  ],
  words: [WORDS.deposit, WORDS.import, WORDS.auto, WORDS.held, WORDS.report],
};
