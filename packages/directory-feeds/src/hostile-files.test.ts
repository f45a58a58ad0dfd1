// Whatever a file holds: an answer in French, soon, and nobody made up.
import { describe, expect, it } from '@jest/globals';
import { completeAcademy, exportBytes, makeSchool, ORDINARY_SCHOOL, Random } from '@timetable/generator';
import { memorySource, openReceived } from '@timetable/formats/documents';
import { openAafFiles } from './aaf/aaf-feed.js';
import { FeedUnreadable } from './feed-unreadable.js';
import { read } from './feed.test-support.js';
import { mangled } from './mangled.test-support.js';

const MANGLED = 400;
const LONGEST_MS = 10_000;

const ELEVES = `<?xml version="1.0" encoding="UTF-8"?><BEE_ELEVES VERSION="2.1"><PARAMETRES><UAJ>9990001X</UAJ></PARAMETRES>
<DONNEES><ADRESSES><ADRESSE><LIGNE1>x</LIGNE1></ADRESSE></ADRESSES><ELEVES>
<ELEVE ELEVE_ID="1"><ID_NATIONAL>01</ID_NATIONAL><NOM>NOËL</NOM><PRENOM>Zoé</PRENOM><DATE_NAISS>06/05/2014</DATE_NAISS></ELEVE>
<ELEVE ELEVE_ID="2"><NOM>PETIT</NOM><PRENOM>Léo</PRENOM></ELEVE></ELEVES><STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="1">
<STRUCTURE><CODE_STRUCTURE>6A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>
</STRUCTURES></DONNEES></BEE_ELEVES>`;
const TABLE = `Nom;Prénom;Né(e) le;Division;N° INE\n${'"NOËL; dit ""le"" grand";Zoé;06/05/2014;6A;01\n'.repeat(5)}`;

async function stsEmp(): Promise<string> {
  const school = makeSchool({
    ...{ ...ORDINARY_SCHOOL, pupils: 5, classes: 2, groups: 1, teachers: 3, courses: 5 },
    ...{ seed: 1, uai: '9990001X', zone: 'B', schoolYear: '2026-2027' },
  });
  const archive = await exportBytes(school, { format: 'sts', zip: true });
  const { documents } = await openReceived(memorySource(archive), { maxXmlBytes: 1e8 });
  const document = documents.find(({ name }) => name.startsWith('sts_emp'));
  const pieces: Uint8Array[] = [];
  for await (const piece of document?.bytes() ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('a school’s file altered at random', () => {
  it.each([
    ['a table', () => Promise.resolve(TABLE), 'eleves.csv'],
    ['an export of SIECLE', () => Promise.resolve(ELEVES), 'ElevesAvecAdresses.xml'],
    ['sts_emp', stsEmp, 'sts_emp.xml'],
  ])('is read or refused: %s', async (_, text, name) => {
    const whole = await text();
    expect(await read(whole, name)).toMatchObject({ kind: 'directory' });
    const kinds = new Set<string>();
    for (let seed = 0; seed < MANGLED; seed += 1) {
      const startedAt = performance.now();
      const answer = await read(mangled(whole, new Random(seed, 'mangled')), name);
      expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
      kinds.add(answer.kind);
      if (answer.kind === 'unreadable') expect(answer.message).toMatch(/^\p{Lu}.*[.?]$/u);
      else
        for (const rows of Object.values(answer.given))
          // An empty list would empty the directory; a NUL cannot be stored.
          expect(JSON.stringify(rows ?? null)).not.toMatch(/^\[\]$|\\u0000/);
    }
    expect([...kinds].sort()).toEqual(['directory', 'unreadable']);
  });
});

describe('an academic archive', () => {
  const [structures, , , teachers, pupils] = completeAcademy({ schools: 1, pupils: 4 }, '20260901').map(
    ({ name, pieces }) => ({ name, text: [...pieces()].join('') }),
  );
  const people = async (files: readonly ({ name: string; text: string } | undefined)[]): Promise<number> => {
    const given = files.filter((file) => file !== undefined);
    const feed = await openAafFiles(
      given.map(({ name, text }) => ({ name, source: memorySource(Buffer.from(text)) })),
    );
    let count = 0;
    for await (const some of feed.people) count += some.length;
    return count;
  };

  it('without some of its files gives what is in the others', async () => {
    expect(await people([structures, teachers, pupils])).toBe(5);
    expect(await people([pupils])).toBe(4);
    expect(await people([structures])).toBe(0);
  });

  it('of bytes altered at random is read or refused in a sentence', async () => {
    const text = pupils?.text ?? '';
    for (let seed = 0; seed < MANGLED; seed += 1)
      try {
        await people([
          structures,
          { name: pupils?.name ?? '', text: mangled(text, new Random(seed, 'mangled')) },
        ]);
      } catch (error) {
        if (!(error instanceof FeedUnreadable)) throw error;
        expect(error.sentence).toMatch(/\.xml : \p{Lu}.*\.$/u);
      }
  });
});
