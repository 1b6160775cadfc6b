import { describe, expect, test } from "bun:test";
import { commands, createPduReader, encodePdu, Malformed, readFields } from "./pdu.ts";

const bytes = (hex: string) => Buffer.from(hex, "hex");

/** Made and read again with the `smpp` package. */
const vectors: [string, string, number, number, number][] = [
  [
    "bind_transceiver",
    `0000002100000009000000000000000164656d6f0073656372657400003400${"00".repeat(2)}`,
    commands.bind_transceiver,
    0,
    1,
  ],
  ["submit_sm_resp", "000000158000000400000000000000023446324100", 0x80000004, 0, 2],
  ["an error without a body", "00000010800000040000005800000003", 0x80000004, 0x58, 3],
  ["enquire_link", "00000010000000150000000000000008", commands.enquire_link, 0, 8],
  ["generic_nack", "00000010800000000000000300000009", commands.generic_nack, 3, 9],
];

test.each(vectors)("%s is read and written", (_, hex, command, status, sequence) => {
  const [pdu, ...more] = createPduReader()(bytes(hex));
  expect(more).toEqual([]);
  expect(pdu).toMatchObject({ command, status, sequence });
  if (pdu) expect(encodePdu(pdu).toString("hex")).toBe(hex);
});

describe("a stream", () => {
  const stream = bytes(vectors.map(([, hex]) => hex).join(""));
  const whole = createPduReader()(stream);

  test("gives every PDU of one chunk", () => expect(whole).toHaveLength(vectors.length));

  test("gives the same wherever it is cut", () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const read = createPduReader();
      const cut = [...read(stream.subarray(0, at)), ...read(stream.subarray(at))];
      expect(cut).toEqual(whole);
    }
  });

  test.each(["0000000f", "00000000", "00011171", "ffffffff"])(
    "with the length %s ends",
    (length) => {
      expect(() => createPduReader()(bytes(length))).toThrow(Malformed);
    },
  );
});

test.each<[string, (fields: ReturnType<typeof readFields>) => unknown]>([
  ["a text without its end", (fields) => fields.cString()],
  ["more bytes than there are", (fields) => fields.bytes(4)],
  ["a parameter that is cut", (fields) => fields.tlvs()],
])("%s is malformed", (_, read) => {
  expect(() => read(readFields(bytes("041401")))).toThrow(Malformed);
});
