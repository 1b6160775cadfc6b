import { callbackUrlFor } from "../../callbacks/callback-url.ts";

/**
 * The query of a status callback names the attempt and ends in a mark. Twilio's signature joins URL
 * and parameters without a border, so somebody who saw a signed request could move the tail of the
 * URL into the parameters: then the mark is gone, and the request is refused.
 */
const query = /^(?:\?attempt=(?<attempt>[A-Za-z0-9_-]{1,40})&end=1)?$/;

/** The same with the hash of a JSON body, which Twilio appends. */
const hashedQuery =
  /^\?(?:attempt=(?<attempt>[A-Za-z0-9_-]{1,40})&end=1&)?bodySHA256=(?<hash>[0-9a-f]{64})$/;

/** Where Twilio reports about one attempt. */
export const statusCallbackUrl = (callbackUrl: string, attempt: string): string =>
  `${callbackUrlFor(callbackUrl, "status")}?attempt=${encodeURIComponent(attempt)}&end=1`;

/** What the query of a callback holds, or `undefined` for one that we never gave to Twilio. */
export function readQuery(url: string): { attempt?: string; hash?: string } | undefined {
  const start = url.indexOf("?");
  const text = start < 0 ? "" : url.slice(start);
  const match = query.exec(text) ?? hashedQuery.exec(text);
  if (match === null) return undefined;
  const { attempt, hash } = match.groups ?? {};
  return { ...(attempt && { attempt }), ...(hash && { hash }) };
}
