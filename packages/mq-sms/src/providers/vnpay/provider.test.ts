import { describeProvider } from "../../testing/index.ts";
import { createProvider } from "../create-provider.ts";

describeProvider("VNPAY", {
  create: (baseUrl, runtime) =>
    createProvider(
      "vnpay",
      {
        baseUrl,
        allowInsecureLoopback: true,
        partnerCode: "900001",
        secret: "11111111-2222-4333-8444-555555555555",
        sender: "NXDEMO",
        keyword: "NXDEMO",
      },
      runtime,
    ),
  message: {
    id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
    to: "+84912345678",
    text: "Ma OTP cua ban la 482915",
    category: "otp",
  },
  acceptedBody: ({ body }) =>
    JSON.stringify({ messageId: JSON.parse(body).messageId, status: "00", providerId: "109100" }),
  secrets: ["900001", "11111111-2222-4333-8444-555555555555"],
});
