/** Roles of the accounts of people who sign in. */
export type StaffRole = 'operator' | 'manager' | 'viewer';

/** When a person with an account is written to. */
export const MAIL_PREFERENCE_LABELS = {
  at_once: 'Dès qu’il y a un problème',
  daily_digest: 'Un résumé par jour',
  never: 'Jamais',
} as const;

export type MailPreference = keyof typeof MAIL_PREFERENCE_LABELS;

/** Until the person chooses: who has to act is told at once, who only looks is not told. */
export const DEFAULT_MAIL_PREFERENCE: Readonly<Record<StaffRole, MailPreference>> = {
  operator: 'at_once',
  manager: 'at_once',
  viewer: 'never',
};

/** How soon a fact is worth a mail: news, or what can wait for a summary. */
export type NotificationUrgency = 'at_once' | 'daily_digest';

/**
 * How a person who asked for that is told of it; undefined: not at all. What is no news goes to those alone who asked for a
 * daily summary.
 */
export function deliveryTo(
  preference: MailPreference,
  urgency: NotificationUrgency,
): NotificationUrgency | undefined {
  switch (preference) {
    case 'at_once':
      return urgency === 'at_once' ? 'at_once' : undefined;
    case 'daily_digest':
      return 'daily_digest';
    case 'never':
      return undefined;
  }
}
