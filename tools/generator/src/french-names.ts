/** Names of no one in particular, with the accents, hyphens, apostrophes and particles that real files hold. */
export const LAST_NAMES =
  `ABADIE ALLARD AUBRY BAILLY BARBIER BÉNARD BERNIER BESSON BLONDEL BOUCHER BOULANGER BOURGEOIS BRETON BRUNET CARLIER
CARPENTIER CHARPENTIER CHEVALIER COLLET CORDIER COUSIN D’ALMEIDA DAVID DE~LA~FONTAINE DELORME DESCHAMPS DIALLO DU~PLESSIS
DUMAS DUPUY ÉTIENNE FABRE FAURE FLEURY FOURNIER GAILLARD GARNIER GAUTIER GIRAUD GUILLOT HAMEL HÉBERT HERVÉ HUBERT
JACQUET JOLY KLEIN LACROIX LAMBERT LAROCHE LEBLANC LE~GOFF LEMOINE L’HERMITTE MAÎTRE MALLET MARCHAND MERCIER MOULIN
N’DIAYE NGUYEN NOËL OLIVIER PASQUIER PÉREZ PERRIN PRÉVOST RENAUD REYNAUD ROUSSEL SAINT-MARTIN SALMON SCHNEIDER TESSIER
VASSEUR VERDIER VIDAL WEBER ZEMOUR`
    .split(/\s+/)
    .map((name) => name.replaceAll('~', ' '));

export const GIRL_NAMES =
  `Adèle Agathe Aïcha Alice Ambre Anaïs Anna-Rose Apolline Camille Capucine Chloé Clémence Élise Emma Éva Fatou Inès
Jade Jeanne Julia Léa Lina Lou-Anne Louise Maëlys Manon Marie-Ève Mélina Nour Océane Romane Rose Sarah Yasmine Zoé`.split(
    /\s+/,
  );

export const BOY_NAMES =
  `Adam Alexis Antonin Arthur Aurélien Axel Baptiste Benoît Clément Côme Émile Enzo Éthan Félix Gaël Gaspard Hugo
Ibrahim Jean-Baptiste Jules Léo Loïc Louis Maël Mathéo Nathan Noé Octave Raphaël Rémi Sacha Théo Timéo Victor Yanis`.split(
    /\s+/,
  );

export const STREETS = [
  'rue des Écoles',
  'avenue de la République',
  'impasse des Lilas',
  'place de l’Église',
  'chemin du Moulin',
  'boulevard Voltaire',
];

export const TOWNS = [
  { postCode: '99100', name: 'Villeneuve-sur-Ombre' },
  { postCode: '99110', name: 'Saint-Exemple' },
  { postCode: '99200', name: 'L’Abri-du-Val' },
];
