import type { Readable } from 'node:stream';
import type { v2 } from 'webdav-server';
import { send, type Answer } from '../http/answer.js';
import { refusalOf } from '../http/refusal.js';
import type { RequestContext, RequestContexts } from '../http/request-context.js';

/** A verb of ours. */
export interface DoorMethod {
  /** @throws Refusal */
  answer(context: RequestContext): Promise<Answer> | Answer;
}

/**
 * A verb of ours in the shape that `webdav-server` calls. Only the streaming form is offered: for the other one the
 * package would first allocate as much memory as the client announces.
 */
export class HttpMethod implements v2.HTTPMethod {
  constructor(
    private readonly method: DoorMethod,
    private readonly contexts: RequestContexts,
  ) {}

  chunked(ctx: v2.HTTPRequestContext, _body: Readable, exit: () => void): void {
    const context = this.contexts.of(ctx.request);
    this.#serve(context).then(exit, (error: unknown) => {
      context.refusal = refusalOf(error);
      exit();
    });
  }

  isValidFor(): boolean {
    return true;
  }

  async #serve(context: RequestContext): Promise<void> {
    await send(context.request, context.response, await this.method.answer(context));
  }
}
