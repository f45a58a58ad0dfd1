import { unreadableBy, type UnreadableSentence } from '../../unreadable.js';
import { exportAnew } from '../../wording.js';

type ContainerCode =
  /** Encrypted for others than us. `value`: for whom; `expected`: the names that are ours. */
  | 'encrypted_export'
  /** Made for our name, but no key of ours opens it: for a key we no longer have, or damaged. `value`: the name. */
  | 'encrypted_key_unusable'
  /** The container lacks its content, its keys or what its content is checked by. */
  | 'encrypted_incomplete'
  /** The content is not what was encrypted: cut or altered on the way. */
  | 'encrypted_content_damaged'
  /** The content is what was encrypted, and cannot be decompressed. */
  | 'encrypted_content_not_inflatable'
  /** The content is out of proportion with its size: a decompression bomb. `value`: the ratio. */
  | 'encrypted_content_bomb'
  /** What was encrypted is no timetable of EDT. */
  | 'encrypted_content_not_edt'
  /** The container names another establishment than its content. `value`: the container's; `expected`: the content's. */
  | 'encrypted_other_establishment';

const named = (names: string | undefined): string => (names === undefined || names === '' ? '' : ` ${names}`);

export const CONTAINER_SENTENCES: Readonly<Record<ContainerCode, UnreadableSentence>> = {
  encrypted_export: ({ value, expected }) =>
    `L’export est chiffré pour${value === undefined || value === '' ? ' un autre partenaire de l’éditeur' : ` ${value}`}, et l’ENT n’en a pas la clé. ` +
    (expected === undefined || expected === ''
      ? 'Dans EDT, refaites l’export vers l’ENT en clair, sans chiffrement.'
      : `Dans EDT, choisissez le socle ${expected} comme destinataire de l’export vers l’ENT, puis refaites-le.`),
  encrypted_key_unusable: ({ value }) =>
    `L’export est bien chiffré pour l’ENT${value === undefined ? '' : ` (${value})`}, mais aucune de nos clés ne l’ouvre : il a été abîmé, ou EDT utilise une clé que l’ENT n’a plus. Refaites l’export depuis EDT ; si le message revient, prévenez l’exploitant de l’ENT, qui vérifiera sa clé auprès de l’éditeur.`,
  encrypted_incomplete: (_details, program) =>
    `Il manque à l’export chiffré son contenu, ses clés ou son empreinte de vérification. ${exportAnew(program)}`,
  encrypted_content_damaged: (_details, program) =>
    `Le contenu chiffré de l’export n’est plus celui qu’EDT a écrit : il a été coupé ou modifié pendant l’envoi. ${exportAnew(program)}`,
  encrypted_content_not_inflatable: (_details, program) =>
    `Le contenu de l’export a été déchiffré, mais il ne peut pas être décompressé. ${exportAnew(program)} Si le message revient, prévenez l’exploitant de l’ENT.`,
  encrypted_content_bomb: (_details, program) =>
    `Le contenu déchiffré est démesuré par rapport à sa taille ; par sécurité, il n’a pas été lu. ${exportAnew(program)}`,
  encrypted_content_not_edt: () =>
    'L’export a été déchiffré, mais il ne contient pas un emploi du temps. Dans EDT, choisissez l’export d’emploi du temps vers l’ENT et déposez-le de nouveau.',
  encrypted_other_establishment: ({ value, expected }, program) =>
    `L’enveloppe de l’export et l’emploi du temps qu’elle contient ne désignent pas le même établissement${named(value === undefined || expected === undefined ? undefined : `(${value} et ${expected})`)}. ${exportAnew(program)}`,
};

export const containerUnreadable = unreadableBy(CONTAINER_SENTENCES);
