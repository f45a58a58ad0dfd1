import yazl from 'yazl';
import { memorySource, readTimetable, type ReadResult, type ReadTimetable } from '../index.js';

/** A week of school, 2026-11-02 is a Monday of ISO week 45: two classes, three half sequences on two days, one teacher more. */
const FILES: Readonly<Record<string, string>> = {
  'UDCal_00.xml': '<init premiere_semaine_ISO="45" duree_seq="110"/>',
  'UDCal_03.xml': '<salle code="S1" nom="B12"/><salle code="S2" nom="Gymnase"/>',
  'UDCal_04.xml':
    '<prof code="DUP" nom="DUPONT" prenom="Zoé" epj="4711" date_naissance="17/05/1980"/><prof code="MAR" nom="MARTIN" prenom="Léo"/>',
  'UDCal_05.xml': '<mat code="FR" libelle="Français" code_gep1="FRANC"/><mat code="EPS" libelle="E.P.S."/>',
  'UDCal_07.xml': `
    <demi_seq code_jour="1" code="1" code_site="1" hre_deb="08:00" hre_fin="08:55"/>
    <demi_seq code_jour="1" code="2" code_site="1" hre_deb="08:55" hre_fin="09:50"/>
    <demi_seq code_jour="2" code="1" code_site="1" hre_deb="08:30"/>`,
  'UDCal_08.xml': '<div code="6A" libelle="Sixième A"/><div code="6B" libelle="Sixième B"/>',
  'UDCal_10.xml':
    '<eleve code="1" nom="DURAND" prenom="Léa" naissance="02/03/2015"/><eleve code="2" nom="PETIT" prenom="Noé" naissance="5/4/2015"/>',
  'UDCal_11.xml': `
    <fiche code="001" jour="1" demi_seq="1" site="1"/><fiche code="002" jour="1" demi_seq="2" site="1"/>
    <fiche code="003" jour="2" demi_seq="1" site="1"/>`,
  'UDCal_12.xml': `
    <ligfiche code="00101" fic="001" div="6A" mat="FR" prof="DUP" salle="S1" gpe="" rgpmt="0"/>
    <ligfiche code="00201" fic="002" div="6A" mat="FR" prof="DUP" salle="S1" gpe="" rgpmt="0"/>
    <ligfiche code="00301" fic="003" div="6A" mat="EPS" prof="DUP" salle="S2" gpe="G1" rgpmt="R1"/>
    <ligfiche code="00302" fic="003" div="6B" mat="EPS" prof="DUP" salle="S2" gpe="G1" rgpmt="R1"/>`,
  'UDCal_13.xml': `
    <rgpmt code="R1" nom="6AB EPS" code_div="6A" code_gpe="G1"/><rgpmt code="R1" nom="6AB EPS" code_div="6B" code_gpe="G1"/>`,
  'UDCal_19.xml': `
    <gpe code="G1" code_div="6A" code_sts="6A GR1"/><gpe code="G1" code_div="6B" code_sts=""/>`,
  'UDCal_21.xml': `
    <ele_gpe ele="1" gpe="" code_div="6A" semaines="0"/><ele_gpe ele="1" gpe="G1" code_div="6A" semaines="0"/>
    <ele_gpe ele="2" gpe="G1" code_div="6B" semaines=""/>`,
  'UDCal_23.xml': '<coens lignefic="00301" prof="MAR"/>',
  'UDCal_24.xml': `
    <annee>2026</annee><debut_eleve>02/11/2026</debut_eleve><fin_eleve>04/07/2027</fin_eleve>
    <fermeture debut="19/12/2026" fin="03/01/2027"/><fermeture debut="11/11/2026" fin="11/11/2026"/>`,
};

/** The archive with some of its files changed; undefined: left out. */
export async function udtArchive(
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries({ ...FILES, ...changes })) {
    if (content === undefined) continue;
    const isWhole = content.startsWith('<?xml') || content === '';
    zip.addBuffer(Buffer.from(isWhole ? content : `<udt>${content}</udt>`), name);
  }
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function readUdt(
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<ReadResult> {
  return readTimetable(memorySource(await udtArchive(changes)), { maxXmlBytes: 10_000_000 });
}

/** @throws when it is refused */
export async function readUdtTimetable(
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<ReadTimetable> {
  const read = await readUdt(changes);
  if (read.kind !== 'timetable') throw new Error(`${read.code}: ${read.message}`);
  return read;
}
