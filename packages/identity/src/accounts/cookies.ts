import { absoluteMs, csrfTokenOf, isSessionToken } from "./session-token.ts";

const sessionCookie = "__Host-sid";
/** For our own pages to read and to send back in `X-CSRF-Token`. The cookie itself proves nothing. */
const csrfCookie = "__Host-csrf";

/** The session token that a request carries, if it carries one. */
export const sessionTokenOf = (request: Request): string | undefined => {
  const header = request.headers.get("cookie");
  const token = header && new Bun.CookieMap(header).get(sessionCookie);
  return token && isSessionToken(token) ? token : undefined;
};

/** `Set-Cookie` values that begin a session in the browser. */
export const cookiesOf = (token: string): string[] => [
  serialize(sessionCookie, token, absoluteMs / 1000, true),
  serialize(csrfCookie, csrfTokenOf(token), absoluteMs / 1000, false),
];

/** `Set-Cookie` values that end it. */
export const noCookies = (): string[] => [
  serialize(sessionCookie, "", 0, true),
  serialize(csrfCookie, "", 0, false),
];

const serialize = (name: string, value: string, maxAge: number, httpOnly: boolean): string =>
  new Bun.Cookie({
    name,
    value,
    maxAge,
    httpOnly,
    path: "/",
    secure: true,
    sameSite: "lax",
  }).toString();
