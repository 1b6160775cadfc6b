import type { CallbackRequest } from "../../callbacks/request.ts";

/**
 * URLs that Twilio may have called instead of the configured one (`called`): another host, scheme
 * or path, a slash at the end, or no query. They come from the request and prove nothing; a
 * signature that fits one of them tells what is wrong with the configured URL.
 */
export function guessUrls({ url, headers }: CallbackRequest, called: string): string[] {
  const known = [called, url].map((address) => /^https?:\/\/([^/?#]*)(.*)$/.exec(address) ?? []);
  const hosts = [
    ...known.map(([, host]) => host),
    headers.get("x-forwarded-host"),
    headers.get("host"),
  ].filter((host) => host);
  const paths = known.flatMap(([, , path = ""]) => [
    path,
    path.replace(/(\?|$)/, "/$1"),
    path.replace(/\?.*$/, ""),
  ]);
  const guesses = hosts.flatMap((host) =>
    paths.flatMap((path) => [`https://${host}${path}`, `http://${host}${path}`]),
  );
  return [...new Set(guesses)];
}
