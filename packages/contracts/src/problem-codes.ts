import { z } from 'zod';

/**
 * Every stable error code of the API with the HTTP status it comes with and its title on screen.
 * Clients branch on the code; the title and `detail` are for people.
 */
export const API_ERRORS = {
  validation_failed: { status: 400, title: 'Données invalides' },
  too_complex: { status: 400, title: 'Contenu trop complexe' },
  unauthenticated: { status: 401, title: 'Connexion nécessaire' },
  link_expired: { status: 401, title: 'Lien périmé' },
  bad_credentials: { status: 401, title: 'Identifiant ou mot de passe incorrect' },
  forbidden: { status: 403, title: 'Accès refusé' },
  not_found: { status: 404, title: 'Introuvable' },
  not_acceptable: { status: 406, title: 'Format de réponse non disponible' },
  upload_too_slow: { status: 408, title: 'Envoi trop lent' },
  campus_exists: { status: 409, title: 'Cité scolaire déjà déclarée' },
  establishment_exists: { status: 409, title: 'Établissement déjà déclaré' },
  account_exists: { status: 409, title: 'Compte déjà créé' },
  too_many_accounts: { status: 409, title: 'Nombre maximal de comptes atteint' },
  first_import_required: { status: 409, title: 'Premier import manuel requis' },
  school_year_exists: { status: 409, title: 'Année scolaire déjà ouverte' },
  school_year_kept: { status: 409, title: 'Ouverture maintenue' },
  plan_changed: { status: 409, title: 'Le plan d’import a changé' },
  directory_emptied: { status: 409, title: 'Annuaire presque vide' },
  directory_changed: { status: 409, title: 'Annuaire à envoyer de nouveau' },
  directory_under_way: { status: 409, title: 'Annuaire académique en cours' },
  superseded: { status: 409, title: 'Import remplacé par un plus récent' },
  already_decided: { status: 409, title: 'Décision déjà prise' },
  not_cancellable: { status: 409, title: 'Import déjà terminé' },
  not_interrupted: { status: 409, title: 'Import non interrompu' },
  source_deleted: { status: 410, title: 'Fichier supprimé' },
  precondition_failed: { status: 412, title: 'Modifié entre-temps' },
  payload_too_large: { status: 413, title: 'Envoi trop volumineux' },
  unsupported_media_type: { status: 415, title: 'Type de contenu non pris en charge' },
  file_required: { status: 422, title: 'Fichier manquant' },
  empty_file: { status: 422, title: 'Fichier vide' },
  directory_unreadable: { status: 422, title: 'Annuaire illisible' },
  unknown_establishment: { status: 422, title: 'Établissement inconnu' },
  unknown_user: { status: 422, title: 'Utilisateur inconnu' },
  unknown_target: { status: 422, title: 'Rapprochement impossible' },
  locked: { status: 423, title: 'Import en cours' },
  too_many_requests: { status: 429, title: 'Trop de tentatives' },
  too_many_deposits: { status: 429, title: 'Trop de fichiers envoyés' },
  internal_error: { status: 500, title: 'Erreur interne' },
  unavailable: { status: 503, title: 'Service momentanément indisponible' },
  deposit_undecided: { status: 503, title: 'Réception du fichier incertaine' },
  storage_full: { status: 507, title: 'Espace de stockage plein' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ApiErrorCode = keyof typeof API_ERRORS;

const isErrorCode = (code: string): code is ApiErrorCode => code in API_ERRORS;
const API_ERROR_CODES: readonly ApiErrorCode[] = Object.keys(API_ERRORS).filter(isErrorCode);

export const fieldErrorSchema = z.object({
  /** Dotted path in the body: `teachers.12.lastName`. */
  field: z.string(),
  message: z.string(),
});
export type FieldError = z.output<typeof fieldErrorSchema>;

/** RFC 9457 body of every error. Codes add members of their own: `locked` says by which import, for instance. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(API_ERROR_CODES),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(fieldErrorSchema).optional(),
});
export type ProblemBody = z.output<typeof problemSchema>;
