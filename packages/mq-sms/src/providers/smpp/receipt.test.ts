import { describe, expect, test } from "bun:test";
import type { ReceivedFacts } from "../../callbacks/facts.ts";
import { sendErrors } from "../../errors.ts";
import { seededRandom } from "../../testing/seeded-random.ts";
import { createDeliverer } from "./deliver.ts";
import { FieldWriter } from "./fields.ts";
import { idOfReceipt, idOfResponse, toResponseId } from "./message-id.ts";
import type { SmppSettings } from "./settings.ts";
import { smppDefaults as settings } from "./testing/smpp-account.ts";

/** What is told about a `deliver_sm` with this body, and how it is answered. */
async function deliver(body: Buffer, changes: Partial<SmppSettings> = {}) {
  const told: ReceivedFacts[] = [];
  const deliverer = createDeliverer({ ...settings, ...changes }, async (facts) => {
    told.push(facts);
  });
  const status = await deliverer(body);
  return { status, facts: told[0], times: told.length };
}

interface DeliverFields {
  readonly esmClass?: number;
  readonly coding?: number;
  readonly message?: Buffer | string;
  readonly parameters?: readonly (readonly [number, string])[];
  readonly source?: readonly [ton: number, npi: number, digits: string];
}

function deliverBody({
  esmClass = 4,
  coding = 0,
  message = "",
  parameters = [],
  source = [1, 1, "84912345678"],
}: DeliverFields): Buffer {
  const [ton, npi, digits] = source;
  const writer = new FieldWriter().text("").byte(ton).byte(npi).text(digits);
  writer.byte(5).byte(0).text("NXDEMO").byte(esmClass).byte(0).byte(0).text("").text("");
  writer.byte(0).byte(0).byte(coding).byte(0).octets(Buffer.from(message));
  for (const [tag, value] of parameters) writer.parameter(tag, Buffer.from(value, "hex"));
  return writer.toBuffer();
}

const report = async (fields: DeliverFields, changes: Partial<SmppSettings> = {}) =>
  (await deliver(deliverBody(fields), changes)).facts?.reports[0];

const text = (stat: string, more = "") =>
  `id:4F2A sub:001 dlvrd:001 submit date:2601021530 done date:2601021531 stat:${stat} err:000${more} text:Ma OTP`;

test("the receipt of the wire facts' bytes", async () => {
  const body = Buffer.from(
    "00010138343931323334353637380005004e5844454d4f000400000000000000006669643a34463241207375623a30303120646c7672643a303031207375626d697420646174653a3236303130323135333020646f6e6520646174653a3236303130323135333120737461743a44454c49565244206572723a30303020746578743a4d61204f5450001e000534463241000427000102",
    "hex",
  );
  expect(await deliver(body)).toEqual({
    status: 0,
    times: 1,
    facts: {
      reports: [{ status: "delivered", providerMessageId: "4F2A", to: "+84912345678" }],
      inbound: [],
      consents: [],
    },
  });
});

describe("a state", () => {
  test.each([
    ["ENROUTE", 1, "sent", undefined],
    ["DELIVRD", 2, "delivered", undefined],
    ["EXPIRED", 3, "expired", "validity_expired"],
    ["DELETED", 4, "failed", "cancelled"],
    ["UNDELIV", 5, "failed", "delivery_failed"],
    ["ACCEPTD", 6, "sent", undefined],
    ["UNKNOWN", 7, "unknown", undefined],
    ["REJECTD", 8, "rejected", "blocked_recipient"],
  ])("%s, in words and as number %d: %s", async (stat, state, status, code) => {
    const number = state.toString(16).padStart(2, "0");
    const id = [0x001e, Buffer.from("4F2A\0").toString("hex")] as const;
    for (const fields of [
      { message: text(stat) },
      { message: text(stat.toLowerCase()) },
      { parameters: [id, [0x0427, number] as const] },
    ]) {
      const fact = await report(fields);
      expect<unknown>(fact).toMatchObject({ status, providerMessageId: "4F2A" });
      expect<unknown>(fact?.error?.code).toBe(code);
    }
  });

  test.each([
    ["FAILED", "failed"],
    ["DELIVERED", "delivered"],
    ["UNDELIVERABLE", "failed"],
    ["SKIPPED", "rejected"],
    ["SCHEDULED", "submitted"],
  ])("%s spelled out: %s", async (stat, status) => {
    expect<unknown>((await report({ message: text(stat) }))?.status).toBe(status);
  });

  test("accepted is delivered where the operator means it so", async () => {
    const accepted = { message: text("ACCEPTD") };
    expect((await report(accepted, { acceptedIsDelivered: true }))?.status).toBe("delivered");
  });
});

