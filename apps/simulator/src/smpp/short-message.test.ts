import { expect, test } from "bun:test";
import { Malformed } from "./pdu.ts";
import { readSubmit, toAddress } from "./short-message.ts";

const submit = Buffer.from(
  "0005004e5844454d4f000101383439313233343536373800400000000001000000080500032b02014142020c00020007",
  "hex",
);

test("a part is read with its place and without its header", () => {
  const { bytes, part, destination } = readSubmit(submit);
  expect(bytes.toString()).toBe("AB");
  expect(part).toEqual({ reference: 0x2b, number: 1, total: 2 });
  expect(destination).toEqual({ ton: 1, npi: 1, address: "84912345678" });
});

test("100,000 mutated bodies are read, or malformed, and nothing else", () => {
  let state = 42;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const ended = { read: 0, malformed: 0 };
  for (let n = 0; n < 100_000; n += 1) {
    const body = Buffer.from(submit.subarray(0, submit.length - random(4) * random(12)));
    for (let changes = random(4); changes > 0; changes -= 1) {
      body[random(body.length)] = random(256);
    }
    try {
      readSubmit(body);
      ended.read += 1;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      ended.malformed += 1;
    }
  }
  expect(ended.read).toBeGreaterThan(10_000);
  expect(ended.malformed).toBeGreaterThan(10_000);
});

test.each([
  ["+84912345678", { ton: 1, npi: 1, address: "84912345678" }],
  ["8079", { ton: 3, npi: 0, address: "8079" }],
  ["NXDEMO", { ton: 5, npi: 0, address: "NXDEMO" }],
])("the address of %s", (text, address) => expect(toAddress(text)).toEqual(address));
