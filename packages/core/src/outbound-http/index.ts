export {
  createOutboundHttp,
  type OutboundHttp,
  type OutboundHttpOptions,
  OutboundRefused,
  type OutboundReply,
  type OutboundRequest,
} from "./outbound-http.ts";
