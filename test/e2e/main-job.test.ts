// The main job through the three real processes, on the embedded servers.
import { describeMainJob } from '../support/main-job.js';
import { RunningProduct } from '../support/product.js';

describeMainJob((env) => RunningProduct.start({ env }));
