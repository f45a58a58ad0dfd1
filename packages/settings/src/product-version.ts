/** What people say they use when they ask for help: that of the package. */
export const PRODUCT_VERSION = '0.1.0';
