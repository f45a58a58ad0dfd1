export { SignedTokens, type SignedTokensOptions } from './signed-tokens.js';
