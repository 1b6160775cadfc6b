import { describe, expect, test } from "bun:test";
import { bindBody, relativeTime, submitBody } from "./bodies.ts";
import { smppStatuses } from "./codes.ts";
import { commands } from "./constants.ts";
import { toParts } from "./parts.ts";
import { createFramer, nackTo, type Pdu, responseTo, writePdu } from "./pdu.ts";
import { smppDefaults as settings } from "./testing/smpp-account.ts";

const empty = Buffer.alloc(0);
const unit = (changes: Partial<Pdu>): Pdu => ({
  command: commands.enquireLink,
  status: 0,
  sequence: 1,
  body: empty,
  ...changes,
});
const hex = (pdu: Pdu) => writePdu(pdu).toString("hex");

const submit = () => {
  const [part] = toParts(settings, "Ma OTP 123456", 1) ?? [];
  if (part === undefined) throw new Error("No part");
  return submitBody({ from: "NXDEMO", to: "+84912345678" }, part);
};

describe("the byte vectors of the wire facts", () => {
  test.each([
    [
      "bind_transceiver",
      unit({ command: commands.bindTransceiver, body: bindBody(settings) }),
      "0000002100000009000000000000000164656d6f00736563726574000034000000",
    ],
    [
      "submit_sm",
      unit({ command: commands.submitShortMessage, sequence: 2, body: submit() }),
      "0000003f0000000400000000000000020005004e5844454d4f0001013834393132333435363738000000000000010000000d4d61204f545020313233343536",
    ],
    [
      "submit_sm_resp",
      responseTo(unit({ command: 4, sequence: 2 }), 0, Buffer.from("4F2A\0")),
      "000000158000000400000000000000023446324100",
    ],
    [
      "a refusal has no body",
      responseTo(unit({ command: 4, sequence: 3 }), 0x58),
      "00000010800000040000005800000003",
    ],
    ["enquire_link", unit({ sequence: 8 }), "00000010000000150000000000000008"],
    ["generic_nack", nackTo(unit({ sequence: 9 }), 3), "00000010800000000000000300000009"],
  ])("%s", (_, pdu, bytes) => {
    expect(hex(pdu)).toBe(bytes);
  });
});

describe("the stream", () => {
  const units = [
    unit({ command: 4, sequence: 5, body: submit() }),
    unit({ sequence: 6 }),
    responseTo(unit({ command: 4, sequence: 7 }), 0x58),
    unit({ command: 5, sequence: 0x7fffffff, body: Buffer.from("abc") }),
  ];
  const bytes = Buffer.concat(units.map(writePdu));
  const shown = (found: Pdu[]) => found.map((pdu) => ({ ...pdu, body: pdu.body.toString("hex") }));

  test("cut at every byte, the units are the same", () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const framer = createFramer();
      const found = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap(
        (chunk) => framer.push(chunk) ?? [],
      );
      expect(shown(found)).toEqual(shown(units));
    }
  });

  test("byte by byte too", () => {
    const framer = createFramer();
    const found = [...bytes].flatMap((byte) => framer.push(Buffer.from([byte])) ?? []);
    expect(shown(found)).toEqual(shown(units));
  });

  test.each([0, 15, 64 * 1024 + 1, 0xffffffff])("a length of %d ends it", (length) => {
    const head = Buffer.alloc(16);
    head.writeUInt32BE(length, 0);
    expect(createFramer().push(head)).toBeUndefined();
  });
});

test.each([
  [600, "000000001000000R"],
  [300, "000000000500000R"],
  [86_400 + 3661, "000001010101000R"],
  [0, "000000000001000R"],
  [10 ** 9, "000030000000000R"],
])("a validity of %d s is %s", (seconds, text) => {
  expect(relativeTime(seconds)).toBe(text);
});

test("the statuses of the wire facts are all there", () => {
  const listed =
    "1 2 3 4 5 6 7 8 a b c d e f 11 13 14 15 33 34 40 42 43 44 45 48 49 50 51 53 54 55 58 61 62 63 64 65 66 67 " +
    "c0 c1 c2 c3 c4 fe ff 100 101 102 103 104 105 106 107 108 109 10a 10b 10c 10d 10e 10f 110 111 112";
  const known = Object.keys(smppStatuses).map((code) => Number(code).toString(16));
  expect(known.join(" ")).toBe(listed);
});
