import { isStorageFull } from '@timetable/storage';

/** What is said besides the sentence. */
interface RefusalDetail {
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection ends after the answer: what follows on it cannot be trusted or is not wanted. */
  readonly closes?: boolean;
  /** The condition of RFC 4918 that does not hold: told in XML, with the sentence beside it. */
  readonly precondition?: string;
  readonly cause?: unknown;
}

/**
 * A request that is answered with an error. `sentence` is read by a person, in the window of EDT or of another client:
 * French, plain, with the way out.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly headers: Readonly<Record<string, string>>;
  readonly closes: boolean;
  readonly precondition: string | undefined;

  constructor(
    readonly status: number,
    readonly sentence: string,
    detail: RefusalDetail = {},
  ) {
    super(sentence, { cause: detail.cause });
    this.headers = detail.headers ?? {};
    this.closes = detail.closes ?? false;
    this.precondition = detail.precondition;
  }
}

const RETRY_LATER = 'Réessayez dans quelques minutes ; si cela dure, prévenez le support de l’ENT.';

/** What a collection answers to: RFC 9110 wants it said with a 405. */
const ALLOW_ON_COLLECTION = {
  Allow: 'OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, DELETE, COPY, MOVE, LOCK, UNLOCK',
};

/** The sentences, one place for all of them. */
export const refusals = {
  malformedAddress: () =>
    new Refusal(
      400,
      'L’adresse demandée est mal formée. Recopiez-la depuis le message reçu à la création du compte.',
    ),
  addressTooLong: () => new Refusal(414, 'L’adresse ou le nom du fichier est trop long.'),
  malformedRequest: () =>
    new Refusal(400, 'La requête est mal formée. Vérifiez l’adresse et le réglage du logiciel qui envoie.', {
      closes: true,
    }),
  headersTooLong: () =>
    new Refusal(
      431,
      'Les en-têtes de la requête sont trop longs. Vérifiez l’adresse et le réglage du logiciel qui envoie.',
      { closes: true },
    ),
  headersTooSlow: () =>
    new Refusal(408, 'La requête n’est pas arrivée à temps. Vérifiez la connexion, puis recommencez.', {
      closes: true,
    }),
  malformedHeader: (name: string) =>
    new Refusal(
      400,
      `La requête est mal formée (en-tête ${name}). Vérifiez le réglage du logiciel qui envoie.`,
    ),
  malformedXml: (cause?: unknown) =>
    new Refusal(400, 'La requête est mal formée (document XML illisible).', { cause }),
  xmlTooLarge: ({ maxBytes, maxNodes }: { readonly maxBytes: number; readonly maxNodes: number }) =>
    new Refusal(
      413,
      `La requête est trop grande (document XML de plus de ${maxBytes / 1024} Ko ou de ${maxNodes} éléments). ` +
        'Demandez moins de propriétés à la fois.',
      { closes: true },
    ),
  xmlNameTooLong: () =>
    new Refusal(
      413,
      'La requête est trop grande (nom de propriété trop long). Vérifiez le réglage du logiciel qui envoie.',
    ),
  tooManyPropertiesAsked: (max: number) =>
    new Refusal(
      413,
      `La requête demande trop de propriétés à la fois (${max} au plus). Vérifiez le réglage du logiciel qui envoie.`,
    ),
  verbNotAllowed: (method: string, allowed: string) =>
    new Refusal(405, `L’opération ${method} n’est pas proposée ici.`, { headers: { Allow: allowed } }),
  expectationFailed: () =>
    new Refusal(
      417,
      'La requête attend une confirmation que ce serveur ne connaît pas (en-tête Expect). ' +
        'Vérifiez le réglage du logiciel qui envoie.',
      { closes: true },
    ),
  outsideTheDoor: () =>
    new Refusal(
      404,
      'Il n’y a rien à cette adresse. L’adresse de dépôt commence par /webdav/ suivi du code de l’établissement ' +
        'ou de la cité scolaire : recopiez-la depuis le message reçu à la création du compte.',
    ),
  credentialsNeeded: () =>
    new Refusal(
      401,
      'Identifiez-vous : un identifiant et un mot de passe de compte d’accès sont nécessaires.',
      {
        headers: { 'WWW-Authenticate': 'Basic realm="Import EDT", charset="UTF-8"' },
      },
    ),
  credentialsWrong: () =>
    new Refusal(
      401,
      'Identifiant ou mot de passe incorrect. Le mot de passe peut être renouvelé par le gestionnaire de vie scolaire.',
      { headers: { 'WWW-Authenticate': 'Basic realm="Import EDT", charset="UTF-8"' } },
    ),
  tooManyTries: (retryAfterSeconds: number) =>
    new Refusal(
      429,
      'Trop d’essais avec un identifiant ou un mot de passe incorrect. Vérifiez-les, puis réessayez dans dix minutes.',
      { headers: { 'Retry-After': String(retryAfterSeconds) } },
    ),
  tooManyRequests: () =>
    new Refusal(429, 'Trop de requêtes à la fois depuis ce poste. Réessayez dans un instant.', {
      headers: { 'Retry-After': '1' },
    }),
  accountSuspended: () =>
    new Refusal(
      403,
      'Ce compte d’accès est suspendu : son utilisateur ne figure plus dans l’annuaire. ' +
        'Le gestionnaire de vie scolaire peut créer un autre compte.',
    ),
  notYourCampus: () =>
    new Refusal(
      403,
      'Ce compte ne donne pas accès à cette adresse. Vérifiez le code de l’établissement ou de la cité scolaire ' +
        'dans l’adresse de dépôt.',
    ),
  unknownEstablishment: (code: string) =>
    new Refusal(
      403,
      `Aucun établissement « ${code} » dans cette cité scolaire. Vérifiez la fin de l’adresse de dépôt.`,
    ),
  nothingCalled: (name: string) =>
    new Refusal(
      404,
      `Il n’y a ici ni établissement, ni dossier, ni fichier « ${name} ». ` +
        'Si c’est un établissement, vérifiez son code dans l’adresse de dépôt.',
    ),
  notFound: () => new Refusal(404, 'Ce fichier n’est pas (ou plus) ici.'),
  parentMissing: () =>
    new Refusal(
      409,
      'Le dossier de destination n’existe pas. Vérifiez l’adresse, ou créez d’abord ce dossier.',
    ),
  isCollection: () =>
    new Refusal(
      405,
      'Cette adresse est celle d’un dossier : ajoutez le nom du fichier à la fin de l’adresse.',
      { headers: ALLOW_ON_COLLECTION },
    ),
  fixedCollection: () =>
    new Refusal(403, 'Ce dossier de dépôt ne peut être ni supprimé, ni déplacé, ni remplacé, ni verrouillé.'),
  intoItself: () => new Refusal(403, 'La source et la destination sont le même fichier ou dossier.'),
  alreadyExists: () => new Refusal(412, 'Un fichier de ce nom existe déjà.'),
  collectionExists: () => new Refusal(405, 'Ce dossier existe déjà.', { headers: ALLOW_ON_COLLECTION }),
  bodyNotNeeded: () =>
    new Refusal(
      413,
      'Cette opération n’attend pas de contenu, et celui de la requête est trop grand. Vérifiez le réglage du logiciel ' +
        'qui envoie.',
      { closes: true },
    ),
  tooManyUploads: (max: number) =>
    new Refusal(
      429,
      `Ce compte envoie trop de fichiers à la fois (${max} au plus), celui-ci n’a pas été déposé. ` +
        'Attendez la fin des envois en cours, puis renvoyez-le.',
      { headers: { 'Retry-After': '10' } },
    ),
  /** @param sentence of the domain, with the time in it */
  tooManyDeposits: (sentence: string, retryAfterSeconds: number) =>
    new Refusal(429, sentence, { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  bodyNotExpected: () => new Refusal(415, 'Cette opération n’attend pas de contenu.'),
  destinationElsewhere: () => new Refusal(502, 'La destination n’est pas sur ce serveur de dépôt.'),
  destinationMissing: () => new Refusal(400, 'La requête ne dit pas où copier ou déplacer.'),
  preconditionFailed: () =>
    new Refusal(
      412,
      'La condition posée par la requête n’est pas remplie : le fichier a changé entre-temps.',
    ),
  locked: () =>
    new Refusal(423, 'Ce fichier est verrouillé par un autre envoi. Réessayez dans dix minutes au plus.', {
      precondition: 'lock-token-submitted',
    }),
  tooManyLocks: () => new Refusal(503, `Trop de verrous sont posés. ${RETRY_LATER}`),
  notLocked: () =>
    new Refusal(409, 'Ce verrou n’existe pas ou plus.', {
      precondition: 'lock-token-matches-request-uri',
    }),
  infiniteDepth: () =>
    new Refusal(403, 'Le contenu des sous-dossiers ne peut pas être demandé d’un seul coup.', {
      precondition: 'propfind-finite-depth',
    }),
  fileTooLarge: (maxBytes: number) =>
    new Refusal(
      413,
      `Le fichier dépasse la taille permise (${Math.floor(maxBytes / 1024 / 1024)} Mo). Vérifiez que c’est bien ` +
        'l’export de l’emploi du temps ; si oui, prévenez le support de l’ENT.',
      { closes: true },
    ),
  encodingRefused: () =>
    new Refusal(
      415,
      'Le contenu compressé pour le transport n’est pas accepté : envoyez le fichier tel quel.',
    ),
  partRefused: () => new Refusal(400, 'L’envoi par morceaux n’est pas accepté : envoyez le fichier entier.'),
  lengthNeeded: () => new Refusal(411, 'La taille du fichier manque dans la requête.'),
  quotaExceeded: () =>
    new Refusal(
      507,
      'L’espace de dépôt est plein. Supprimez des fichiers ou attendez 24 heures, puis renvoyez.',
    ),
  tooDeep: () =>
    new Refusal(507, 'Il y a trop de dossiers les uns dans les autres. Déposez à un niveau plus haut.'),
  tooManyProperties: () => new Refusal(507, 'Trop de propriétés sont attachées à ce fichier.'),
  bodyTooSlow: () =>
    new Refusal(
      408,
      'L’envoi s’est arrêté ou dure trop longtemps, rien n’a été déposé. Vérifiez la connexion, puis recommencez.',
      { closes: true },
    ),
  busy: () =>
    new Refusal(503, `Le service de dépôt est très sollicité. ${RETRY_LATER}`, {
      headers: { 'Retry-After': '30' },
    }),
  unavailable: (cause: unknown) =>
    new Refusal(
      503,
      `Le service de dépôt est momentanément indisponible, rien n’a été déposé. ${RETRY_LATER}`,
      {
        headers: { 'Retry-After': '60' },
        cause,
      },
    ),
  /** The database did not say whether it recorded the deposit, and cannot be asked. */
  undecided: (cause: unknown) =>
    new Refusal(
      503,
      'Le service de dépôt ne répond pas à temps : on ne sait pas encore si ce fichier est déposé. Renvoyez-le dans ' +
        'quelques minutes : il ne sera compté qu’une fois.',
      { headers: { 'Retry-After': '60' }, cause },
    ),
  /** A file could not be written: for want of room, or of the volume. */
  notStored: (cause: unknown) =>
    isStorageFull(cause)
      ? new Refusal(
          507,
          'Le serveur n’a plus de place, rien n’a été déposé. Prévenez son administrateur, puis renvoyez le fichier.',
          { cause },
        )
      : refusals.unavailable(cause),
  /** A file that is here cannot be read. */
  notRead: (cause: unknown) =>
    new Refusal(503, `Ce fichier ne peut pas être lu en ce moment. ${RETRY_LATER}`, {
      headers: { 'Retry-After': '60' },
      cause,
    }),
  defect: (cause: unknown) =>
    new Refusal(500, `Une erreur inattendue est survenue, rien n’a été déposé. ${RETRY_LATER}`, { cause }),
} as const;

/** Whatever was thrown, as an answer: what is not a refusal is a defect. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : refusals.defect(error);
}

/** Our words for a code that `webdav-server` sets by itself; undefined when it is no error. */
export function refusalForStatus(status: number): Refusal | undefined {
  switch (status) {
    case 404:
      return refusals.notFound();
    case 405:
      return refusals.collectionExists();
    case 409:
      return refusals.parentMissing();
    case 412:
      return refusals.alreadyExists();
    default:
      if (status < 400) return undefined;
      return status < 500
        ? new Refusal(status, 'Cette opération n’est pas possible ici.')
        : refusals.defect(new Error(`webdav-server answered ${status}`));
  }
}
