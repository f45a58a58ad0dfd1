import type { HelpTopic } from '../help-topic.js';
import { WORDS } from '../vocabulary.js';

export const TIMETABLE_HELP: HelpTopic = {
  title: 'Emploi du temps',
  path: 'emploi-du-temps',
  purpose:
    'Voir ce que l’ENT affiche pour une classe, un enseignant, un groupe ou une salle, semaine par semaine.',
  explanation: [
    'Choisissez de qui vous voulez voir l’emploi du temps, puis la semaine. « Cette semaine » vous y ramène. Une séance s’ouvre pour ses détails : horaire, enseignants, salles, et l’import qui l’a changée en dernier.',
    'Les séances supprimées par EDT sont barrées. Les périodes de fermeture sont des bandes, sans séance.',
  ],
  cases: [
    {
      when: 'Une séance manque ou n’est pas à la bonne heure',
      answer:
        'Regardez d’abord dans EDT, puis si EDT a envoyé depuis (écran « Tableau de bord »). Une semaine entière vide est peut-être une fermeture.',
    },
    {
      when: 'Une séance est « Modifiée à la main »',
      answer: 'Quelqu’un l’a changée dans l’ENT : les imports n’y touchent plus.',
    },
    {
      when: 'Il faut l’afficher en salle des professeurs',
      answer: 'Choisissez « Imprimer » : la page imprimée est une liste lisible.',
    },
  ],
  words: [WORDS.session, WORDS.closure, WORDS.import],
};
