/** The product cannot start and the person in front of it can act: `message` says in French what happened and what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
