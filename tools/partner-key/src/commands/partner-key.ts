// npm run partner-key -- --help
import { FolderUnusable } from '@timetable/folders';
import { open } from 'node:fs/promises';
import { createPublicKey } from 'node:crypto';
import { parseOptions } from '@timetable/command-line';
import { openingKey, type ByteSource } from '@timetable/formats';
import { createPartnerKey, PartnerKeyFolder, PartnerKeyUnusable } from '@timetable/partner-keys';
import { fingerprintOf, publicForms } from '../public-forms.js';

const HELP = `Clés de partenaire : ce qui ouvre les exports qu’EDT et PRONOTE chiffrent pour l’ENT.

  npm run partner-key -- create --name <nom>   crée une clé et imprime sa moitié publique, à donner à l’éditeur
  npm run partner-key -- list                  les clés présentes et leurs empreintes
  npm run partner-key -- check <fichier>       dit quelle clé ouvre un export chiffré

  --keys <dossier>   dossier des clés (défaut : PARTNER_KEYS, sinon <DATA_DIR>/partner-keys)

La phrase secrète des clés, s’il y en a une, est lue dans PARTNER_KEYS_PASSPHRASE. Voir docs/partner.md.
`;

const [verb = '', ...rest] = process.argv.slice(2);
try {
  process.exitCode = (await run(verb, rest)) ? 0 : 1;
} catch (error) {
  if (!(
    error instanceof RangeError ||
    error instanceof PartnerKeyUnusable ||
    error instanceof FolderUnusable
  ))
    throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @returns whether what was asked for could be done */
async function run(asked: string, args: readonly string[]): Promise<boolean> {
  if (asked === 'check') return check(args);
  const values = parseOptions(args, { name: { type: 'string' }, keys: { type: 'string' } });
  if (asked === 'create' && values.name !== undefined) return create(folderOf(values.keys), values.name);
  if (asked === 'list') return list(folderOf(values.keys));
  console.log(HELP);
  return ['', '--help', '-h'].includes(asked);
}

function folderOf(given: string | undefined): string {
  const { PARTNER_KEYS, DATA_DIR } = process.env;
  return given ?? PARTNER_KEYS ?? `${DATA_DIR ?? '.data'}/partner-keys`;
}

function passphrase(): string | undefined {
  return process.env['PARTNER_KEYS_PASSPHRASE'];
}

async function create(folder: string, partner: string): Promise<boolean> {
  const now = new Date();
  const created = await createPartnerKey(folder, partner, now, passphrase());
  const { pem, der, certificate, fingerprint } = await publicForms(partner, created, now);
  console.log(`Clé privée de « ${partner} » : ${created.path}`);
  console.log('Gardez-la secrète et sauvegardée. À donner à l’éditeur, sous la forme qu’il demande :\n');
  console.log(pem);
  console.log(`DER en base64 :\n${der}\n`);
  console.log(`Certificat autosigné :\n${certificate}`);
  console.log(`Empreinte SHA-256 : ${fingerprint}`);
  console.log('Un import déjà lancé la lira au prochain démarrage du worker, ou après un signal SIGHUP.');
  return true;
}

async function list(folder: string): Promise<boolean> {
  const keys = await PartnerKeyFolder.open(folder, passphrase());
  if (keys.partners.length === 0) console.log(`Aucune clé dans ${folder}.`);
  for (const partner of keys.partners) {
    console.log(`« ${partner} », de la plus récente à la plus ancienne :`);
    for (const { label, privateKey } of keys.keysOf(partner))
      console.log(`  ${label}  ${fingerprintOf(createPublicKey(privateKey))}`);
  }
  return true;
}

async function check(args: readonly string[]): Promise<boolean> {
  const [path, ...others] = args;
  if (path === undefined || path.startsWith('-')) throw new RangeError('Quel fichier ? (voir --help)');
  const values = parseOptions(others, { keys: { type: 'string' } });
  const keys = await PartnerKeyFolder.open(folderOf(values.keys), passphrase());
  const file = await open(path).catch(() => {
    throw new RangeError(`${path} ne peut pas être lu.`);
  });
  try {
    const { size: sizeBytes } = await file.stat();
    const source: ByteSource = {
      sizeBytes,
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
    };
    const answer = await openingKey(source, keys);
    console.log(answer.message);
    return answer.isOpened;
  } finally {
    await file.close();
  }
}
