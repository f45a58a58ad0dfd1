/** Something in the repository that breaks a convention. */
export interface Offence {
  /** The name, path or text that offends. */
  readonly key: string;
  /** Where it is, and what is wrong with it. */
  readonly message: string;
}

/** A file as a rule sees it; `path` from the root of the repository, with slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}
