/** What there is help about, as the address says it: one per screen. Their texts are loaded when one is opened. */
export type HelpTopicName =
  | 'tableau-de-bord'
  | 'importer'
  | 'import'
  | 'rapprochements'
  | 'emploi-du-temps'
  | 'comptes'
  | 'seuils'
  | 'annee'
  | 'fermetures'
  | 'reglages'
  | 'parc'
  | 'connexion'
  | 'mes-depots';

/** Of the pages for which nobody is signed in. */
export const PUBLIC_HELP = ['connexion', 'mes-depots'] as const satisfies readonly HelpTopicName[];

/** Below the campus whose pages one comes from, or alone. */
export const HELP_PATH = 'aide';
