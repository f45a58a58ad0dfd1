/** A folder that somebody named cannot be made, or is none of ours: `message` says in French what is wrong with it and what to do. */
export class FolderUnusable extends Error {
  override readonly name = 'FolderUnusable';

  constructor(
    message: string,
    /** Where another one is named: a variable, or an option of a command. */
    readonly setting: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
