export { hashPassword, verifyPassword } from './accounts/password-hash.js';
