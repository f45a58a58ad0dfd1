import { z } from 'zod';
import type { Product } from './product.js';

const partSchema = z.enum(['postgres', 'temporal', 'api', 'deposit', 'worker']);
const orderSchema = z.object({
  id: z.number(),
  order: z.enum(['pid', 'suspend', 'resume']),
  part: partSchema,
});

/** What whoever launched us as a child process may ask: the tests stop Temporal or kill the worker that way. */
export type ProductOrder = z.infer<typeof orderSchema>;
export interface ProductAnswer {
  readonly id: number;
  readonly pid?: number;
  readonly error?: string;
}

/** Says `ready` to the parent, then answers its orders. Does nothing when there is no channel to a parent. */
export function acceptOrders(product: Product): void {
  if (!process.connected) return;
  process.on('message', (message: unknown) => {
    const { id, order, part } = orderSchema.parse(message);
    const done = order === 'pid' ? Promise.resolve() : product[order](part);
    done.then(
      () => {
        const pid = product.pid(part);
        send({ id, ...(pid === undefined ? {} : { pid }) });
      },
      (error: unknown) => {
        send({ id, error: String(error) });
      },
    );
  });
  process.send?.({ ready: product.description });
}

function send(answer: ProductAnswer): void {
  if (process.connected) process.send?.(answer);
}
