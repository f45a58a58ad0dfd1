/** An EDT export of one class, one group, one teacher, two pupils and two weekly courses, without anything to reproach. */
export function smallExport({
  uai = '0134567U',
  courses = COURSES,
}: { uai?: string; courses?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps" Version="1.1" UAI="${uai}">
  <AnneeScolaire DateDebut="2026-08-31" DateFin="2026-09-20" DatePremierJourSemaine1="2026-08-31"/>
  <GrilleHoraire NombrePlacesParJour="2" DureePlace="60">
    <JoursOuvres><Jour>1</Jour><Jour>2</Jour></JoursOuvres>
    <PlacesParJour>
      <Place Numero="0" LibelleHeureDebut="08:00:00" LibelleHeureFin="09:00:00"/>
      <Place Numero="1" LibelleHeureDebut="09:00:00" LibelleHeureFin="10:00:00"/>
    </PlacesParJour>
  </GrilleHoraire>
  <Matieres><Matiere Ident="5" Code="FRANC" Libelle="FRANÇAIS"/></Matieres>
  <Professeurs><Professeur Ident="2" Nom="MARTIN" Prenom="Zoé" DateNaissance="1980-05-17"/></Professeurs>
  <Classes><Classe Ident="2" Nom="6A"><PartieDeClasse Ident="31"/></Classe></Classes>
  <Groupes><Groupe Ident="3" Nom="6A GR.1"><PartieDeClasse Ident="31"/></Groupe></Groupes>
  <Salles><Salle Ident="1" Nom="B12"/></Salles>
  <Eleves>
    <Eleve Ident="7" Nom="DURAND" Prenom="Léo" DateNaissance="2014-03-02" Sexe="Masculin"><Classe Ident="2" DateEntree="2026-08-31" DateSortie="2026-09-20"/><PartieDeClasse Ident="31" DateEntree="2026-08-31" DateSortie="2026-09-20"/></Eleve>
    <Eleve Ident="8" Nom="PETIT" Prenom="Lou" DateNaissance="2014-05-12" Sexe="Feminin"><Classe Ident="2" DateEntree="2026-08-31" DateSortie="2026-09-20"/></Eleve>
  </Eleves>
  <Cours>${courses}</Cours>
</ExportEmploiDuTemps>`;
}

/** Three weeks of two courses: six sessions. Weeks 1 to 3 are the bits 1 to 3. */
const COURSES = `
    <Cours Jour="1" NumeroPlaceDebut="0" NombrePlaces="1">
      <Matiere Ident="5"/><Professeur Ident="2" Semaines="14"/><Classe Ident="2" Semaines="14"/><Salle Ident="1" Semaines="14"/>
    </Cours>
    <Cours Jour="2" NumeroPlaceDebut="1" NombrePlaces="1">
      <Matiere Ident="5"/><Professeur Ident="2" Semaines="14"/><Groupe Ident="3" Semaines="14"/><PartieDeClasse Ident="31" Semaines="14"/>
    </Cours>`;
