import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InboundFact, ReportFact } from "../../packages/mq-sms/src/callbacks/facts.ts";
import type { SmsProvider } from "../../packages/mq-sms/src/provider.ts";
import {
  smppAt,
  smppMessage,
} from "../../packages/mq-sms/src/providers/smpp/testing/smpp-account.ts";
import { freePorts } from "./free-ports.ts";
import { type Lines, linesOf } from "./lines-of.ts";
import { poll } from "./poll.ts";

const signal = AbortSignal.timeout(60_000);
const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");

/** Net::SMPP, the Perl library, as an SMSC. */
describe("the client and Net::SMPP", () => {
  const reports: ReportFact[] = [];
  const inbound: InboundFact[] = [];
  let smsc: Bun.Subprocess<"ignore", "pipe", "inherit">;
  let lines: Lines;
  let port = 0;
  let client: SmsProvider;

  beforeAll(async () => {
    const check = Bun.spawnSync(["perl", "-MNet::SMPP", "-e", "1"], { stderr: "ignore" });
    if (!check.success) throw new Error('Net::SMPP is missing: install "libnet-smpp-perl"');
    [port = 0] = await freePorts(1);
    const script = join(import.meta.dir, "net-smpp-smsc.pl");
    smsc = Bun.spawn(["perl", script, String(port)], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    lines = linesOf(smsc, smsc.stdout);
    await lines.startingWith("listening");
    client = smppAt(
      port,
      { messageIdBase: "hex-response" },
      {
        async receive(facts) {
          reports.push(...facts.reports);
          inbound.push(...facts.inbound);
        },
      },
    );
  });

  afterAll(async () => {
    await client?.close?.();
    smsc?.kill("SIGKILL");
    await smsc?.exited;
  });

  /** What the SMSC printed of the submits to a number. */
  const submits = async (to: string, count = 1) => {
    const all = (line: string) => line.includes(` ${to.slice(1)} `);
    await poll(`the submits to ${to}`, () => lines.all.filter(all).length >= count);
    return lines.all.filter(all);
  };
  const send = (to: string, text: string) => client.send({ ...smppMessage, to, text }, signal);

  test("bind with system id, password and version 3.4", async () => {
    expect(await client.checkHealth?.(signal)).toEqual({
      reachable: true,
      credentialsAccepted: true,
    });
    expect(await lines.startingWith("bind")).toEqual([`bind demo secret ${0x34}`]);
  });

  test.each([
    ["+84912350001", "the default alphabet", "Ma {1} @", 0, "4d61201b28311b292000"],
    ["+84912350002", "UCS-2", "Mã 🔑", 8, "004d00e30020d83ddd11"],
  ])("submit to %s in %s", async (to, _, text, coding, bytes) => {
    const outcome = await send(to, text);
    if (outcome.kind !== "accepted") throw new Error(outcome.error.code);
    const [id = ""] = outcome.providerMessageIds;
    const [line] = await submits(to);
    expect(line).toBe(`submit 5 NXDEMO 1 ${to.slice(1)} 0 ${coding} 1 ${bytes}`);
    await poll("the receipt", () =>
      reports.some(({ providerMessageId }) => providerMessageId === id),
    );
    expect(reports.find(({ providerMessageId }) => providerMessageId === id)).toEqual({
      status: "delivered",
      providerMessageId: id,
      to,
    });
    const asked = { providerMessageId: id, to, text, sentAt: new Date() };
    expect(await client.lookup?.(asked, signal)).toMatchObject({ status: "delivered" });
  });

  test("submit a long text in parts, and get an id and a receipt for each", async () => {
    const to = "+84912350003";
    const outcome = await send(to, `${"x".repeat(153)}${"y".repeat(9)}`);
    if (outcome.kind !== "accepted") throw new Error(outcome.error.code);
    const ids = outcome.providerMessageIds;
    expect(new Set(ids).size).toBe(2);
    const parts = (await submits(to, 2)).map((line) => line.split(" ").slice(5));
    const header = (parts[0]?.[3] ?? "").slice(0, 8);
    expect(parts).toEqual([
      ["64", "0", "1", `${header}0201${hex("x".repeat(153))}`],
      ["64", "0", "1", `${header}0202${hex("y".repeat(9))}`],
    ]);
    expect(header).toStartWith("050003");
    await poll("both receipts", () =>
      ids.every((id) => reports.some(({ providerMessageId }) => providerMessageId === id)),
    );
  });

  test("a refusal is a refusal", async () => {
    expect(await send("+84912350011", "Ma OTP")).toEqual({
      kind: "rejected",
      error: expect.objectContaining({ code: "invalid_recipient" }),
    });
  });

  test("messages from a phone arrive and are acknowledged", async () => {
    const before = lines.all.filter((line) => line.startsWith("delivered")).length;
    const from = "+84912350999";
    expect((await send(from, "Ma OTP")).kind).toBe("accepted");
    await poll("three messages", () => inbound.length === 3);
    const part = (number: number) => ({ part: { reference: "7", number, total: 2 } });
    expect(inbound).toEqual([
      { from, to: "NXDEMO", text: "Dừng 🔑" },
      { from, to: "NXDEMO", text: "one ", ...part(1) },
      { from, to: "NXDEMO", text: "two", ...part(2) },
    ]);
    const answers = await lines.startingWith("delivered", before + 4); // and a receipt
    expect(new Set(answers)).toEqual(new Set(["delivered 0"]));
  });

  test("unbind in good order; a wrong password is known as one", async () => {
    await client.close?.();
    expect(await lines.startingWith("unbind")).toEqual(["unbind"]);
    const stranger = smppAt(port, { password: "wrong" }, { receive: async () => {} });
    expect(await stranger.checkHealth?.(signal)).toEqual({
      reachable: true,
      credentialsAccepted: false,
    });
    await stranger.close?.();
  });
});

/** The SMSC that Kannel's developers test their own client with. It gives no message ids. */
describe("the client and drive_smpp", () => {
  test("binds as a transmitter and submits; without an id nothing is claimed", async () => {
    const program = "/usr/lib/kannel/test/drive_smpp";
    if (!existsSync(program)) throw new Error(`${program} is missing: install "kannel-extras"`);
    const folder = await mkdtemp(join(tmpdir(), "drive-smpp-"));
    const path = join(folder, "drive.conf");
    await Bun.write(path, "group = core\nadmin-port = 1\nadmin-password = x\nsmsbox-port = 2\n");
    const [port = 0] = await freePorts(1);
    const smsc = Bun.spawn([program, "-v", "0", "-p", String(port), "-m", "2", "-c", path], {
      cwd: folder,
      stdin: "ignore",
      stdout: "ignore",
      stderr: "pipe",
    });
    const { all } = linesOf(smsc, smsc.stderr);
    const client = smppAt(port);
    try {
      await poll("drive_smpp to bind us", async () => {
        if (smsc.exitCode !== null) throw new Error("drive_smpp ended");
        return (await client.checkHealth?.(signal))?.reachable ?? false;
      });
      for (const text of ["Ma OTP 123456", "Ma OTP 654321"]) {
        expect(await client.send({ ...smppMessage, text }, signal)).toMatchObject({
          kind: "unknown",
          error: { code: "unreadable_response" },
        });
      }
      const read = (words: string) => poll(words, () => all.some((line) => line.includes(words)));
      await read("short_message = <Ma OTP 123456>");
      await read("short_message = <Ma OTP 654321>");
      await read("ESME has submitted all messages to SMSC.");
      await client.close?.();
      await read("type unbind");
    } finally {
      await client.close?.();
      smsc.kill("SIGKILL");
      await smsc.exited;
      await rm(folder, { recursive: true, force: true });
    }
  });
});