test.each([
  ["only id and stat", "id:7 stat:UNDELIV", { providerMessageId: "7", status: "failed" }],
  ["other case and order", "STAT:DELIVRD ID:7", { providerMessageId: "7", status: "delivered" }],
  ["spaces after the colon", "id: 7 stat: DELIVRD", { providerMessageId: "7" }],
  ["a stat in the text itself", "id:7 stat:EXPIRED text:stat:DELIVRD", { status: "expired" }],
  ["an error number", "id:7 stat:UNDELIV err:0x1B", { error: { providerCode: "0x1B" } }],
])("a receipt with %s", async (_, message, expected) => {
  expect<unknown>(await report({ message })).toMatchObject(expected);
});

test("a network's own error number goes along", async () => {
  const parameters = [[0x0423, "03001b"]] as const;
  expect(await report({ message: text("UNDELIV"), parameters })).toMatchObject({
    error: { code: "delivery_failed", provider: "smpp", providerCode: "3:27" },
  });
});

test.each(["", "id:7", "stat:DELIVRD", "id:7 stat:NEWWORD", "nonsense"])(
  "what says nothing is acknowledged and not passed on: %p",
  async (message) => {
    expect(await deliver(deliverBody({ message }))).toEqual({
      status: 0,
      times: 0,
      facts: undefined,
    });
  },
);

test("a body that is cut short anywhere throws nothing", async () => {
  const body = deliverBody({ message: text("DELIVRD"), parameters: [[0x0427, "02"]] });
  for (let length = 0; length < body.length; length++) {
    expect((await deliver(body.subarray(0, length))).status).toBe(0);
  }
});

test("what could not be stored is asked for again", async () => {
  const deliverer = createDeliverer(settings, () => Promise.reject(new Error("no database")));
  expect(await deliverer(deliverBody({ message: text("DELIVRD") }))).toBe(0x64);
});

describe("ids in two bases", () => {
  test.each([
    ["same", "4F2A", "4F2A"],
    ["same", "0042", "0042"],
    ["hex-response", "4F2A", "0000020266"],
    ["hex-response", "4f2a", "20266"],
    ["decimal-response", "20266", "4F2A"],
    ["decimal-response", "00020266", "4f2a"],
  ] as const)("%s: %s in the response is %s in the receipt", (base, response, receipt) => {
    expect(idOfReceipt(base, receipt)).toBe(idOfResponse(base, response));
  });

  test("an id that is no number is kept as it is", () => {
    expect(idOfResponse("hex-response", "xyz-1")).toBe("xyz-1");
    expect(idOfReceipt("hex-response", "4F2A")).toBe("4F2A");
  });

  test("for a question it is written as in the response", () => {
    expect(toResponseId("hex-response", "20266")).toBe("4F2A");
    expect(toResponseId("same", "20266")).toBe("20266");
  });
});

