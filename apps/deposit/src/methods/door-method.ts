import type { Readable } from 'node:stream';
import type { v2 } from 'webdav-server';
import { send, type Answer } from '../http/answer.js';
import { refusalOf } from '../http/refusal.js';
import type { Visit, VisitBook } from '../http/visit.js';

/**
 * A verb of ours, in the shape `webdav-server` calls. Only the streaming form is offered: for the other one the package
 * would first allocate as much memory as the client announces.
 */
export abstract class DoorMethod implements v2.HTTPMethod {
  constructor(private readonly visits: VisitBook) {}

  /** @throws Refusal */
  protected abstract answer(visit: Visit): Promise<Answer> | Answer;

  chunked(ctx: v2.HTTPRequestContext, _body: Readable, exit: () => void): void {
    const visit = this.visits.of(ctx.request);
    this.#serve(visit).then(exit, (error: unknown) => {
      visit.refusal = refusalOf(error);
      exit();
    });
  }

  isValidFor(): boolean {
    return true;
  }

  async #serve(visit: Visit): Promise<void> {
    await send(visit.request, visit.response, await this.answer(visit));
  }
}
