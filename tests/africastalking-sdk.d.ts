/** The little of the official SDK that its peer test touches; it ships no types. */
declare module "africastalking" {
  interface Sms {
    send(message: {
      to: readonly string[];
      message: string;
      from?: string;
      enqueue?: boolean;
    }): Promise<unknown>;
  }
  export default function connect(account: { apiKey: string; username: string }): { SMS: Sms };
}

declare module "africastalking/lib/common.js" {
  const common: { SMS_URL: string };
  export default common;
}
