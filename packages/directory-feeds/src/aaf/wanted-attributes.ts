/** What is read of a feed; all else (addresses, telephones, guardians) passes by unread. */
export const WANTED_ATTRIBUTES: readonly string[] = [
  ...['ENTPersonJointure', 'sn', 'givenName', 'ENTPersonDateNaissance', 'ENTPersonStructRattach'],
  ...['ENTEleveINE', 'ENTEleveStructRattachId', 'ENTEleveClasses'],
  ...['ENTPersonSTSId', 'ENTPersonFonctions'],
  ...['ENTAuxEnsClassesMatieres', 'ENTAuxEnsGroupesMatieres', 'ENTAuxEnsMatiereEnseignEtab'],
  ...['ENTStructureUAI', 'ENTEtablissementUAI', 'ENTStructureNomCourant', 'ENTStructureClasses'],
];
