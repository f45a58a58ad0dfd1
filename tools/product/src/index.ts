export { ApiClient, ApiFailure } from './api-client.js';
export { DataDirectory } from './data-directory.js';
export type { ProductAnswer, ProductOrder } from './orders.js';
export { type ProductDescription, productDescriptionSchema, runningProduct } from './product-description.js';
export { Product, type ProductPart } from './product.js';
export { stopOnSignals } from './stop-on-signals.js';
export { temporalAttributes } from './servers.js';
