/**
 * The address of the door with its login and password inside, as EDT's dialog asks for it: a secret, like the password.
 * @param url `https://host/webdav/campus/`
 */
export function completeDepositUrl(url: string, login: string, password: string): string {
  return url.replace('://', `://${encodeURIComponent(login)}:${encodeURIComponent(password)}@`);
}
