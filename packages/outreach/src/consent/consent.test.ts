import { beforeEach, describe, expect, test } from "bun:test";
import { createLogger, type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { createGateway, type Gateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import { forgetAnswers } from "./forget-answers.ts";
import { createConsent, type KeywordsAndLists } from "./index.ts";
import { type ConsentSettings, consentSettingsOf } from "./settings.ts";

const phone = "+84912345678";
const by = { actor: "user:usr_1" };

describeOnDatabases("keywords and lists", (open) => {
  let database: Database;
  let organizationId: string;
  let gateway: Gateway;
  let consent: KeywordsAndLists;
  let settings: ConsentSettings;
  beforeEach(async () => {
    database = await open();
    organizationId = newUuid(systemClock);
    settings = consentSettingsOf(undefined)(organizationId);
    const logger = createLogger({ level: "silent" });
    const provider = recordingProvider(undefined, "one");
    gateway = createGateway({
      ...{ database, logger, dispatch: false },
      routing: () => ({ accounts: [{ id: "one", provider, window: 1 }], rules: [] }),
      readConsent: (organization, said) => consent.readKeyword(organization, said),
      answerKeyword: (organization, keyword) => consent.answerKeyword(organization, keyword),
    });
    const newId = () => newUuid(systemClock);
    consent = createConsent(
      { database, gateway, logger, newId, clock: systemClock },
      () => settings,
    );
  });

  const say = (text: string, { from = phone, id = newUuid(systemClock) } = {}) =>
    gateway.receive(organizationId, "one", {
      ...{ reports: [], consents: [] },
      inbound: [{ from, to: "8099", text, providerMessageId: id }],
    });
  /** Texts that were sent to them. */
  const answers = async () => {
    const { data } = await gateway.list(organizationId, { direction: "outbound" });
    return data.map(({ body }) => body);
  };
  const anHourLater = () =>
    database.orm.execute(sql`
      update keyword_answers set answered_at = answered_at - interval '61 minutes'`);

  describe("an answer", () => {
    test("confirms a STOP to who has just opted out, from the number that they wrote to", async () => {
      await say("Stop.");
      const { data } = await gateway.list(organizationId, { direction: "outbound" });
      expect(data).toMatchObject([
        { to: phone, from: "8099", body: settings.stopTexts.en, category: "transactional" },
      ]);
    });

    test("speaks the language of the word", async () => {
      await say("Từ chối");
      expect(await answers()).toEqual([settings.stopTexts.vi]);
    });

    test("is sent once, however often and wherever the provider brings the STOP", async () => {
      await Promise.all(Array.from({ length: 5 }, () => say("STOP", { id: "MO1" })));
      await say("STOP", { id: "MO1" });
      expect(await answers()).toHaveLength(1);
    });

    test("goes to a number once an hour, so that machines do not talk for ever", async () => {
      await Promise.all(["STOP", "HUY", "QUIT", "TC"].map((text) => say(text)));
      expect(await answers()).toHaveLength(1);
      await anHourLater();
      await say("STOP");
      expect(await answers()).toHaveLength(2);
      await anHourLater();
      await forgetAnswers({ database }).perform({}, new AbortController().signal);
      expect(await database.orm.execute(sql`select from keyword_answers`)).toEqual([]);
    });

    test("never goes to a short code or a name, though their STOP holds", async () => {
      for (const from of ["8079", "ACME"]) await say("STOP", { from });
      expect(await answers()).toEqual([]);
      const list = await gateway.consent.list(organizationId, {});
      expect(list).toMatchObject({ value: { data: [{}, {}] } });
    });

    test("to START there is none, nor to HELP unless it is set", async () => {
      await say("START");
      await say("HELP");
      expect(await answers()).toEqual([]);
      settings = { ...settings, answerHelp: true, language: "vi" };
      await say("aide");
      expect(await answers()).toEqual([settings.helpTexts.vi]);
    });

    test("to STOP may be switched off, and words may be added", async () => {
      settings = { ...settings, confirmStop: false, stop: ["TC ACME"] };
      await say("tc acme");
      expect(await answers()).toEqual([]);
      const state = await gateway.consent.read(organizationId, phone, {});
      expect(state).toMatchObject({ value: { events: [{ keyword: "TC ACME" }] } });
    });
  });

  describe("a file of opt-outs", () => {
    const put = async (text: string) => {
      const result = await consent.importOptOuts(organizationId, text, by);
      return result.ok ? result.value : result.error.code;
    };

    test("has a number a line, and twice the same file changes nothing", async () => {
      const file = `${phone}\n+84 987 654 321\r\n\n${phone}\nnobody\n0912\n`;
      const refusals = [
        { row: 5, reason: expect.any(String) },
        { row: 6, reason: expect.any(String) },
      ];
      expect(await put(file)).toEqual({ added: 2, unchanged: 1, refused: 2, refusals });
      expect(await put(file)).toEqual({ added: 0, unchanged: 3, refused: 2, refusals });
      const state = await gateway.consent.read(organizationId, phone, {});
      expect(state).toMatchObject({
        value: { events: [{ source: "import", actor: by.actor }], hasMore: false },
      });
    });

    test("may have columns, and a byte order mark", async () => {
      const file = `\ufeffname;Phone\n"An; Binh";${phone}\nNam;"'+84987654321"\n`;
      expect(await put(file)).toMatchObject({ added: 2, refused: 0 });
    });

    test("that is no CSV is refused whole", async () => {
      expect(await put(`${phone}\n"+8491`)).toBe("unreadable_csv");
      expect(await gateway.consent.list(organizationId, {})).toMatchObject({ value: { data: [] } });
    });

    test("of any length names the first refusals only", async () => {
      const numbers = Array.from({ length: 2500 }, (_, n) => `+84912${String(n).padStart(6, "0")}`);
      const wrong = Array.from({ length: 150 }, (_, n) => `no ${n}`);
      const result = await put([...numbers, ...wrong].join("\n"));
      expect(result).toMatchObject({ added: 2500, refused: 150 });
      expect(typeof result === "object" && result.refusals.length).toBe(100);
      const text = await new Response(consent.exportOptOuts(organizationId)).text();
      expect(text.split("\r\n")).toHaveLength(2502);
      expect(await put(text)).toMatchObject({ added: 0, unchanged: 2500, refused: 0 });
    });

    test("goes out so that no spreadsheet runs it", async () => {
      const input = { phone, kind: "opted_out", sender: "=1+1", category: "all" } as const;
      await gateway.consent.change(organizationId, input, by);
      const text = await new Response(consent.exportOptOuts(organizationId)).text();
      const [head, line] = text.split("\r\n");
      expect(head).toBe("phone,category,sender,source,at");
      expect(line).toStartWith(`"'${phone}",all,"'=1+1",console,2`);
    });
  });
});
