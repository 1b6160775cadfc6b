import { smsSetting } from "@nx/identity";
import { defaultAccounts, startSimulator } from "@nx/simulator";
import { readEnvironment } from "../apps/api/src/environment.ts";
import { serve, stopOnSignal } from "../apps/api/src/serve.ts";
import { createSystem } from "../apps/api/src/system.ts";

const callbackToken = crypto.randomUUID().replaceAll("-", "");

/** Accounts that the simulator knows out of the box: one for Vietnam, and one that phones can answer. */
const simulatorAccounts = {
  VNPAY_PARTNER_CODE: "900001",
  VNPAY_SECRET: "simulator-secret",
  VNPAY_SENDER: "NXDEMO",
  VNPAY_KEYWORD: "NXDEMO",
  VNPAY_ALLOW_INSECURE_LOOPBACK: "true",
  // Texts travel encrypted; the simulator knows the key, as a provider would.
  VNPAY_ENCRYPTION_MODE: "all",
  VNPAY_ENCRYPTION_SUITE: "A256GCM",
  VNPAY_ENCRYPTION_KEY: "simulator-secret",
  VNPAY_ENCRYPTION_KEY_DERIVATION: "sha256",
  AFRICASTALKING_USERNAME: defaultAccounts.africastalking.username,
  AFRICASTALKING_API_KEY: defaultAccounts.africastalking.apiKey,
  AFRICASTALKING_SENDER: "22345",
  AFRICASTALKING_CALLBACK_TOKEN: callbackToken,
  AFRICASTALKING_ALLOW_INSECURE_LOOPBACK: "true",
};

/** Starts simulator and API in this process, tells where they are, and stops both on a signal. */
export const startDemo = async (env: Record<string, string | undefined>): Promise<void> => {
  const simulator = await startSimulator({ port: Number(env["SIMULATOR_PORT"] || 3100) });
  const { environment, problems } = readEnvironment({
    LOG_LEVEL: "warn",
    OTP_BRAND: "NXDEMO",
    OTP_PUBLIC: "true",
    ...env,
    ...simulatorAccounts,
    VNPAY_BASE_URL: `http://127.0.0.1:${simulator.port}/vnpay`,
    AFRICASTALKING_BASE_URL: `http://127.0.0.1:${simulator.port}/africastalking`,
    OTP_LIMITS_ENABLED: env["DEMO_LIMITS"] === "off" ? "false" : "true",
    LIMITS_ENABLED: env["DEMO_LIMITS"] === "off" ? "false" : "true",
    // Receivers that somebody tries out run on this machine.
    WEBHOOK_NETWORKS: env["WEBHOOK_NETWORKS"] || "127.0.0.0/8,::1/128",
    API_KEY: env["DEMO_API_KEY"] ?? env["API_KEY"],
    ENVIRONMENT: "demo",
    HOST: env["HOST"] || "127.0.0.1",
  });
  const system = await createSystem(environment, problems);
  await system.start();
  await system.config.seed(smsSetting, { provider: "vnpay", fallbacks: ["africastalking"] });
  const served = serve(system);
  const callbacks = `http://127.0.0.1:${served.port}/in/africastalking/${callbackToken}`;
  simulator.setAccount({
    ...defaultAccounts.africastalking,
    statusUrl: `${callbacks}/status`,
    inboundUrl: `${callbacks}/inbound`,
  });
  stopOnSignal(async () => {
    await served.stop();
    await simulator.stop();
  });

  const api = `http://localhost:${served.port}`;
  const phones = `http://localhost:${simulator.port}/phones`;
  console.log(`
  API             ${api}
  API reference   ${api}/openapi
  Virtual phones  ${phones}

  Operator token  ${system.tokens.operator}
  API key         ${system.tokens.service}

  Send a code and watch it arrive on ${phones}

    curl -s ${api}/v1/otp/request -H 'content-type: application/json' \\
      -d '{"phone":"+84912345678"}'

  Ctrl-C stops everything.
`);
};
