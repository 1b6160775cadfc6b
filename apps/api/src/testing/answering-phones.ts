import { createTestDatabase } from "@nx/core/testing";
import { defaultAccounts } from "@nx/simulator";
import { freePort, keys, startTestSimulator } from "./api-process.ts";

const { accountSid, authToken, senders } = defaultAccounts.twilio;

/** Virtual phones that can answer what they were sent, and what an API needs to hear them. */
export interface AnsweringPhones {
  /** Of an API process, and of any that takes its place. */
  readonly environment: Record<string, string>;
  textsTo(phone: string): readonly string[];
  /** A phone answers, and the provider has told the API. */
  write(phone: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a simulator and makes a database for an API that sends and receives through it. */
export async function startAnsweringPhones(): Promise<AnsweringPhones> {
  const simulator = await startTestSimulator();
  const database = await createTestDatabase();
  const port = freePort();
  const callbackUrl = `http://127.0.0.1:${port}/in/twilio/any`;
  simulator.setAccount({ ...defaultAccounts.twilio, inboundUrl: `${callbackUrl}/inbound` });
  return {
    environment: {
      ...keys,
      ENVIRONMENT: "production",
      DATABASE_URL: database.url,
      PORT: String(port),
      SMS_PROVIDER: "twilio",
      TWILIO_BASE_URL: `${simulator.url}/twilio`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_SENDER: senders[0] ?? "",
      TWILIO_CALLBACK_URL: callbackUrl,
      TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
    },
    textsTo: (phone) => simulator.messages(phone).map(({ text }) => text),
    async write(phone, text) {
      const reply = await fetch(`${simulator.url}/phones/${phone}/reply`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (!reply.ok) throw new Error(`the phone could not answer: ${await reply.text()}`);
    },
    async stop() {
      await simulator.stop();
      await database.drop();
    },
  };
}
