import type { HelpWord } from './help-topic.js';

const word = (text: string, meaning: string): HelpWord => ({ word: text, meaning });

/** What words mean here: each page of help gives those that its screen uses. */
export const WORDS = {
  campus: word(
    'Cité scolaire',
    'Un ou plusieurs établissements gérés ensemble : un collège seul en est une aussi.',
  ),
  deposit: word('Dépôt', 'Un fichier reçu d’EDT, ou envoyé à la main.'),
  import: word('Import', 'Ce que l’ENT a fait d’un fichier reçu, étape par étape.'),
  auto: word('Auto', 'Oui : EDT a envoyé le fichier tout seul. Non : une personne l’a importé à la main.'),
  report: word('Bilan', 'Ce qu’un import a fait, ou aurait fait, écrit pour être lu.'),
  plan: word('Plan d’import', 'Tout ce qu’un import changerait, calculé avant d’écrire quoi que ce soit.'),
  threshold: word(
    'Seuil',
    'La part de changements au-delà de laquelle un import s’arrête, ou seulement prévient.',
  ),
  held: word('En attente de décision', 'L’import s’est arrêté avant de rien modifier : une personne décide.'),
  match: word(
    'Rapprochement',
    'Le lien entre un nom du fichier et une personne, une classe ou un groupe de l’ENT.',
  ),
  session: word('Séance', 'Un cours à une date et une heure précises.'),
  closure: word('Période de fermeture', 'Des jours sans séance : vacances, jours fériés, pont.'),
  year: word('Année scolaire', 'Elle commence, pour l’ENT, par un premier import fait à la main.'),
  account: word('Compte d’accès', 'Ce qui permet à EDT, et à lui seul, de déposer des fichiers.'),
  directory: word('Annuaire', 'Les personnes et les classes que l’ENT connaît.'),
  ent: word('ENT', 'L’espace numérique de travail de l’établissement.'),
  source: word('EDT', 'Le logiciel d’emploi du temps ; PRONOTE et UDT conviennent aussi.'),
} as const;
