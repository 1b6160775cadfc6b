import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { newUuid, openDatabase, systemClock, toPublicId } from "@nx/core";
import { createTestDatabase, openWithoutFilters, type TestDatabase } from "@nx/core/testing";
import { settled, settledMoney } from "@nx/gateway/testing";
import { createApp } from "./app.ts";
import { readEnvironment } from "./environment.ts";
import { createSystem } from "./system.ts";
import { keys } from "./testing/api-process.ts";
import { isolationRoutes, type Question } from "./testing/isolation-routes.ts";
import {
  ask,
  type Credentials,
  type Furnished,
  found,
  furnish,
  type Known,
  type Reply,
  type World,
} from "./testing/organizations.ts";
import { type Rows, rowsOf } from "./testing/rows-of.ts";

describe.each([
  ["pglite", "its filters", openDatabase],
  ["postgres", "its filters", openDatabase],
  ["pglite", "row-level security alone", openWithoutFilters],
  ["postgres", "row-level security alone", openWithoutFilters],
] as const)("organizations [%s] are kept apart by %s", (kind, _, open) => {
  let server: TestDatabase | undefined;
  let world: World;
  /** Has everything, and is what the others must never learn of. */
  let theirs: Furnished;
  let theirRows: Rows;
  let marks: string[];
  let askers: Readonly<Record<string, Credentials>>;
  let before: Map<string, Reply>;
  let cursor: string | undefined;

  beforeAll(async () => {
    server = kind === "postgres" ? await createTestDatabase() : undefined;
    const { environment, problems } = readEnvironment({
      ...keys,
      ENVIRONMENT: "test",
      LOG_LEVEL: "silent",
      DATA_DIR: "memory://",
      WORKER: "off",
      WEBHOOK_NETWORKS: "127.0.0.1/32",
    });
    const database = await open({ url: server?.url ?? "memory://" });
    const system = await createSystem(
      environment,
      problems,
      () => {},
      async () => database,
    );
    await system.start();
    world = { system, app: createApp(system) };

    const ours = await furnish(world, "wombat", "222000");
    const { owner } = await found(world, "numbat");
    askers = {
      "an owner": ours.owner,
      "a key": ours.key,
      "a test key": ours.testKey,
      "a page's key": ours.publishableKey,
      "an owner of nothing": owner,
    };
    await settledMoney(database);
    before = await answers();
    cursor = /^id: (.+)$/m.exec((await streamOf(ours.key)).text)?.[1];
    theirs = await furnish(world, "quokka", "111000");
    await settledMoney(database);
    theirRows = await rowsOf(database, theirs.id);
    marks = marksOf(theirs, theirRows);
  }, 180_000);
  afterAll(async () => {
    await world.system.stop();
    await server?.drop();
  });

  const streamOf = (by: Credentials, headers: Credentials = {}) =>
    ask(world, { ...by, ...headers }, "GET", "/v1/events/stream");

  /** What each asker sees of its own, of every route that has no more to it. */
  const answers = async (): Promise<Map<string, Reply>> => {
    const all = new Map<string, Reply>();
    for (const [route, proof] of Object.entries(isolationRoutes)) {
      const [method = "", path = ""] = route.split(" ");
      if ("open" in proof || proof.moves || proof.grows || method !== "GET" || path.includes(":"))
        continue;
      for (const [name, by] of Object.entries(askers))
        all.set(`${name}: ${route}`, await ask(world, by, method, path));
    }
    return all;
  };

  const leaks = ({ headers, text }: Reply, asked: string): string[] => {
    const told = `${JSON.stringify([...headers])}${text}`;
    // What they said themselves may come back.
    return marks.filter((mark) => told.includes(mark) && !asked.includes(mark));
  };

  test("every route is proved, or open for a reason", () => {
    const routes = world.app.routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(Object.keys(isolationRoutes))).toEqual(new Set(routes));
  });

  test("the organization has something in every table", () => {
    const empty = Object.keys(theirRows).filter((name) => theirRows[name]?.length === 0);
    expect(empty).toEqual([]);
  });

  test("others see the same whether it exists or not", async () => {
    const after = await answers();
    for (const [name, reply] of after) {
      expect([name, comparable(reply)]).toEqual([name, comparable(before.get(name))]);
      expect([name, leaks(reply, "")]).toEqual([name, []]);
    }
  }, 60_000);

  test("a stream that goes on from before it existed tells nothing of it", async () => {
    expect(cursor).toBeDefined();
    await settled(world.system.database);
    const reply = await streamOf(askers["a key"] ?? {}, { "last-event-id": cursor ?? "" });
    expect([reply.status, leaks(reply, "")]).toEqual([200, []]);
  }, 60_000);

  test("whatever is asked of it is answered as of what exists nowhere", async () => {
    const none = inventedFor(theirs.known);
    // Whoever has written to a phone sees it in their own lists from then on.
    const readsFirst = Object.entries(isolationRoutes).sort(
      ([a], [b]) => Number(b.startsWith("GET")) - Number(a.startsWith("GET")),
    );
    for (const [route, proof] of readsFirst) {
      if ("open" in proof) continue;
      const [questions, others] = [proof.questions(theirs.known), proof.questions(none)];
      for (const [name, by] of Object.entries(askers))
        for (const [n, question] of questions.entries()) {
          if (!mayAsk(name, route)) continue;
          const theirReply = await askAbout(by, route, question);
          const noReply = await askAbout(by, route, others[n] ?? {});
          const label = `${name}: ${route} ${JSON.stringify(question)}`;
          expect([label, leaks(theirReply, JSON.stringify(question))]).toEqual([label, []]);
          expect([label, theirReply.status]).toEqual([label, noReply.status]);
          if (!proof.grows)
            expect([label, comparable(theirReply, theirs.known, proof.moves)]).toEqual([
              label,
              comparable(noReply, none, proof.moves),
            ]);
          // Without filters an id may lead to what is one's own.
          if (open === openDatabase && question.at?.some((id) => id !== "VND" && id.includes("_")))
            expect([label, theirReply.status >= 400 || theirReply.status === 204]).toEqual([
              label,
              true,
            ]);
        }
    }
  }, 180_000);

  test("nothing of it was touched", async () => {
    expect(await rowsOf(world.system.database, theirs.id)).toEqual(theirRows);
  }, 60_000);

  const askAbout = (by: Credentials, route: string, question: Question): Promise<Reply> => {
    const [method = "", path = ""] = route.split(" ");
    const parts = [...(question.at ?? [])];
    const filled = path.replace(/:\w+/g, () => encodeURIComponent(parts.shift() ?? ""));
    const query = new URLSearchParams(question.query).toString();
    const headers = { ...by, ...question.headers };
    return ask(world, headers, method, query ? `${filled}?${query}` : filled, question.body);
  };
});

