import type { CallbackRequest } from "../callbacks/request.ts";

type Random = () => number;
type Mutation = (request: CallbackRequest, random: Random) => CallbackRequest;

/** Changes a callback in one to three places, or replaces parts of it by noise. */
export function mutateCallback(request: CallbackRequest, random: Random): CallbackRequest {
  let mutated = request;
  for (let times = 1 + pick(3, random); times > 0; times--) {
    const mutation = mutations[pick(mutations.length, random)];
    mutated = mutation === undefined ? mutated : mutation(mutated, random);
  }
  return mutated;
}

const pick = (below: number, random: Random): number => Math.floor(random() * below);

const noise = (length: number, random: Random): Uint8Array =>
  Uint8Array.from({ length }, () => pick(256, random));

const withBody = (request: CallbackRequest, body: Uint8Array): CallbackRequest => ({
  ...request,
  body,
});

const textOf = ({ body }: CallbackRequest): string => new TextDecoder().decode(body);
const withText = (request: CallbackRequest, text: string): CallbackRequest =>
  withBody(request, new TextEncoder().encode(text));

/** Values that have broken readers before. */
const nasty = [
  "__proto__=1",
  "constructor[prototype]=1",
  "%",
  "%E1%A0",
  "%00",
  "a=b&a=c",
  "{",
  '{"__proto__":null}',
  "[[[[[[]]]]]]",
  "null",
  '"text"',
  "1e999",
  '{"status":{},"message_uuid":[]}',
  '{"messages":null}',
  "\u0000",
  "status=delivered",
  "id=1&status=Success",
];

const mutations: readonly Mutation[] = [
  // Bytes: flipped, cut, doubled, noise.
  (request, random) => {
    const body = Uint8Array.from(request.body);
    const at = pick(body.length, random);
    body[at] = (body[at] ?? 0) ^ (1 << pick(8, random));
    return withBody(request, body);
  },
  (request, random) =>
    withBody(request, request.body.slice(0, pick(request.body.length + 1, random))),
  (request, random) =>
    withBody(request, Buffer.concat([request.body, request.body.slice(pick(20, random))])),
  (request, random) => withBody(request, noise(pick(200, random), random)),
  // Text: a character changed, a piece moved, a field smuggled in.
  (request, random) => {
    const text = textOf(request);
    const at = pick(text.length + 1, random);
    return withText(request, text.slice(0, at) + '&=+%"{}:,0a'[pick(11, random)] + text.slice(at));
  },
  (request, random) => {
    const fields = textOf(request).split("&");
    const [moved = ""] = fields.splice(pick(fields.length, random), 1);
    fields.splice(pick(fields.length + 1, random), 0, moved);
    return withText(request, fields.join("&"));
  },
  (request, random) => {
    const fields = textOf(request).split("&");
    fields.splice(pick(fields.length, random), 1);
    return withText(request, fields.join("&"));
  },
  // The border between a name and its value, which some signatures do not cover.
  (request, random) => {
    const fields = textOf(request).split("&");
    const at = pick(fields.length, random);
    const joined = (fields[at] ?? "").replace("=", "");
    const cut = pick(joined.length + 1, random);
    fields[at] = `${joined.slice(0, cut)}=${joined.slice(cut)}`;
    return withText(request, fields.join("&"));
  },
  (request, random) => withText(request, nasty[pick(nasty.length, random)] ?? ""),
  (request, random) =>
    withText(request, `${textOf(request)}&${nasty[pick(nasty.length, random)] ?? ""}`),
  // The URL.
  (request, random) => {
    const at = pick(request.url.length + 1, random);
    const inserted = "?&=#/%a0:@"[pick(10, random)] ?? "";
    return { ...request, url: request.url.slice(0, at) + inserted + request.url.slice(at) };
  },
  (request, random) => ({
    ...request,
    url: request.url.slice(0, pick(request.url.length, random)),
  }),
  (request, random) => ({ ...request, url: `${request.url}?${nasty[pick(nasty.length, random)]}` }),
  (request) => ({ ...request, url: "" }),
  // The tail of the URL moved into the body: some signatures join the two without a border.
  (request, random) => {
    const cut = request.url.length - pick(12, random);
    const moved = `${encodeURIComponent(request.url.slice(cut))}=`;
    return withText({ ...request, url: request.url.slice(0, cut) }, `${moved}&${textOf(request)}`);
  },
  // Headers, method, purpose and token.
  (request, random) => {
    const headers = new Headers(request.headers);
    const names = [...headers.keys()];
    headers.delete(names[pick(names.length, random)] ?? "none");
    return { ...request, headers };
  },
  (request, random) => {
    const headers = new Headers(request.headers);
    const [name, value] = [...headers][pick([...headers].length, random)] ?? ["x-none", ""];
    const at = pick(value.length + 1, random);
    const changed = value.slice(0, at) + "aA0=.,/ "[pick(8, random)] + value.slice(at + 1);
    headers.set(name, changed);
    return { ...request, headers };
  },
  (request, random) => {
    const types = ["application/json", "application/x-www-form-urlencoded", "text/plain", ""];
    const headers = new Headers(request.headers);
    headers.set("content-type", types[pick(types.length, random)] ?? "");
    return { ...request, headers };
  },
  (request, random) => ({
    ...request,
    method: ["GET", "POST", "PUT", "HEAD", "", "get"][pick(6, random)] ?? "",
  }),
  (request) => ({ ...request, purpose: request.purpose === "status" ? "inbound" : "status" }),
  (request, random) => ({ ...request, token: Buffer.from(noise(16, random)).toString("hex") }),
  (request, random) => ({
    ...request,
    token: (request.token ?? "").slice(0, pick((request.token ?? "").length + 1, random)),
  }),
];
