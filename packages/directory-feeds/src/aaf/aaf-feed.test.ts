import { describe, expect, it } from '@jest/globals';
import { aafFile, type AafRequestDraft } from '@timetable/generator';
import { memorySource, openReceived } from '@timetable/formats/documents';
import type { FeedPerson } from '@timetable/domain';
import { openAafFeed } from './aaf-feed.js';

const PUPIL: AafRequestDraft = {
  ...{ operation: 'add', category: 'Eleve', id: '2000' },
  attributes: {
    ...{
      ENTPersonJointure: ['2000'],
      sn: ['NOËL'],
      givenName: ['Zoé'],
      ENTPersonDateNaissance: ['06/05/2014'],
    },
    ...{ ENTEleveINE: ['0123A'], ENTEleveStructRattachId: ['7'], ENTPersonStructRattach: ['100'] },
    ...{
      ENTEleveClasses: ['100$6A'],
      ENTPersonAdresse: ['1 rue du SECRET'],
      ENTElevePersRelEleve: ['9$SECRET'],
    },
  },
};

async function documents(files: Readonly<Record<string, string>>) {
  const opened = [];
  for (const [name, text] of Object.entries(files)) {
    const { documents: found } = await openReceived(memorySource(Buffer.from(text)), { maxXmlBytes: 1e9 });
    opened.push(...found.map((document) => ({ ...document, name })));
  }
  return opened;
}

async function read(files: Readonly<Record<string, string>>) {
  const { people, ...feed } = await openAafFeed(await documents(files));
  const found: FeedPerson[] = [];
  for await (const some of people) found.push(...some);
  return { ...feed, people: found };
}

describe('an academic directory', () => {
  it('gives schools, pupils and those who teach, and nothing of families', async () => {
    const feed = await read({
      'ENT_Complet_20260901_EtabEducNat_0000.xml': aafFile([
        {
          ...{ operation: 'add', category: 'EtabEducNat', id: '100' },
          attributes: {
            ENTStructureUAI: ['9990001x'],
            ENTStructureNomCourant: ['CLG'],
            ENTStructureClasses: ['6A$6EME A$1', '6B'],
          },
        },
      ]),
      'ENT_Complet_20260901_Eleve_0000.xml': aafFile([
        PUPIL,
        { ...PUPIL, id: '2001', attributes: { ...PUPIL.attributes, ENTEleveClasses: [] } },
      ]),
      'ENT_Complet_20260901_PersEducNat_0000.xml': aafFile([
        {
          ...{ operation: 'add', category: 'PersEducNat', id: '300' },
          attributes: {
            sn: ['DURAND'],
            givenName: ['Élise'],
            ENTPersonFonctions: ['100$ENS$ENSEIGNEMENT', '101$DIR$x'],
            ENTAuxEnsClassesMatieres: ['102$3A$020700'],
          },
        },
        {
          ...{ operation: 'add', category: 'PersEducNat', id: '301' },
          attributes: { sn: ['CHEF'], givenName: ['A'], ENTPersonStructRattach: ['100'] },
        },
      ]),
      'ENT_Complet_20260901_PersRelEleve_0000.xml': 'not even opened',
    });
    expect(feed).toEqual({
      isComplete: true,
      structures: [{ id: '100', isGone: false, uai: '9990001X', name: 'CLG', classes: ['6A', '6B'] }],
      people: [
        {
          kind: 'teacher',
          id: '300',
          isGone: false,
          structures: ['100', '102'],
          lastName: 'DURAND',
          firstName: 'Élise',
        },
        {
          ...{
            kind: 'pupil',
            id: '2000',
            isGone: false,
            structures: ['100'],
            lastName: 'NOËL',
            firstName: 'Zoé',
          },
          ...{ birthDate: '2014-05-06', nationalId: '0123A', sieclId: '7', classId: '100$6A' },
        },
        expect.objectContaining({ id: '2001', classId: null }),
      ],
    });
  });

  it('of changes says what changes, and who is gone', async () => {
    const { isComplete, people } = await read({
      'ENT_Delta_20260902_Eleve_0000.xml': aafFile([
        { operation: 'modify', category: 'Eleve', id: '2000', attributes: { ENTEleveClasses: ['100$6B'] } },
        { operation: 'delete', category: 'Eleve', id: '2001' },
      ]),
    });
    expect([isComplete, people]).toEqual([
      false,
      [
        { kind: 'pupil', id: '2000', isGone: false, classId: '100$6B' },
        { kind: 'pupil', id: '2001', isGone: true },
      ],
    ]);
  });

  it('has a document type that is passed over and never resolved', async () => {
    const hostile = (entity: string) =>
      `<!DOCTYPE ficAlimMENESR [<!ENTITY x SYSTEM "file:///etc/passwd">]><ficAlimMENESR>${entity}</ficAlimMENESR>`;
    const name = 'ENT_Complet_20260901_Eleve_0000.xml';
    expect((await read({ [name]: hostile('') })).people).toEqual([]);
    await expect(read({ [name]: hostile('<addRequest>&x;</addRequest>') })).rejects.toMatchObject({
      sentence: expect.stringMatching('mal formé'),
    });
  });

  it.each([
    [{ 'x.xml': '<a/>' }, 'Aucun fichier'],
    [{ 'E_Complet_20260901_Eleve_0000.xml': '', 'E_Delta_20260901_Eleve_0000.xml': '' }, 'mêlés'],
    [{ 'E_Complet_20260901_Eleve_0000.xml': '', 'E_Complet_20260908_Eleve_0000.xml': '' }, 'plusieurs dates'],
    [
      { 'old/E_Complet_20260901_Eleve_0000.xml': '', 'E_Complet_20260908_Eleve_0000.xml': '' },
      'plusieurs dates',
    ],
    [{ '._E_Complet_20260901_Eleve_0000.xml': '' }, 'Aucun fichier'],
    [{ 'E_Complet_20260901_Eleve_0000.xml': '<html/>' }, 'pas un annuaire'],
    [{ 'E_Complet_20260901_Eleve_0000.xml': '<ficAlimMENESR><addRequest>' }, 'incomplet'],
  ])('is refused for what it is not: %o', async (files, sentence) => {
    await expect(read(files)).rejects.toMatchObject({ sentence: expect.stringMatching(sentence) });
  });
});
