/** User and password of a Basic header; `undefined` where there is none. */
export function basicAuth(headers: Headers): { user: string; password: string } | undefined {
  const coded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!coded) return undefined;
  const plain = Buffer.from(coded, "base64").toString("utf8");
  const colon = plain.indexOf(":");
  if (colon < 0) return undefined;
  return { user: plain.slice(0, colon), password: plain.slice(colon + 1) };
}