describe("an inbound message", () => {
  const inbound = async (fields: DeliverFields, changes: Partial<SmppSettings> = {}) =>
    (await deliver(deliverBody({ esmClass: 0, ...fields }), changes)).facts?.inbound[0];

  test.each([
    ["GSM", { message: Buffer.from("48691b6500", "hex") }, "Hi€@"],
    ["UCS-2", { coding: 8, message: Buffer.from("1ebf0041", "hex") }, "ếA"],
    ["Latin-1", { coding: 3, message: Buffer.from("e9", "hex") }, "é"],
    ["a payload", { parameters: [[0x0424, "4869"]] as const }, "Hi"],
  ])("in %s", async (_, fields, body) => {
    expect(await inbound(fields)).toEqual({ from: "+84912345678", to: "NXDEMO", text: body });
  });

  test("the default alphabet may be Latin-1", async () => {
    const fields = { message: Buffer.from("e9", "hex") };
    expect(await inbound(fields, { alphabet: "latin1" })).toMatchObject({ text: "é" });
  });

  test.each([
    ["8 bits", 0x40, "0500032b0302", [], { reference: "43", number: 2, total: 3 }],
    ["16 bits", 0x40, "060804012b0302", [], { reference: "299", number: 2, total: 3 }],
    [
      "another element first",
      0x40,
      "08ff010000032b0302",
      [],
      { reference: "43", number: 2, total: 3 },
    ],
    [
      "SAR parameters",
      0,
      "",
      [
        [0x020c, "012b"],
        [0x020e, "03"],
        [0x020f, "02"],
      ] as const,
      { reference: "299", number: 2, total: 3 },
    ],
    ["a number above the total", 0x40, "0500032b0203", [], undefined],
  ])("one part of a long text, by %s", async (_, esmClass, header, parameters, part) => {
    const message = Buffer.concat([Buffer.from(header, "hex"), Buffer.from("Hi")]);
    const fact = await inbound({ esmClass, message, parameters });
    expect(fact).toEqual({ from: "+84912345678", to: "NXDEMO", text: "Hi", ...(part && { part }) });
  });

  test("a short code or a name stays as it is", async () => {
    expect(await inbound({ source: [3, 0, "8583"], message: "Hi" })).toMatchObject({
      from: "8583",
    });
    expect(await inbound({ source: [5, 0, "BANK"], message: "Hi" })).toMatchObject({
      from: "BANK",
    });
  });

  test("binary is acknowledged and not passed on", async () => {
    const body = deliverBody({ esmClass: 0, coding: 4, message: "x" });
    expect(await deliver(body)).toMatchObject({ status: 0, times: 0 });
  });
});

test("100000 altered or random deliveries: no exception, an answer to each, and facts of the right form", async () => {
  const random = seededRandom(20260103);
  const pick = (below: number) => Math.floor(random() * below);
  const noise = (length: number) => Buffer.from(Array.from({ length }, () => pick(256)));
  const genuine = [
    deliverBody({ message: text("DELIVRD"), parameters: [[0x0427, "02"]] }),
    deliverBody({ message: "id:7 stat:UNDELIV err:0x1B", parameters: [[0x0423, "03001b"]] }),
    deliverBody({ esmClass: 0x40, message: Buffer.from("0500032b0302486921", "hex") }),
    deliverBody({ esmClass: 0, coding: 8, message: Buffer.from("1ebf0041", "hex") }),
  ];
  const told: ReceivedFacts[] = [];
  const deliverer = createDeliverer(settings, async (facts) => {
    told.push(facts);
  });
  for (let round = 0; round < 100_000; round++) {
    const body = Buffer.from(genuine[round % genuine.length] ?? noise(40));
    for (let changes = pick(4); changes > 0; changes--) body[pick(body.length)] = pick(256);
    const cut = round % 5 === 0 ? body.subarray(0, pick(body.length)) : body;
    expect(await deliverer(round % 11 === 0 ? noise(pick(200)) : cut)).toBe(0);
  }
  expect(told.length).toBeGreaterThan(30_000);
  for (const { reports, inbound } of told) {
    for (const { status, providerMessageId, to, error } of reports) {
      expect(providerMessageId).toMatch(/^[\w.-]+$|^[^\0]+$/);
      expect(statuses.has(status)).toBe(true);
      if (to !== undefined) expect(to).toMatch(/^\+[1-9]\d{6,14}$/);
      if (error !== undefined) expect(Object.hasOwn(sendErrors, error.code)).toBe(true);
    }
    for (const { text: body, part } of inbound) {
      expect(typeof body).toBe("string");
      if (part !== undefined) expect(part.number).toBeLessThanOrEqual(part.total);
    }
  }
}, 60_000);

const statuses: ReadonlySet<string> = new Set([
  "submitted",
  "sent",
  "delivered",
  "failed",
  "rejected",
  "expired",
  "unknown",
]);
