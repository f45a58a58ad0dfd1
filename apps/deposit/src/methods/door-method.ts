import type { Readable } from 'node:stream';
import type { v2 } from 'webdav-server';
import { send, type Answer } from '../http/answer.js';
import { refusalOf } from '../http/refusal.js';
import type { RequestContext, RequestContexts } from '../http/request-context.js';

/**
 * A verb of ours, in the shape `webdav-server` calls. Only the streaming form is offered: for the other one the package
 * would first allocate as much memory as the client announces.
 */
export abstract class DoorMethod implements v2.HTTPMethod {
  constructor(private readonly contexts: RequestContexts) {}

  /** @throws Refusal */
  protected abstract answer(context: RequestContext): Promise<Answer> | Answer;

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
    await send(context.request, context.response, await this.answer(context));
  }
}
