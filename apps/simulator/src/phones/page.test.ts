import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { defaultAccounts } from "../index.ts";
import { item, single, startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, startReceiver } from "../testing/receiver.ts";
import { sendTwilio } from "../testing/senders.ts";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];
let sendList: TestSimulator["sendList"];
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(executablePath)) {
    throw new Error(
      `No browser at ${executablePath}: install Debian's chromium, or name one in CHROMIUM_PATH.`,
    );
  }
  ({ simulator, call, sendSms, sendList } = await startTestSimulator());
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await simulator?.stop();
});

test("messages appear on the page as they arrive, and are text, whatever they hold", async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (line) => void complaints.push(line.text()));
  page.on("pageerror", (error) => void complaints.push(error.message));

  const document = await page.goto(`${simulator.url}/phones`);
  expect(document?.headers()["content-security-policy"]).toContain("default-src 'none'");
  const example = await page.locator("#example").textContent();
  expect(example).toContain(`${simulator.url}/vnpay/smsgw/sendSms`);
  await page.getByText("Live", { exact: true }).waitFor();

  await sendSms(single({ shortMessage: "Ma OTP cua ban la 482915" }));
  const bubbles = page.getByRole("log").getByRole("listitem");
  await bubbles.getByText("Ma OTP cua ban la 482915").waitFor();
  await page.getByRole("heading", { name: "+84 912 345 678" }).waitFor();
  await page.getByRole("button", { name: "Copy code 482915" }).waitFor();

  const attack = "<img src=x onerror=alert(1)>";
  await sendList([
    item({ shortMessage: attack }),
    item({ destination: "0987654321", shortMessage: "Elsewhere" }),
  ]);
  await bubbles.getByText(attack).waitFor();
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await bubbles.count()).toBe(2);

  const other = page.getByRole("link", { name: "+84 987 654 321" });
  await other.getByLabel("1 unread").waitFor();
  await other.click();
  await bubbles.getByText("Elsewhere").waitFor();
  expect(await bubbles.count()).toBe(1);

  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("Nothing has arrived on this phone.").waitFor();
  expect(simulator.messages("0987654321")).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test("the phone shown can answer", async () => {
  const receiver = startReceiver();
  simulator.setAccount({ ...defaultAccounts.twilio, inboundUrl: receiver.url });
  await sendTwilio(call);
  const page = await browser.newPage();
  await page.goto(`${simulator.url}/phones#+84912345678`);
  await page.getByLabel("Reply").fill("OK, 3 chỗ");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Replied to +15005550006").waitFor();
  const [inbound] = await receiver.until(1);
  expect(inbound && fieldsOf(inbound)).toMatchObject({ From: "+84912345678", Body: "OK, 3 chỗ" });

  await sendTwilio(call, { From: "NXDEMO" });
  await page.getByLabel("Reply").fill("hello");
  await page.getByLabel("Reply").press("Enter");
  await page.getByText("Nobody takes an answer to this.").waitFor();
  await page.close();
  await receiver.stop();
});
