/** A browser in which people signed in before. */
export interface Device {
  readonly id: string;
  /** Whose, the latest last, each with the key that their account had. */
  readonly people: readonly { readonly login: string; readonly key: string }[];
}
