import { describe, expect, test } from "bun:test";
import { readKeyword } from "./read-keyword.ts";
import { wordLists } from "./word-lists.ts";

const kindOf = (text: string) => readKeyword(text, wordLists)?.kind;

describe("a keyword", () => {
  test.each([
    ...["STOP", "stop", " Stop. ", '"STOP"', "“stop”", "STOP!!!", "stop all", "StopAll", "STOP\n"],
    ...[
      "opt-out",
      "OPTOUT",
      "ＳＴＯＰ",
      "STOP 🛑",
      "revoke",
      "Quit",
      "END",
      "cancel",
      "Unsubscribe",
    ],
    ...["HUY", "hủy", "HUỶ", "Tu choi", "TỪ CHỐI", "tc", "TC.", "Ngừng", "ngung", "DUNG", "dừng"],
    ...["arret", "Arrêt", "alto", "BAJA", "sair", "sitisha"],
  ])("%p opts out", (text) => expect(kindOf(text)).toBe("opted_out"));

  test.each(["START", "unstop", "dang ky", "Đăng ký", "DK"])("%p opts in", (text) =>
    expect(kindOf(text)).toBe("opted_in"),
  );

  test.each(["help", "INFO?", "trợ giúp", "AIDE"])("%p asks for help", (text) =>
    expect(kindOf(text)).toBe("help"),
  );

  test("counts in whichever form its letters are written", () =>
    expect([kindOf("dừng".normalize("NFD")), kindOf("TỪ CHỐI".normalize("NFD"))]).toEqual([
      "opted_out",
      "opted_out",
    ]));

  test.each([
    // Of the medic/cht-core#476 kind: a command about something else.
    "STOP 12345",
    "please stop sending",
    "stop it",
    "s t o p",
    "STOPPED",
    "don't stop",
    // "Right", which is no "stop".
    "đúng",
    "ĐÚNG",
    // An answer to a question.
    "YES",
    "NO",
    "",
    "🛑",
    "...",
  ])("%p is none", (text) => expect(kindOf(text)).toBeUndefined());

  test("may be a word of the organization's own, and then has its language", () => {
    const own = { language: "vi", stop: ["TC ACME"], start: ["Vào lại"], help: ["?"] };
    const read = (text: string) => readKeyword(text, [own, ...wordLists]);
    expect(read("tc acme")).toEqual({ kind: "opted_out", keyword: "TC ACME", language: "vi" });
    expect(read("vao lai")).toMatchObject({ kind: "opted_in" });
    expect(read("??")).toBeUndefined();
    expect(read("stop")).toMatchObject({ language: "en" });
  });
});
