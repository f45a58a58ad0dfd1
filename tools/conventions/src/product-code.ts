const PRODUCT = /^(packages|apps)\/[^/]+\/src\/.+\.tsx?$|^(activities|workflows)\/src\/.+\.ts$/;
const TEST = /\.test(-support)?\.tsx?$/;

/** Whether a path is code that schools run: no test, nothing of `tools`. */
export const isProductCode = (path: string): boolean => PRODUCT.test(path) && !TEST.test(path);
