import type { ApiErrorCode, FieldError, ProblemBody } from '@timetable/contracts';

/** The API refused: `message` is its French sentence, for people. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly title: string;
  /** What an operator asks for when nobody understands. */
  readonly requestId: string;
  readonly fields: readonly FieldError[];
  /** Members of this code: by which import it is `locked`, the hash of the changed plan. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Seconds; undefined when the API does not say. */
  readonly retryAfterS: number | undefined;

  constructor(
    { code, status, title, detail, requestId, errors = [], ...extra }: ProblemBody,
    retryAfterS?: number,
  ) {
    super(detail);
    this.code = code;
    this.status = status;
    this.title = title;
    this.requestId = requestId;
    this.fields = errors;
    this.extra = extra;
    this.retryAfterS = retryAfterS;
  }
}

/** Nobody answered: the network, or the server, is away. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(options?: ErrorOptions) {
    super('Le serveur ne répond pas. Vérifiez votre connexion à Internet.', options);
  }
}

export const isApiRefusal = (error: unknown, ...codes: readonly ApiErrorCode[]): error is ApiRefusal =>
  error instanceof ApiRefusal && (codes.length === 0 || codes.includes(error.code));
