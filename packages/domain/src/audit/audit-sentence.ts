import { DECISION_LABELS, type Decision } from '../decisions/decision.js';
import type { MatchKind } from '../directory/match.js';
import { MATCH_KIND_NOUNS } from '../directory/match-kind-nouns.js';
import { participleOf } from '../text/french-noun.js';
import { capitalised, frenchDecimal, frenchSpacing } from '../text/french.js';
import { isThresholdCode, THRESHOLDS } from '../thresholds/threshold-catalogue.js';

/** What was done, as the audit trail keeps it. */
export interface AuditedAction {
  /** `threshold.changed`, `deposit_account.created`… */
  readonly action: string;
  /** A code, a login, an import id. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Where the subject is an id that nobody reads, what people call it. */
type NameOf = (subject: string) => string | undefined;

/** « Compte d’accès emp.jean.petit créé », in French; who did it and when stand beside it. */
export function auditSentence({ action, subject, detail }: AuditedAction, nameOf: NameOf): string {
  return frenchSpacing(sentenceOf({ action, subject, detail }, nameOf));
}

function sentenceOf({ action, subject, detail }: AuditedAction, nameOf: NameOf): string {
  switch (action) {
    case 'campus.created':
      return 'Cité scolaire déclarée';
    case 'campus.changed':
      return 'Nom, zone ou établissements de la cité scolaire modifiés';
    case 'import_settings.changed':
      return 'Réglages d’import modifiés';
    case 'threshold.changed':
      return thresholdSentenceOf(subject, detail);
    case 'school_year.opened':
      return `Année scolaire ${subject} ouverte`;
    case 'school_year.opening_undone':
      return `Ouverture de l’année scolaire ${subject} annulée`;
    case 'closures.changed':
      return `Périodes de fermeture modifiées : ${nameOf(subject) ?? 'un établissement'}`;
    case 'directory.replaced':
      return 'Annuaire mis à jour';
    case 'match.decided':
      return matchSentence(subject, detail['after'] === null ? 'inconnu de l’ENT' : 'rapproché à la main');
    case 'match.forgotten':
      return matchSentence(subject, 'rapproché de nouveau par les imports');
    case 'session.edited':
      return 'Séance modifiée à la main';
    case 'account.created':
      return `Compte ${subject} créé`;
    case 'account.rights_changed':
      return `Droits du compte ${subject} modifiés par l’ENT`;
    case 'account.changed':
      return `Compte ${subject} modifié`;
    case 'deposit_account.created':
      return `Compte d’accès ${subject} créé`;
    case 'deposit_account.changed':
      return `Notification du compte d’accès ${subject} modifiée`;
    case 'deposit_account.deleted':
      return `Compte d’accès ${subject} supprimé`;
    case 'deposit_account.password_changed':
      return `Mot de passe du compte d’accès ${subject} renouvelé`;
    case 'account.sign_in_refused':
      return `Mot de passe refusé pour le compte ${subject}${fromWhere(detail)}`;
    case 'deposit_account.sign_in_refused':
      return `Mot de passe refusé pour le compte d’accès ${subject}${fromWhere(detail)}`;
    case 'deposits.refused':
      return `Fichiers du compte ${subject} refusés : trop d’envois`;
    default:
      return decisionSentence(action, detail) ?? 'Autre action';
  }
}

const fromWhere = ({ address }: AuditedAction['detail']): string =>
  typeof address === 'string' ? `, depuis ${address}` : '';

function decisionSentence(action: string, detail: AuditedAction['detail']): string | undefined {
  const decision = action.replace(/^import\./, '');
  if (decision === action || !isDecision(decision)) return undefined;
  const reason = detail['reason'];
  return `Import ${DECISION_LABELS[decision]}${typeof reason === 'string' ? ` : « ${reason} »` : ''}`;
}

const isDecision = (text: string): text is Decision => text in DECISION_LABELS;

function matchSentence(kind: string, done: string): string {
  if (!isMatchKind(kind)) return 'Rapprochement modifié';
  const noun = MATCH_KIND_NOUNS[kind];
  return `${capitalised(noun.singular)} ${participleOf(1, noun, done)}`;
}

const isMatchKind = (text: string): text is MatchKind => text in MATCH_KIND_NOUNS;

function thresholdSentenceOf(code: string, { before, after }: AuditedAction['detail']): string {
  const label = isThresholdCode(code) ? THRESHOLDS[code].label : 'd’une autre version';
  return `Seuil modifié (${label}) : ${settingOf(before)} → ${settingOf(after)}`;
}

function settingOf(setting: unknown): string {
  if (typeof setting !== 'object' || setting === null) return 'inconnu';
  const { limit, blocking, minCount }: { limit?: unknown; blocking?: unknown; minCount?: unknown } = setting;
  return [
    ...(typeof limit === 'number' ? [`${frenchDecimal(limit)} %`] : []),
    blocking === true ? 'bloquant' : 'non bloquant',
    ...(typeof minCount === 'number' && minCount > 0 ? [`à partir de ${minCount}`] : []),
  ].join(', ');
}