/** A code for a server's user would have to be sent, and nobody sends here. */
const mayAsk = (name: string, route: string): boolean =>
  route !== "POST /v1/otp/request" || name === "a page's key";

/** Everything by which the organization could be recognized: names, phones, and all ids of its rows. */
const marksOf = ({ known }: Furnished, rows: Rows): string[] => {
  const uuids = JSON.stringify(rows).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  const nil = /^0{8}-/;
  const ids = [...new Set(uuids)].filter((id) => !nil.test(id));
  return [
    "quokka",
    "2111000",
    "3111000",
    known.phone,
    ...ids,
    ...ids.map((id) => toPublicId("x", id).slice(2)),
  ];
};

const publicId = /[0-9a-z]{26}$/;

/** Well-formed ids of the same kinds that exist nowhere. */
const inventedFor = (known: Known): Known => {
  const invent = (text: string): string =>
    publicId.test(text)
      ? text.replace(publicId, toPublicId("x", newUuid(systemClock)).slice(2))
      : text.replaceAll("quokka", "nobody").replace(/1000$/, "1999");
  const { messages, ...others } = known;
  return { ...mapped(others, invent), messages: messages.map(invent) };
};

const mapped = <T extends Readonly<Record<keyof T, string>>>(
  texts: T,
  change: (text: string) => string,
): T => {
  const copy = { ...texts };
  for (const name in copy) Object.assign(copy, { [name]: change(copy[name]) });
  return copy;
};

/** Differ between any two requests. */
const ofTheRequest = /^(x-request-id|date|x-ratelimit-.*|ratelimit.*|retry-after)$/;

/** A reply without what differs between any two requests, and without what was asked for. */
const comparable = (reply: Reply | undefined, known?: Known, moves = false) => {
  if (reply === undefined) return undefined;
  const isMade = known !== undefined && (reply.status < 300 || moves);
  const clean = (text: string): string => {
    let cleaned = text.replace(/"requestId":"[^"]*"/g, "").replace(/^id: (\S+)/gm, withoutSecond);
    for (const value of known ? [...known.messages, ...Object.values(known).filter(isText)] : [])
      cleaned = cleaned.replaceAll(value, "?");
    // What a request has just made has an id and a time of its own.
    return isMade ? cleaned.replace(madeJustNow, "?") : cleaned;
  };
  const headers = [...reply.headers].filter(([name]) => !ofTheRequest.test(name));
  return {
    status: reply.status,
    headers: headers.map(([name, value]) => [name, clean(value)]).sort(),
    text: clean(reply.text),
  };
};

/** A place in the stream says in which second it was read. */
const withoutSecond = (_: string, cursor: string): string =>
  `id: ${Buffer.from(cursor, "base64url").toString().replace(/ \d+ /, " ? ")}`;

const madeJustNow =
  /\b[a-z]{2,4}_[0-9A-Za-z]{26}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|"[0-9a-f]{64}"|"seq":\d+|"reference":"[^"]{3}"|"last4":"[^"]{4}"|\b(sk_live|invite)_[\w-]+|\bwhsec_[\w+/=]+/g;

const isText = (value: unknown): value is string => typeof value === "string";
