// Made by `bun run client-types` from the OpenAPI document: not to be edited.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers and is migrated */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every problem of the configuration
         * @description Always 200: a wrong setting does not make the process unhealthy.
         */
        get: operations["getHealthConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How each provider account is
         * @description The same from every process. Always 200: a provider that is down makes no process unhealthy.
         */
        get: operations["getHealthProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{account}/{token}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A provider reports on messages */
        get: operations["getInByAccountByTokenStatus"];
        put?: never;
        /** A provider reports on messages */
        post: operations["postInByAccountByTokenStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{account}/{token}/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A provider brings a message that somebody sent to us */
        get: operations["getInByAccountByTokenInbound"];
        put?: never;
        /** A provider brings a message that somebody sent to us */
        post: operations["postInByAccountByTokenInbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/dlr/{account}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of /in/{account}/{token}/status */
        get: operations["getApiSmsDlrByAccountByToken"];
        put?: never;
        /** Another name of /in/{account}/{token}/status */
        post: operations["postApiSmsDlrByAccountByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/receive/{account}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of /in/{account}/{token}/inbound */
        get: operations["getApiSmsReceiveByAccountByToken"];
        put?: never;
        /** Another name of /in/{account}/{token}/inbound */
        post: operations["postApiSmsReceiveByAccountByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name of POST /v1/messages */
        post: operations["postSms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sms/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name of POST /v1/messages */
        post: operations["postSmsSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name of POST /v1/messages */
        post: operations["postApiSmsSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sms/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name of POST /v1/messages/batch */
        post: operations["postSmsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/send-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another name of POST /v1/messages/batch */
        post: operations["postApiSmsSendBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/status/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of GET /v1/messages/{id} */
        get: operations["getApiSmsStatusById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of GET /v1/messages */
        get: operations["getApiSmsMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sms/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of GET /v1/messages */
        get: operations["getSmsMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Another name of GET /v1/analytics */
        get: operations["getApiSmsAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts that messages may go through, and how they are
         * @description One's own first, then those of the platform; in test mode the sandbox alone.
         */
        get: operations["getApiSmsProviders"];
        put?: never;
        /**
         * Add an account of one's own
         * @description One of each kind. It goes first, and stands in for the platform's account of that kind.
         */
        post: operations["postApiSmsProviders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of providers, with the settings that an account takes */
        get: operations["getApiSmsProvidersKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account */
        get: operations["getApiSmsProvidersById"];
        put?: never;
        post?: never;
        /**
         * Remove an account of one's own
         * @description What waits goes through another, unless it asked for this one.
         */
        delete: operations["deleteApiSmsProvidersById"];
        options?: never;
        head?: never;
        /**
         * Change settings of an account of one's own
         * @description RFC 7396: what is left out stays, secrets included; null removes.
         */
        patch: operations["patchApiSmsProvidersById"];
        trace?: never;
    };
    "/api/sms/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message through this account alone
         * @description A message like any other: it is in the list, and costs what it costs.
         */
        post: operations["postApiSmsProvidersByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sms/providers/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look now whether an account of one's own answers */
        post: operations["postApiSmsProvidersByIdCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code
         * @description Opens a verification and sends its code. An older one for the same phone and purpose ends.
         */
        post: operations["postV1OtpRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a code
         * @description Succeeds once. Every failure has the same answer, `otp_invalid`.
         */
        post: operations["postV1OtpVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem a proof
         * @description Called by the service that acts on a verification. Needs a key; works once.
         */
        post: operations["postV1OtpRedeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send another code
         * @description A new code for the same verification; the one before it stays valid.
         */
        post: operations["postV1OtpByIdResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a verification
         * @description Its codes are void from here on.
         */
        delete: operations["deleteV1OtpById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send up to 1,000 messages
         * @description Each is accepted or refused for itself; the reply lists both.
         */
        post: operations["postV1MessagesBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/batch/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a batch would be and cost */
        post: operations["postV1MessagesBatchPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List messages, newest first */
        get: operations["getV1Messages"];
        put?: never;
        /**
         * Send a message
         * @description 202 means stored: it is sent, or its end is told. With `dryRun` nothing is sent.
         */
        post: operations["postV1Messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a message would be and cost */
        post: operations["postV1MessagesPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same list as CSV, all of it */
        get: operations["getV1MessagesExportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message with its timeline */
        get: operations["getV1MessagesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened and why, in sentences */
        get: operations["getV1MessagesByIdExplain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a message that has not left */
        post: operations["postV1MessagesByIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that ended without delivery again, as a new one */
        post: operations["postV1MessagesByIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that failed for good, the last one first */
        get: operations["getV1DeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send dead letters again, each at most once
         * @description By `ids`, or up to 100 of a `reason` that were not sent again yet; `nextCursor` goes on with the rest. One alone: `POST /v1/messages/{id}/retry`.
         */
        post: operations["postV1DeadLettersRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens (server-sent events)
         * @description Begins with what happens from now on; with `Last-Event-ID` after that event, none left out and none twice. After 7 days, or with an id of another database, the stream begins anew with a `reset`. The data of each event is the JSON below; a comment every 15 seconds is a sign of life.
         */
        get: operations["getV1EventsStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the messages of a period
         * @description Sums by day, provider and campaign, up to a minute old; the queue as it is now.
         */
        get: operations["getV1Analytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up as the first owner
         * @description Works once: it makes the first organization. Everybody else is invited.
         */
        post: operations["postV1AuthSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by e-mail address and password
         * @description Begins a session by the cookie `__Host-sid`. Every failure has the same answer; five in 15 minutes for an account and an address, then 429.
         */
        post: operations["postV1AuthSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/phone/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code to a phone, to sign in or to accept an invitation
         * @description The same for every acceptable number, whether somebody here has it or not.
         */
        post: operations["postV1AuthPhoneCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/phone/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by the code that a phone got */
        post: operations["postV1AuthPhoneSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Works once, and begins a new session.
         */
        post: operations["postV1AuthInvitationsAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Where the header `X-Organization` says, if the user is a member there.
         */
        get: operations["getV1AuthSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["postV1AuthSignOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, newest first */
        get: operations["getV1AuthSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's sessions, at once */
        delete: operations["deleteV1AuthSessionsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description Owners and admins of a parent organization are listed there.
         */
        get: operations["getV1Members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Holds at once; the last owner stays.
         */
        delete: operations["deleteV1MembersById"];
        options?: never;
        head?: never;
        /**
         * Change the role of a member
         * @description Holds at once; the member is signed out everywhere. Owners are the matter of owners, and one remains.
         */
        patch: operations["patchV1MembersById"];
        trace?: never;
    };
    "/v1/members/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations that nobody answered yet */
        get: operations["getV1MembersInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description By e-mail address or phone, for seven days; an older invitation of the same address is void. Where nothing sends it, the reply has the link, once.
         */
        post: operations["postV1MembersInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an invitation */
        delete: operations["deleteV1MembersInvitationsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organizations that one may work in, the oldest first
         * @description Owners and admins of an organization are the same in its sub-organizations. The header `X-Organization` chooses one of the list.
         */
        get: operations["getV1Organizations"];
        put?: never;
        /** Make a sub-organization */
        post: operations["postV1Organizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization */
        get: operations["getV1OrganizationsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename an organization */
        patch: operations["patchV1OrganizationsById"];
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List keys, newest first */
        get: operations["getV1ApiKeys"];
        put?: never;
        /**
         * Make a key
         * @description `key` is in this reply alone. At most 50 keys are live at once; a key allows no more than its maker may do himself.
         */
        post: operations["postV1ApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A key, without its secret */
        get: operations["getV1ApiKeysById"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description For good: every process refuses it within a second.
         */
        delete: operations["deleteV1ApiKeysById"];
        options?: never;
        head?: never;
        /**
         * Change the name, scopes, limits or allow-lists of a key
         * @description Holds in every process within a second.
         */
        patch: operations["patchV1ApiKeysById"];
        trace?: never;
    };
    "/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key a new secret
         * @description `key` is in this reply alone. The old secret stays valid for `overlapSeconds`, a day at most.
         */
        post: operations["postV1ApiKeysByIdRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts that messages may go through, and how they are
         * @description One's own first, then those of the platform; in test mode the sandbox alone.
         */
        get: operations["getV1Providers"];
        put?: never;
        /**
         * Add an account of one's own
         * @description One of each kind. It goes first, and stands in for the platform's account of that kind.
         */
        post: operations["postV1Providers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of providers, with the settings that an account takes */
        get: operations["getV1ProvidersKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account */
        get: operations["getV1ProvidersById"];
        put?: never;
        post?: never;
        /**
         * Remove an account of one's own
         * @description What waits goes through another, unless it asked for this one.
         */
        delete: operations["deleteV1ProvidersById"];
        options?: never;
        head?: never;
        /**
         * Change settings of an account of one's own
         * @description RFC 7396: what is left out stays, secrets included; null removes.
         */
        patch: operations["patchV1ProvidersById"];
        trace?: never;
    };
    "/v1/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message through this account alone
         * @description A message like any other: it is in the list, and costs what it costs.
         */
        post: operations["postV1ProvidersByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look now whether an account of one's own answers */
        post: operations["postV1ProvidersByIdCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that hold: one's own, or the platform's */
        get: operations["getV1Routes"];
        /**
         * Replace the rules by one's own
         * @description All of them: none of the platform's holds any more.
         */
        put: operations["putV1Routes"];
        post?: never;
        /** Remove one's own rules: the platform's hold again */
        delete: operations["deleteV1Routes"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routes/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which accounts a message would be tried through, and why
         * @description Sends and stores nothing.
         */
        post: operations["postV1RoutesExplain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What test keys sent in the last hour, newest first
         * @description For test keys alone. Texts are whole, those of one-time codes too: no phone gets them.
         */
        get: operations["getV1SandboxMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All webhooks, the oldest first */
        get: operations["getV1Webhooks"];
        put?: never;
        /**
         * Be told what happens
         * @description From now on, at least once, signed after Standard Webhooks. The secret is in this reply alone.
         */
        post: operations["postV1Webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema of what is sent */
        get: operations["getV1WebhooksSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A webhook, and how it does */
        get: operations["getV1WebhooksById"];
        put?: never;
        post?: never;
        /** Remove a webhook */
        delete: operations["deleteV1WebhooksById"];
        options?: never;
        head?: never;
        /** Change a webhook; `enabled: true` brings one back */
        patch: operations["patchV1WebhooksById"];
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret
         * @description It is in this reply alone. For 24 hours the secret before it signs too. With `callbacks` it is the one for the `callbackUrl`s of messages.
         */
        post: operations["postV1WebhooksByIdRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a `webhook.test`, once
         * @description Its delivery tells what came of it.
         */
        post: operations["postV1WebhooksByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent, what is to be and what failed, of the last 30 days */
        get: operations["getV1WebhooksByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A delivery with its attempts */
        get: operations["getV1WebhooksByIdDeliveriesByEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{event}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one event again, under the id that it always had */
        post: operations["postV1WebhooksByIdDeliveriesByEventReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what happened in a time again
         * @description With `missingOnly`, what was not delivered. Up to 10,000; `nextCursor` goes on with the rest.
         */
        post: operations["postV1WebhooksByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Budgets, and how much of each is used
         * @description At most 100.
         */
        get: operations["getV1Budgets"];
        put?: never;
        /**
         * Limit what is spent in an hour, a day or a month
         * @description A message that would go beyond it is refused with 402 `budget_exceeded`. At 80 percent the event `budget.threshold` is told.
         */
        post: operations["postV1Budgets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A budget, and how much of it is used */
        get: operations["getV1BudgetsById"];
        put?: never;
        post?: never;
        /** Take a limit away */
        delete: operations["deleteV1BudgetsById"];
        options?: never;
        head?: never;
        /**
         * Give a budget another name or amount
         * @description At once, also for the present hour, day or month.
         */
        patch: operations["patchV1BudgetsById"];
        trace?: never;
    };
    "/v1/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prepaid credit, by currency
         * @description An organization without any sends without it.
         */
        get: operations["getV1Credit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The money ledger
         * @description What every message held and cost, and what was paid in. Append-only.
         */
        get: operations["getV1CreditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credit/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Book a payment
         * @description Once for each `reference`. With the first one the organization is prepaid: what its credit does not suffice for is refused with 402 `insufficient_credit`.
         */
        post: operations["postV1CreditTopUps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credit/{currency}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Keep the last part of credit for one-time codes */
        patch: operations["patchV1CreditByCurrency"];
        trace?: never;
    };
    "/v1/rate-card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What messages cost
         * @description The organization's own card where it has one, else the platform's.
         */
        get: operations["getV1RateCard"];
        /**
         * Give the organization a card of its own
         * @description In the place of the one before, in every process within a second.
         */
        put: operations["putV1RateCard"];
        post?: never;
        /** Go back to the platform's card */
        delete: operations["deleteV1RateCard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent and what it cost
         * @description By day or month, provider, category and currency; up to a minute old. A message belongs to the day on which it was accepted.
         */
        get: operations["getV1Usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget a person
         * @description Cancels what waits for them, and within minutes takes number, texts and metadata out of all messages to and from them. That they opted out is remembered without the number.
         */
        post: operations["postV1PrivacyErasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an erasure is */
        get: operations["getV1PrivacyErasuresById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All that is held of a person, as JSON
         * @description `phone`, `exportedAt`, `optedOutAt`, `consent`, `messages` and `inbound`.
         */
        post: operations["postV1PrivacyExports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opt-outs/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt out the numbers of a CSV file
         * @description One number a line in international form, or a column `phone`; at most 1 MiB. Promotional messages of every sender. The same file twice changes nothing, and no START ends what a file began.
         */
        post: operations["postV1OptOutsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opt-outs/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who opted out, as CSV */
        get: operations["getV1OptOutsExportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opt-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who opted out, the last one first */
        get: operations["getV1OptOuts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/{phone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a number stands, and how it came to that
         * @description The same for every number, with a contact or without.
         */
        get: operations["getV1ConsentByPhone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opt somebody out, or in again, in their name
         * @description What is opted out here stays so until it is opted in here.
         */
        post: operations["postV1Consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first */
        get: operations["getV1Audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that no entry was changed, removed or slipped in
         * @description Reads the whole chain. `broken` names the first entry that does not hold. The signed heads vouch for it up to `signedThrough`.
         */
        get: operations["getV1AuditVerify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/export.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All entries with their signed heads, as JSON Lines
         * @description Verifies without the database: `verifyAuditExport` of `@nx/core`.
         */
        get: operations["getV1AuditExportJsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/guard/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was decided about texts, the newest first
         * @description Of thirty days. `verdict=refused` shows what was kept from leaving, and why.
         */
        get: operations["getV1OtpGuardDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/guard/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ranges that are blocked, or were
         * @description A block ends by itself at `until`.
         */
        get: operations["getV1OtpGuardBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/guard/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversions that fell
         * @description Of all, of a country or of a range; an alert refuses nothing.
         */
        get: operations["getV1OtpGuardAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/otp/guard/blocks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Lift a block
         * @description What led to it is forgiven; only later texts can block the range again.
         */
        delete: operations["deleteV1OtpGuardBlocksById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All settings, without secrets */
        get: operations["getV1Settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/{group}/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One setting, without secrets */
        get: operations["getV1SettingsByGroupByKey"];
        put?: never;
        post?: never;
        /**
         * Remove a setting
         * @description Its defaults hold from here on.
         */
        delete: operations["deleteV1SettingsByGroupByKey"];
        options?: never;
        head?: never;
        /**
         * Change fields of a setting
         * @description RFC 7396: what is left out stays, secrets included; null removes. Every process uses the new value within a second.
         */
        patch: operations["patchV1SettingsByGroupByKey"];
        trace?: never;
    };
    "/v1/settings/{group}/{key}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed a setting, newest first */
        get: operations["getV1SettingsByGroupByKeyChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemBody: {
            /** @description `urn:nx:problem:` and the code. */
            type: string;
            title: string;
            status: number;
            /** @description Stable code to decide by. */
            code: string;
            detail?: string;
            /** @description Whose limit refused. */
            scope?: string;
            errors?: {
                /** @description JSON pointer to the field, for example `/encryption/key`. */
                path: string;
                /** @description Stable code, for example `required`. */
                code: string;
                /** @description A sentence for a person. */
                message: string;
            }[];
            /** @description To be named when asking for help. */
            requestId?: string;
            retryAfterSeconds?: number;
        };
        StreamEvent: {
            /**
             * @description `message.` and what happened.
             * @example message.queued
             * @example message.lease_reclaimed
             * @example message.definite_retry
             * @example message.ambiguous_retry
             * @example message.submitted
             * @example message.attempt_unknown
             * @example message.attempt_refused
             * @example message.attempt_late_result
             * @example message.sent
             * @example message.delivered
             * @example message.failed
             * @example message.rejected
             * @example message.expired
             * @example message.cancelled
             * @example message.report
             */
            type: string;
            /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
            id: string;
            /** @example 2026-01-02T08:31:05.123Z */
            at: string;
            attempt?: number;
            account?: string;
            error?: string;
            providerCode?: string;
            report?: string;
            late?: boolean;
        } | {
            /** @constant */
            type: "message.inbound";
            /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
            id: string;
            /** @example 2026-01-02T08:31:05.123Z */
            at: string;
            account: string;
            /**
             * @description Masked.
             * @example ***678
             */
            from: string;
        } | {
            /** @constant */
            type: "reset";
            /** @enum {string} */
            reason: "expired" | "unknown";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Response for status 503 */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                    };
                };
            };
        };
    };
    getHealthConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "problems";
                        environment: string;
                        sms: {
                            ready: boolean;
                            provider?: string;
                            standIn?: boolean;
                            reason?: string;
                        };
                        problems: {
                            /** @description For example `INTEGRATION/vnpay`. */
                            setting: string;
                            /** @description Absent: the platform's. */
                            organization?: string;
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getHealthProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            account: string;
                            /** @description Its kind, for example `twilio` */
                            provider: string;
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getInByAccountByTokenStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postInByAccountByTokenStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getInByAccountByTokenInbound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postInByAccountByTokenInbound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsDlrByAccountByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsDlrByAccountByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsReceiveByAccountByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsReceiveByAccountByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postSms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    receiver: string;
                    message: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postSmsSend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    phoneNumber: string;
                    message: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsSend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postSmsBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    receivers: string[];
                    message: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @constant */
                            status: "QUEUED";
                            /** @description E.164. */
                            to: string;
                            segments: number;
                            /** @enum {string} */
                            encoding: "GSM-7" | "UCS-2";
                            estimatedPrice?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            createdAt: string;
                        }[];
                        rejected: {
                            index: number;
                            code: string;
                            path?: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsSendBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string[];
                    body: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @constant */
                            status: "QUEUED";
                            /** @description E.164. */
                            to: string;
                            segments: number;
                            /** @enum {string} */
                            encoding: "GSM-7" | "UCS-2";
                            estimatedPrice?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            createdAt: string;
                        }[];
                        rejected: {
                            index: number;
                            code: string;
                            path?: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsStatusById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        direction: "outbound" | "inbound";
                        /** @enum {string} */
                        status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                        /** @constant */
                        outcome?: "unknown";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        to: string;
                        from?: string;
                        /** @description Null where it is a one-time code, or deleted. */
                        body: string | null;
                        /** @enum {string} */
                        encoding?: "GSM-7" | "UCS-2";
                        segments?: number;
                        /** @description Account of the last attempt. */
                        provider?: string;
                        attempts?: number;
                        error?: string;
                        price?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        metadata?: {
                            [key: string]: string;
                        };
                        redriveOf?: string;
                        createdAt: string;
                        updatedAt: string;
                        validUntil?: string;
                        /** @description How each attempt ended. */
                        attemptList: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                        events: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {string} */
                            direction: "outbound" | "inbound";
                            /** @enum {string} */
                            status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                            /** @constant */
                            outcome?: "unknown";
                            /** @enum {string} */
                            category?: "otp" | "transactional" | "promotional";
                            to: string;
                            from?: string;
                            /** @description Null where it is a one-time code, or deleted. */
                            body: string | null;
                            /** @enum {string} */
                            encoding?: "GSM-7" | "UCS-2";
                            segments?: number;
                            /** @description Account of the last attempt. */
                            provider?: string;
                            attempts?: number;
                            error?: string;
                            price?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            metadata?: {
                                [key: string]: string;
                            };
                            redriveOf?: string;
                            createdAt: string;
                            updatedAt: string;
                            validUntil?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getSmsMessages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {string} */
                            direction: "outbound" | "inbound";
                            /** @enum {string} */
                            status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                            /** @constant */
                            outcome?: "unknown";
                            /** @enum {string} */
                            category?: "otp" | "transactional" | "promotional";
                            to: string;
                            from?: string;
                            /** @description Null where it is a one-time code, or deleted. */
                            body: string | null;
                            /** @enum {string} */
                            encoding?: "GSM-7" | "UCS-2";
                            segments?: number;
                            /** @description Account of the last attempt. */
                            provider?: string;
                            attempts?: number;
                            error?: string;
                            price?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            metadata?: {
                                [key: string]: string;
                            };
                            redriveOf?: string;
                            createdAt: string;
                            updatedAt: string;
                            validUntil?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsAnalytics: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                groupBy?: "category" | "provider" | "campaign";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: {
                            /**
                             * @description First day.
                             * @example 2026-01-31
                             */
                            from: string;
                            /**
                             * @description Last day.
                             * @example 2026-01-31
                             */
                            to: string;
                        };
                        /** @description When the counts were last brought up to date; null before the first time. */
                        countedAt: string | null;
                        summary: {
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                            /** @description Messages that people sent to us. */
                            inbound: number;
                        };
                        /** @description Every day of the period, oldest first. */
                        daily: {
                            /**
                             * @description UTC day.
                             * @example 2026-01-31
                             */
                            date: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                            /** @description Messages that people sent to us. */
                            inbound: number;
                        }[];
                        /** @description By the provider of the last attempt, most sent first. */
                        providers: {
                            provider: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description The ten campaigns that sent most. */
                        campaigns: {
                            campaignId: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description Where `groupBy` is given: the 100 groups that sent most. The key of messages that are in none is null. */
                        groups?: {
                            key: string | null;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description At this moment, whatever the period. */
                        queue: {
                            /** @description Messages that wait to be sent, later ones included. */
                            queued: number;
                            /** @description Messages that a worker has at this moment. */
                            sending: number;
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The period cannot be told of. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @description Its kind. */
                            provider: string;
                            title: string;
                            /** @enum {string} */
                            owner: "organization" | "platform" | "sandbox";
                            /** @description False while its settings are wrong. */
                            usable: boolean;
                            health?: {
                                /** @enum {string} */
                                state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                                /** @enum {string} */
                                circuit: "closed" | "open" | "half-open";
                                /** @description Percent of its messages that go to it first */
                                share: number;
                                /** @description Of the last five minutes; 21 stands for more as well */
                                failures: number;
                                /** Format: date-time */
                                checkedAt?: string;
                                /** @description A code of the list of send errors */
                                lastError?: string;
                                /** Format: date-time */
                                lastErrorAt?: string;
                            };
                            /** @description Defaults filled in, secrets left out. */
                            settings?: unknown;
                            /** @description By JSON pointer. */
                            secrets?: {
                                [key: string]: {
                                    set: boolean;
                                    /** @description The last four characters, of a secret of twelve or more. */
                                    last4?: string;
                                    /** Format: date-time */
                                    updatedAt?: string;
                                    /** Format: date-time */
                                    rotateBy?: string;
                                };
                            };
                            problems?: {
                                /** @description JSON pointer to the field, for example `/encryption/key`. */
                                path: string;
                                /** @description Stable code, for example `required`. */
                                code: string;
                                /** @description A sentence for a person. */
                                message: string;
                            }[];
                            /** Format: date-time */
                            updatedAt?: string;
                            updatedBy?: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    provider: "vnpay" | "twilio" | "vonage" | "africastalking" | "veevotech";
                    /** @description By the schema of the kind. Secrets go in and never come out. */
                    settings: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsProvidersKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example twilio */
                            kind: string;
                            title: string;
                            /** @description What it can do, by its own declaration. */
                            capabilities: unknown;
                            /** @description JSON schema of an account's settings, for a form. */
                            settings: unknown;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getApiSmsProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteApiSmsProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchApiSmsProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsProvidersByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example +84912345678 */
                    to: string;
                    /** @default This is a test message. */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postApiSmsProvidersByIdCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: string;
                        /** @description Its kind, for example `twilio` */
                        provider: string;
                        /** @enum {string} */
                        state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                        /** @enum {string} */
                        circuit: "closed" | "open" | "half-open";
                        /** @description Percent of its messages that go to it first */
                        share: number;
                        /** @description Of the last five minutes; 21 stands for more as well */
                        failures: number;
                        /** Format: date-time */
                        checkedAt?: string;
                        /** @description A code of the list of send errors */
                        lastError?: string;
                        /** Format: date-time */
                        lastErrorAt?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1OtpRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description E.164, or a national number of the configured country.
                     * @example +84912345678
                     */
                    phone: string;
                    /**
                     * @description What the code will allow. A code for one purpose opens no other.
                     * @default sign-in
                     */
                    purpose?: string;
                    /** @description Language of the text; else the `Accept-Language` header decides. */
                    locale?: "en" | "vi";
                    /** @description Address of the person's device, told by a server with a key; limits count by it. */
                    clientIp?: string;
                    /** @description Told by a server with a key: its user has just passed a CAPTCHA, see `challenge_required`. */
                    challengePassed?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the verification. */
                        id: string;
                        /** @description Tag in the text, to tell two messages apart. */
                        reference: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** Format: date-time */
                        resendAvailableAt: string;
                        attemptsRemaining: number;
                        sendsRemaining: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The pumping guard refused this text. Show first that a person is asking. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Codes are not sent to numbers of this kind. The provider refused the message. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The next message has to wait. No more messages for this verification. Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Messages cannot be sent at present. Verification is not configured. The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1OtpVerify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Id of the verification.
                     * @example otp_01kage5zv4f6rv3t3g0vr2k4dp
                     */
                    id: string;
                    /**
                     * @description ASCII digits as they stand in the text.
                     * @example 482915
                     */
                    code: string;
                    /** @description Address of the person's device, told by a server with a key; limits count by it. */
                    clientIp?: string;
                    /** @description Told by a server with a key: its user has just passed a CAPTCHA, see `challenge_required`. */
                    challengePassed?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        verified: true;
                        /** @description E.164. */
                        phone: string;
                        purpose: string;
                        /** @description Proof to be redeemed once by the service that acts on it. */
                        token: string;
                    };
                };
            };
            /** @description The code is wrong or no longer valid. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Show first that a person is asking. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Verification is not configured. The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1OtpRedeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description E.164. */
                        phone: string;
                        purpose: string;
                        /** Format: date-time */
                        verifiedAt: string;
                    };
                };
            };
            /** @description The proof is unknown, expired or already redeemed. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1OtpByIdResend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Language of the text; else the `Accept-Language` header decides. */
                    locale?: "en" | "vi";
                    /** @description Address of the person's device, told by a server with a key; limits count by it. */
                    clientIp?: string;
                    /** @description Told by a server with a key: its user has just passed a CAPTCHA, see `challenge_required`. */
                    challengePassed?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the verification. */
                        id: string;
                        /** @description Tag in the text, to tell two messages apart. */
                        reference: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** Format: date-time */
                        resendAvailableAt: string;
                        attemptsRemaining: number;
                        sendsRemaining: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The pumping guard refused this text. Show first that a person is asking. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such verification, or it has ended. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Codes are not sent to numbers of this kind. The provider refused the message. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The next message has to wait. No more messages for this verification. Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Messages cannot be sent at present. Verification is not configured. The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1OtpById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MessagesBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    messages: {
                        /**
                         * @description Recipient in international form.
                         * @example +84912345678
                         */
                        to: string;
                        /**
                         * @description The text, 1 to 1600 characters, at most 10 segments.
                         * @example Hoc phi thang 11: 1.250.000 dong, han nop 30/11.
                         */
                        body: string;
                        /** @description Sender ID (brandname); the account's own where it is absent. */
                        from?: string;
                        /** @description Goes through this provider alone. */
                        provider?: string;
                        /** @description What the message is for. Transactional where it is absent. */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * @description Does not leave before it; at most 90 days ahead.
                         * @example 2026-01-02T08:31:05Z
                         */
                        notBefore?: string;
                        /**
                         * @description Expires if it has not left by then.
                         * @example 2026-01-02T08:31:05Z
                         */
                        sendBy?: string;
                        maxPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        /**
                         * @description Is told what becomes of the message, as webhooks are; signed with the secret of `/v1/webhooks/callbacks`.
                         * @example https://shop.example.com/hooks/sms
                         */
                        callbackUrl?: string;
                        /** @description Given back with the message; at most 20 entries. */
                        metadata?: {
                            [key: string]: string;
                        };
                        /** @description The same key and request is answered with the first reply and sends nothing. */
                        idempotencyKey?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @constant */
                            status: "QUEUED";
                            /** @description E.164. */
                            to: string;
                            segments: number;
                            /** @enum {string} */
                            encoding: "GSM-7" | "UCS-2";
                            estimatedPrice?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            createdAt: string;
                        }[];
                        rejected: {
                            index: number;
                            code: string;
                            path?: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MessagesBatchPreview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    messages: {
                        /**
                         * @description Recipient in international form.
                         * @example +84912345678
                         */
                        to: string;
                        /**
                         * @description The text, 1 to 1600 characters, at most 10 segments.
                         * @example Hoc phi thang 11: 1.250.000 dong, han nop 30/11.
                         */
                        body: string;
                        /** @description Sender ID (brandname); the account's own where it is absent. */
                        from?: string;
                        /** @description Goes through this provider alone. */
                        provider?: string;
                        /** @description What the message is for. Transactional where it is absent. */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * @description Does not leave before it; at most 90 days ahead.
                         * @example 2026-01-02T08:31:05Z
                         */
                        notBefore?: string;
                        /**
                         * @description Expires if it has not left by then.
                         * @example 2026-01-02T08:31:05Z
                         */
                        sendBy?: string;
                        maxPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        /**
                         * @description Is told what becomes of the message, as webhooks are; signed with the secret of `/v1/webhooks/callbacks`.
                         * @example https://shop.example.com/hooks/sms
                         */
                        callbackUrl?: string;
                        /** @description Given back with the message; at most 20 entries. */
                        metadata?: {
                            [key: string]: string;
                        };
                        /** @description The same key and request is answered with the first reply and sends nothing. */
                        idempotencyKey?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description That would be accepted. */
                        messages: number;
                        segments: number;
                        /** @description For each currency, at the accounts that go first. */
                        cost: {
                            /** @example 1275000 */
                            amount: string;
                            currency: string;
                        }[];
                        /** @description Messages that no rate tells the price of. */
                        unpriced: number;
                        rejected: {
                            index: number;
                            code: string;
                            path?: string;
                            message: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Messages: {
        parameters: {
            query?: {
                status?: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                direction?: "outbound" | "inbound";
                phone?: string;
                campaignId?: string;
                category?: "otp" | "transactional" | "promotional";
                provider?: string;
                from?: string;
                to?: string;
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {string} */
                            direction: "outbound" | "inbound";
                            /** @enum {string} */
                            status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                            /** @constant */
                            outcome?: "unknown";
                            /** @enum {string} */
                            category?: "otp" | "transactional" | "promotional";
                            to: string;
                            from?: string;
                            /** @description Null where it is a one-time code, or deleted. */
                            body: string | null;
                            /** @enum {string} */
                            encoding?: "GSM-7" | "UCS-2";
                            segments?: number;
                            /** @description Account of the last attempt. */
                            provider?: string;
                            attempts?: number;
                            error?: string;
                            price?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                            metadata?: {
                                [key: string]: string;
                            };
                            redriveOf?: string;
                            createdAt: string;
                            updatedAt: string;
                            validUntil?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Recipient in international form.
                     * @example +84912345678
                     */
                    to: string;
                    /**
                     * @description The text, 1 to 1600 characters, at most 10 segments.
                     * @example Hoc phi thang 11: 1.250.000 dong, han nop 30/11.
                     */
                    body: string;
                    /** @description Sender ID (brandname); the account's own where it is absent. */
                    from?: string;
                    /** @description Goes through this provider alone. */
                    provider?: string;
                    /** @description What the message is for. Transactional where it is absent. */
                    category?: "otp" | "transactional" | "promotional";
                    /**
                     * @description Does not leave before it; at most 90 days ahead.
                     * @example 2026-01-02T08:31:05Z
                     */
                    notBefore?: string;
                    /**
                     * @description Expires if it has not left by then.
                     * @example 2026-01-02T08:31:05Z
                     */
                    sendBy?: string;
                    maxPrice?: {
                        /** @example 850 */
                        amount: string;
                        /** @example VND */
                        currency: string;
                    };
                    /**
                     * @description Is told what becomes of the message, as webhooks are; signed with the secret of `/v1/webhooks/callbacks`.
                     * @example https://shop.example.com/hooks/sms
                     */
                    callbackUrl?: string;
                    /** @description Given back with the message; at most 20 entries. */
                    metadata?: {
                        [key: string]: string;
                    };
                    /** @description The same key and request is answered with the first reply and sends nothing. */
                    idempotencyKey?: string;
                    /** @description Says what would happen, and sends nothing. */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        to: string;
                        /** @description As the phone would show it. */
                        text: string;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        segments: number;
                        unitsLeft: number;
                        /** @description Characters that make the text Unicode. */
                        offending: {
                            character: string;
                            index: number;
                        }[];
                        account?: string;
                        price?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        suggestion?: {
                            text: string;
                            segments: number;
                            saved: number;
                        };
                        explanation: string[];
                    };
                };
            };
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MessagesPreview: {
        parameters: {
            query?: {
                locale?: "en" | "vi";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Recipient in international form.
                     * @example +84912345678
                     */
                    to: string;
                    /**
                     * @description The text, 1 to 1600 characters, at most 10 segments.
                     * @example Hoc phi thang 11: 1.250.000 dong, han nop 30/11.
                     */
                    body: string;
                    /** @description Sender ID (brandname); the account's own where it is absent. */
                    from?: string;
                    /** @description Goes through this provider alone. */
                    provider?: string;
                    /** @description What the message is for. Transactional where it is absent. */
                    category?: "otp" | "transactional" | "promotional";
                    /**
                     * @description Does not leave before it; at most 90 days ahead.
                     * @example 2026-01-02T08:31:05Z
                     */
                    notBefore?: string;
                    /**
                     * @description Expires if it has not left by then.
                     * @example 2026-01-02T08:31:05Z
                     */
                    sendBy?: string;
                    maxPrice?: {
                        /** @example 850 */
                        amount: string;
                        /** @example VND */
                        currency: string;
                    };
                    /**
                     * @description Is told what becomes of the message, as webhooks are; signed with the secret of `/v1/webhooks/callbacks`.
                     * @example https://shop.example.com/hooks/sms
                     */
                    callbackUrl?: string;
                    /** @description Given back with the message; at most 20 entries. */
                    metadata?: {
                        [key: string]: string;
                    };
                    /** @description The same key and request is answered with the first reply and sends nothing. */
                    idempotencyKey?: string;
                    /** @description Says what would happen, and sends nothing. */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        to: string;
                        /** @description As the phone would show it. */
                        text: string;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        segments: number;
                        unitsLeft: number;
                        /** @description Characters that make the text Unicode. */
                        offending: {
                            character: string;
                            index: number;
                        }[];
                        account?: string;
                        price?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        suggestion?: {
                            text: string;
                            segments: number;
                            saved: number;
                        };
                        explanation: string[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. The address cannot be called. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1MessagesExportCsv: {
        parameters: {
            query?: {
                status?: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED";
                direction?: "outbound" | "inbound";
                phone?: string;
                campaignId?: string;
                category?: "otp" | "transactional" | "promotional";
                provider?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1MessagesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        direction: "outbound" | "inbound";
                        /** @enum {string} */
                        status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                        /** @constant */
                        outcome?: "unknown";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        to: string;
                        from?: string;
                        /** @description Null where it is a one-time code, or deleted. */
                        body: string | null;
                        /** @enum {string} */
                        encoding?: "GSM-7" | "UCS-2";
                        segments?: number;
                        /** @description Account of the last attempt. */
                        provider?: string;
                        attempts?: number;
                        error?: string;
                        price?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        metadata?: {
                            [key: string]: string;
                        };
                        redriveOf?: string;
                        createdAt: string;
                        updatedAt: string;
                        validUntil?: string;
                        /** @description How each attempt ended. */
                        attemptList: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                        events: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1MessagesByIdExplain: {
        parameters: {
            query?: {
                locale?: "en" | "vi";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sentences: string[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MessagesByIdCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        direction: "outbound" | "inbound";
                        /** @enum {string} */
                        status: "QUEUED" | "SENDING" | "SUBMITTED" | "SENT" | "DELIVERED" | "FAILED" | "REJECTED" | "EXPIRED" | "CANCELLED" | "RECEIVED";
                        /** @constant */
                        outcome?: "unknown";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        to: string;
                        from?: string;
                        /** @description Null where it is a one-time code, or deleted. */
                        body: string | null;
                        /** @enum {string} */
                        encoding?: "GSM-7" | "UCS-2";
                        segments?: number;
                        /** @description Account of the last attempt. */
                        provider?: string;
                        attempts?: number;
                        error?: string;
                        price?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        metadata?: {
                            [key: string]: string;
                        };
                        redriveOf?: string;
                        createdAt: string;
                        updatedAt: string;
                        validUntil?: string;
                        /** @description How each attempt ended. */
                        attemptList: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                        events: {
                            type: string;
                            at: string;
                            attempt?: number;
                            account?: string;
                            error?: string;
                            providerCode?: string;
                            report?: string;
                            late?: boolean;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The message may have left already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MessagesByIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such message. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Only a message that ended without delivery is sent again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1DeadLetters: {
        parameters: {
            query?: {
                reason?: string;
                from?: string;
                to?: string;
                cursor?: string;
                limit?: string | number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Of the message. */
                            id: string;
                            reason: string;
                            diedAt: string;
                            /** @description E.164. */
                            to: string;
                            /** @enum {string} */
                            category: "otp" | "transactional" | "promotional";
                            /** @description Account of the last attempt. */
                            provider?: string;
                            /** @description The message as which it was sent again. */
                            redrivenAs?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1DeadLettersRedrive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Either these messages, or a `reason`. */
                    ids?: string[];
                    /**
                     * @description Why it failed, as `error` of the message.
                     * @example unavailable
                     */
                    reason?: string;
                    /**
                     * @description Failed at or after it.
                     * @example 2026-01-02T08:31:05Z
                     */
                    from?: string;
                    /**
                     * @description Failed before it.
                     * @example 2026-01-02T08:31:05Z
                     */
                    to?: string;
                    /** @description `nextCursor` of a page. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Sent again, now or by an earlier request. */
                        redriven: {
                            id: string;
                            redrivenAs: string;
                        }[];
                        refused: {
                            id: string;
                            code: string;
                            message: string;
                        }[];
                        /** @description Letters of the same reason and time that were not looked at yet. */
                        remaining: number;
                        /** @description Give it as `cursor` to go on with those that remain. */
                        nextCursor?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1EventsStream: {
        parameters: {
            query?: {
                types?: string;
            };
            header?: {
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            /** @description The cursor is none that was given out here. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Analytics: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                groupBy?: "category" | "provider" | "campaign";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: {
                            /**
                             * @description First day.
                             * @example 2026-01-31
                             */
                            from: string;
                            /**
                             * @description Last day.
                             * @example 2026-01-31
                             */
                            to: string;
                        };
                        /** @description When the counts were last brought up to date; null before the first time. */
                        countedAt: string | null;
                        summary: {
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                            /** @description Messages that people sent to us. */
                            inbound: number;
                        };
                        /** @description Every day of the period, oldest first. */
                        daily: {
                            /**
                             * @description UTC day.
                             * @example 2026-01-31
                             */
                            date: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                            /** @description Messages that people sent to us. */
                            inbound: number;
                        }[];
                        /** @description By the provider of the last attempt, most sent first. */
                        providers: {
                            provider: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description The ten campaigns that sent most. */
                        campaigns: {
                            campaignId: string;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description Where `groupBy` is given: the 100 groups that sent most. The key of messages that are in none is null. */
                        groups?: {
                            key: string | null;
                            /** @description Messages that were taken in. */
                            accepted: number;
                            /** @description Of these, those that a provider took or may have taken. */
                            sent: number;
                            /** @description Of these, those that the phone has, by the provider's report. */
                            delivered: number;
                            /** @description Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED. */
                            failed: number;
                            /** @description Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended. */
                            deliveryRate: number | null;
                            /** @description Segments of the messages that were sent. */
                            segments: number;
                            /** @description Sum of the prices that providers told, or else the rate card, by currency. */
                            cost: {
                                /** @example 7615.5 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            }[];
                        }[];
                        /** @description At this moment, whatever the period. */
                        queue: {
                            /** @description Messages that wait to be sent, later ones included. */
                            queued: number;
                            /** @description Messages that a worker has at this moment. */
                            sending: number;
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The period cannot be told of. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description E-mail address; upper and lower case are the same.
                     * @example an@example.com
                     */
                    email: string;
                    /** @description Any characters; long is better than odd. */
                    password: string;
                    organization: string;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the session. */
                        id: string;
                        /** @description Signed in within the last 15 minutes. */
                        fresh: boolean;
                        /** @description To be sent as `X-CSRF-Token` with everything that changes something. */
                        csrfToken: string;
                        user: {
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                        };
                        /** @description Where the session works; absent for a member of none, or not of that one. */
                        organization?: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** @description What the role allows. */
                            permissions: string[];
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The first owner has signed up; others are invited. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description E-mail address; upper and lower case are the same.
                     * @example an@example.com
                     */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the session. */
                        id: string;
                        /** @description Signed in within the last 15 minutes. */
                        fresh: boolean;
                        /** @description To be sent as `X-CSRF-Token` with everything that changes something. */
                        csrfToken: string;
                        user: {
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                        };
                        /** @description Where the session works; absent for a member of none, or not of that one. */
                        organization?: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** @description What the role allows. */
                            permissions: string[];
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The e-mail address or the password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthPhoneCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description E.164, or a national number of the configured country.
                     * @example +84912345678
                     */
                    phone: string;
                    /** @description Language of the text; else the `Accept-Language` header decides. */
                    locale?: "en" | "vi";
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the verification. */
                        id: string;
                        /** @description Tag in the text, to tell two messages apart. */
                        reference: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** Format: date-time */
                        resendAvailableAt: string;
                        attemptsRemaining: number;
                        sendsRemaining: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Codes are not sent to numbers of this kind. The provider refused the message. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. The next message has to wait. No more messages for this verification. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Phones cannot be proved here. Messages cannot be sent at present. Verification is not configured. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthPhoneSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Id of the verification.
                     * @example otp_01kage5zv4f6rv3t3g0vr2k4dp
                     */
                    id: string;
                    /**
                     * @description ASCII digits as they stand in the text.
                     * @example 482915
                     */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the session. */
                        id: string;
                        /** @description Signed in within the last 15 minutes. */
                        fresh: boolean;
                        /** @description To be sent as `X-CSRF-Token` with everything that changes something. */
                        csrfToken: string;
                        user: {
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                        };
                        /** @description Where the session works; absent for a member of none, or not of that one. */
                        organization?: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** @description What the role allows. */
                            permissions: string[];
                        };
                    };
                };
            };
            /** @description The code is wrong or no longer valid. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. Nobody here has this phone number. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthInvitationsAccept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The end of the link. */
                    token: string;
                    name?: string;
                    /** @description Any characters; long is better than odd. */
                    password?: string;
                    phone?: {
                        /**
                         * @description Id of the verification.
                         * @example otp_01kage5zv4f6rv3t3g0vr2k4dp
                         */
                        id: string;
                        /**
                         * @description ASCII digits as they stand in the text.
                         * @example 482915
                         */
                        code: string;
                    };
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the session. */
                        id: string;
                        /** @description Signed in within the last 15 minutes. */
                        fresh: boolean;
                        /** @description To be sent as `X-CSRF-Token` with everything that changes something. */
                        csrfToken: string;
                        user: {
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                        };
                        /** @description Where the session works; absent for a member of none, or not of that one. */
                        organization?: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** @description What the role allows. */
                            permissions: string[];
                        };
                    };
                };
            };
            /** @description The invitation is unknown, expired or used. The code is wrong or no longer valid. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The invitation is for somebody else. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is an account already: sign in, then accept. This person is a member already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something is missing to make an account. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Too many requests. A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The service is busy. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1AuthSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Id of the session. */
                        id: string;
                        /** @description Signed in within the last 15 minutes. */
                        fresh: boolean;
                        /** @description To be sent as `X-CSRF-Token` with everything that changes something. */
                        csrfToken: string;
                        user: {
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                        };
                        /** @description Where the session works; absent for a member of none, or not of that one. */
                        organization?: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** @description What the role allows. */
                            permissions: string[];
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1AuthSignOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1AuthSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @description The one that asks. */
                            current: boolean;
                            /** Format: date-time */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description To the minute.
                             */
                            lastUsedAt: string;
                            /**
                             * Format: date-time
                             * @description Moves with use.
                             */
                            expiresAt: string;
                            /** @description Where it began; of IPv6 the /64. */
                            address?: string;
                            userAgent?: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1AuthSessionsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Members: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Id of the user.
                             * @example usr_01kage5zv4f6rv3t3g0vr2k4dp
                             */
                            id: string;
                            name: string;
                            email?: string;
                            /** @description E.164. */
                            phone?: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** Format: date-time */
                            joinedAt: string;
                        }[];
                        /** @description Where the next page begins. */
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1MembersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. Only an owner may do this. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description An organization keeps at least one owner. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1MembersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `viewer` reads, `sender` also sends, `admin` also administers, `owner` owns. */
                    role: "owner" | "admin" | "sender" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. Only an owner may do this. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description An organization keeps at least one owner. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1MembersInvitations: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example inv_01kage5zv4f6rv3t3g0vr2k4dp */
                            id: string;
                            email?: string;
                            phone?: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                        /** @description Where the next page begins. */
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1MembersInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `viewer` reads, `sender` also sends, `admin` also administers, `owner` owns. */
                    role: "owner" | "admin" | "sender" | "viewer";
                    /**
                     * @description E-mail address; upper and lower case are the same.
                     * @example an@example.com
                     */
                    email?: string;
                    /**
                     * @description E.164.
                     * @example +84912345678
                     */
                    phone?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example inv_01kage5zv4f6rv3t3g0vr2k4dp */
                        id: string;
                        email?: string;
                        phone?: string;
                        /** @enum {string} */
                        role: "owner" | "admin" | "sender" | "viewer";
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description Shown once, and only where nothing sends it: to be handed to the one who is invited. */
                        link?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. Only an owner may do this. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description This person is a member already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The invitation could not be sent. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1MembersInvitationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Organizations: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example org_01kage5zv4f6rv3t3g0vr2k4dp */
                            id: string;
                            name: string;
                            /** @description Of a sub-organization. */
                            parentId?: string;
                            /** @enum {string} */
                            role: "owner" | "admin" | "sender" | "viewer";
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        /** @description Where the next page begins. */
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Organizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example org_01kage5zv4f6rv3t3g0vr2k4dp */
                        id: string;
                        name: string;
                        /** @description Of a sub-organization. */
                        parentId?: string;
                        /** @enum {string} */
                        role: "owner" | "admin" | "sender" | "viewer";
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A sub-organization has none of its own. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OrganizationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example org_01kage5zv4f6rv3t3g0vr2k4dp */
                        id: string;
                        name: string;
                        /** @description Of a sub-organization. */
                        parentId?: string;
                        /** @enum {string} */
                        role: "owner" | "admin" | "sender" | "viewer";
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1OrganizationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example org_01kage5zv4f6rv3t3g0vr2k4dp */
                        id: string;
                        name: string;
                        /** @description Of a sub-organization. */
                        parentId?: string;
                        /** @enum {string} */
                        role: "owner" | "admin" | "sender" | "viewer";
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Nobody is signed in. Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request does not come from a page of ours. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1ApiKeys: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @enum {string} */
                            kind: "sk_live" | "sk_test" | "pk_live";
                            name: string;
                            /** @enum {string} */
                            status: "live" | "expired" | "revoked";
                            /**
                             * @description How it begins.
                             * @example sk_live_a1B2c3D4
                             */
                            prefix: string;
                            /** @description How it ends. */
                            last4: string;
                            scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                            /** @description Messages and requests that this key may make at most. */
                            limits: {
                                /** @description 60 where it is absent. */
                                perMinute: number;
                                /** @description 10,000 where it is absent. */
                                perDay: number;
                            };
                            allowedIps: string[];
                            allowedOrigins: string[];
                            /** @description RFC 3339. */
                            createdAt: string;
                            createdBy: string;
                            /** @description RFC 3339. */
                            expiresAt?: string;
                            /** @description Until then the secret before the last rotation is valid too. */
                            previousUntil?: string;
                            /** @description RFC 3339. */
                            revokedAt?: string;
                            revokedBy?: string;
                            /** @description Up to a minute late, as the count is. */
                            lastUsedAt?: string;
                            /** @description Requests that it opened. */
                            requestCount: number;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1ApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `sk_live` and `sk_test` are secrets of a server; `test` reaches virtual phones only. `pk_live` may stand in a web page, and verifies phones only. */
                    kind: "sk_live" | "sk_test" | "pk_live";
                    /**
                     * @description For people, to know which it is.
                     * @example School management, production
                     */
                    name: string;
                    /** @description Publishable keys: `otp:request` and `otp:verify` only. */
                    scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                    /**
                     * @description From then on it opens nothing. Never where it is absent.
                     * @example 2027-01-01T00:00:00Z
                     */
                    expiresAt?: string;
                    /** @description Messages and requests that this key may make at most. */
                    limits?: {
                        /** @description 60 where it is absent. */
                        perMinute?: number;
                        /** @description 10,000 where it is absent. */
                        perDay?: number;
                    };
                    /**
                     * @description Addresses and CIDR ranges, IPv4 or IPv6, from which alone the key opens.
                     * @example [
                     *       "203.0.113.7",
                     *       "2001:db8::/48"
                     *     ]
                     */
                    allowedIps?: string[];
                    /**
                     * @description Web origins from which alone a publishable key opens; it needs at least one.
                     * @example [
                     *       "https://shop.example"
                     *     ]
                     */
                    allowedOrigins?: string[];
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        kind: "sk_live" | "sk_test" | "pk_live";
                        name: string;
                        /** @enum {string} */
                        status: "live" | "expired" | "revoked";
                        /**
                         * @description How it begins.
                         * @example sk_live_a1B2c3D4
                         */
                        prefix: string;
                        /** @description How it ends. */
                        last4: string;
                        scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                        /** @description Messages and requests that this key may make at most. */
                        limits: {
                            /** @description 60 where it is absent. */
                            perMinute: number;
                            /** @description 10,000 where it is absent. */
                            perDay: number;
                        };
                        allowedIps: string[];
                        allowedOrigins: string[];
                        /** @description RFC 3339. */
                        createdAt: string;
                        createdBy: string;
                        /** @description RFC 3339. */
                        expiresAt?: string;
                        /** @description Until then the secret before the last rotation is valid too. */
                        previousUntil?: string;
                        /** @description RFC 3339. */
                        revokedAt?: string;
                        revokedBy?: string;
                        /** @description Up to a minute late, as the count is. */
                        lastUsedAt?: string;
                        /** @description Requests that it opened. */
                        requestCount: number;
                        /** @description The key itself. It is stored nowhere and not shown again. */
                        key: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key allows more than your credentials do. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There are as many live keys as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1ApiKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        kind: "sk_live" | "sk_test" | "pk_live";
                        name: string;
                        /** @enum {string} */
                        status: "live" | "expired" | "revoked";
                        /**
                         * @description How it begins.
                         * @example sk_live_a1B2c3D4
                         */
                        prefix: string;
                        /** @description How it ends. */
                        last4: string;
                        scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                        /** @description Messages and requests that this key may make at most. */
                        limits: {
                            /** @description 60 where it is absent. */
                            perMinute: number;
                            /** @description 10,000 where it is absent. */
                            perDay: number;
                        };
                        allowedIps: string[];
                        allowedOrigins: string[];
                        /** @description RFC 3339. */
                        createdAt: string;
                        createdBy: string;
                        /** @description RFC 3339. */
                        expiresAt?: string;
                        /** @description Until then the secret before the last rotation is valid too. */
                        previousUntil?: string;
                        /** @description RFC 3339. */
                        revokedAt?: string;
                        revokedBy?: string;
                        /** @description Up to a minute late, as the count is. */
                        lastUsedAt?: string;
                        /** @description Requests that it opened. */
                        requestCount: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1ApiKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key allows more than your credentials do. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1ApiKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description For people, to know which it is.
                     * @example School management, production
                     */
                    name?: string;
                    /** @description Publishable keys: `otp:request` and `otp:verify` only. */
                    scopes?: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                    /** @description Messages and requests that this key may make at most. */
                    limits?: {
                        /** @description 60 where it is absent. */
                        perMinute?: number;
                        /** @description 10,000 where it is absent. */
                        perDay?: number;
                    };
                    /**
                     * @description Addresses and CIDR ranges, IPv4 or IPv6, from which alone the key opens.
                     * @example [
                     *       "203.0.113.7",
                     *       "2001:db8::/48"
                     *     ]
                     */
                    allowedIps?: string[];
                    /**
                     * @description Web origins from which alone a publishable key opens; it needs at least one.
                     * @example [
                     *       "https://shop.example"
                     *     ]
                     */
                    allowedOrigins?: string[];
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        kind: "sk_live" | "sk_test" | "pk_live";
                        name: string;
                        /** @enum {string} */
                        status: "live" | "expired" | "revoked";
                        /**
                         * @description How it begins.
                         * @example sk_live_a1B2c3D4
                         */
                        prefix: string;
                        /** @description How it ends. */
                        last4: string;
                        scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                        /** @description Messages and requests that this key may make at most. */
                        limits: {
                            /** @description 60 where it is absent. */
                            perMinute: number;
                            /** @description 10,000 where it is absent. */
                            perDay: number;
                        };
                        allowedIps: string[];
                        allowedOrigins: string[];
                        /** @description RFC 3339. */
                        createdAt: string;
                        createdBy: string;
                        /** @description RFC 3339. */
                        expiresAt?: string;
                        /** @description Until then the secret before the last rotation is valid too. */
                        previousUntil?: string;
                        /** @description RFC 3339. */
                        revokedAt?: string;
                        revokedBy?: string;
                        /** @description Up to a minute late, as the count is. */
                        lastUsedAt?: string;
                        /** @description Requests that it opened. */
                        requestCount: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key allows more than your credentials do. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key is revoked or expired. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1ApiKeysByIdRotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description How long the old secret stays valid: a day where it is absent, 0 for a leak. */
                    overlapSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        kind: "sk_live" | "sk_test" | "pk_live";
                        name: string;
                        /** @enum {string} */
                        status: "live" | "expired" | "revoked";
                        /**
                         * @description How it begins.
                         * @example sk_live_a1B2c3D4
                         */
                        prefix: string;
                        /** @description How it ends. */
                        last4: string;
                        scopes: ("sms:send" | "sms:read" | "otp:request" | "otp:verify" | "contacts:read" | "contacts:write" | "campaigns:*" | "inbox:read" | "webhooks:*" | "keys:*" | "admin:*")[];
                        /** @description Messages and requests that this key may make at most. */
                        limits: {
                            /** @description 60 where it is absent. */
                            perMinute: number;
                            /** @description 10,000 where it is absent. */
                            perDay: number;
                        };
                        allowedIps: string[];
                        allowedOrigins: string[];
                        /** @description RFC 3339. */
                        createdAt: string;
                        createdBy: string;
                        /** @description RFC 3339. */
                        expiresAt?: string;
                        /** @description Until then the secret before the last rotation is valid too. */
                        previousUntil?: string;
                        /** @description RFC 3339. */
                        revokedAt?: string;
                        revokedBy?: string;
                        /** @description Up to a minute late, as the count is. */
                        lastUsedAt?: string;
                        /** @description Requests that it opened. */
                        requestCount: number;
                        /** @description The key itself. It is stored nowhere and not shown again. */
                        key: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key allows more than your credentials do. The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The key is revoked or expired. The secret before the last rotation is still valid. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @description Its kind. */
                            provider: string;
                            title: string;
                            /** @enum {string} */
                            owner: "organization" | "platform" | "sandbox";
                            /** @description False while its settings are wrong. */
                            usable: boolean;
                            health?: {
                                /** @enum {string} */
                                state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                                /** @enum {string} */
                                circuit: "closed" | "open" | "half-open";
                                /** @description Percent of its messages that go to it first */
                                share: number;
                                /** @description Of the last five minutes; 21 stands for more as well */
                                failures: number;
                                /** Format: date-time */
                                checkedAt?: string;
                                /** @description A code of the list of send errors */
                                lastError?: string;
                                /** Format: date-time */
                                lastErrorAt?: string;
                            };
                            /** @description Defaults filled in, secrets left out. */
                            settings?: unknown;
                            /** @description By JSON pointer. */
                            secrets?: {
                                [key: string]: {
                                    set: boolean;
                                    /** @description The last four characters, of a secret of twelve or more. */
                                    last4?: string;
                                    /** Format: date-time */
                                    updatedAt?: string;
                                    /** Format: date-time */
                                    rotateBy?: string;
                                };
                            };
                            problems?: {
                                /** @description JSON pointer to the field, for example `/encryption/key`. */
                                path: string;
                                /** @description Stable code, for example `required`. */
                                code: string;
                                /** @description A sentence for a person. */
                                message: string;
                            }[];
                            /** Format: date-time */
                            updatedAt?: string;
                            updatedBy?: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    provider: "vnpay" | "twilio" | "vonage" | "africastalking" | "veevotech";
                    /** @description By the schema of the kind. Secrets go in and never come out. */
                    settings: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1ProvidersKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example twilio */
                            kind: string;
                            title: string;
                            /** @description What it can do, by its own declaration. */
                            capabilities: unknown;
                            /** @description JSON schema of an account's settings, for a form. */
                            settings: unknown;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1ProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1ProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1ProvidersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @description Its kind. */
                        provider: string;
                        title: string;
                        /** @enum {string} */
                        owner: "organization" | "platform" | "sandbox";
                        /** @description False while its settings are wrong. */
                        usable: boolean;
                        health?: {
                            /** @enum {string} */
                            state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                            /** @enum {string} */
                            circuit: "closed" | "open" | "half-open";
                            /** @description Percent of its messages that go to it first */
                            share: number;
                            /** @description Of the last five minutes; 21 stands for more as well */
                            failures: number;
                            /** Format: date-time */
                            checkedAt?: string;
                            /** @description A code of the list of send errors */
                            lastError?: string;
                            /** Format: date-time */
                            lastErrorAt?: string;
                        };
                        /** @description Defaults filled in, secrets left out. */
                        settings?: unknown;
                        /** @description By JSON pointer. */
                        secrets?: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems?: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1ProvidersByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example +84912345678 */
                    to: string;
                    /** @default This is a test message. */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @constant */
                        status: "QUEUED";
                        /** @description E.164. */
                        to: string;
                        segments: number;
                        /** @enum {string} */
                        encoding: "GSM-7" | "UCS-2";
                        estimatedPrice?: {
                            /** @example 850 */
                            amount: string;
                            /** @example VND */
                            currency: string;
                        };
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A budget is used up. The credit does not suffice. No rate tells what the message costs, and a budget counts it. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. The recipient asked not to receive such messages. The text is too long. No provider can carry this message. There is no such provider. The message could not be sent in time. There is no such campaign. The idempotency key stands for a different request. The address cannot be called. The request is larger than a limit allows at once. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No provider is configured. No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1ProvidersByIdCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: string;
                        /** @description Its kind, for example `twilio` */
                        provider: string;
                        /** @enum {string} */
                        state: "HEALTHY" | "DEGRADED" | "DOWN" | "UNKNOWN";
                        /** @enum {string} */
                        circuit: "closed" | "open" | "half-open";
                        /** @description Percent of its messages that go to it first */
                        share: number;
                        /** @description Of the last five minutes; 21 stands for more as well */
                        failures: number;
                        /** Format: date-time */
                        checkedAt?: string;
                        /** @description A code of the list of send errors */
                        lastError?: string;
                        /** Format: date-time */
                        lastErrorAt?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request conflicts with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Routes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        owner: "organization" | "platform";
                        rules: {
                            /** Name */
                            name: string;
                            /**
                             * Match
                             * @default {}
                             */
                            match: {
                                /**
                                 * Countries
                                 * @description ISO codes of the phone's country, for example KE.
                                 */
                                countries?: string[];
                                /**
                                 * Prefixes
                                 * @description Beginnings of the number in E.164, for example +25471.
                                 */
                                prefixes?: string[];
                                /**
                                 * Networks
                                 * @description As providers name them; fits only where the network is known.
                                 */
                                networks?: string[];
                                /** Categories */
                                categories?: ("otp" | "transactional" | "promotional")[];
                                /**
                                 * Senders
                                 * @description Sender IDs that messages ask for.
                                 */
                                senders?: string[];
                                /** Hours */
                                hours?: {
                                    /** From */
                                    from: string;
                                    /**
                                     * To
                                     * @description Not included.
                                     */
                                    to: string;
                                    /**
                                     * Time zone
                                     * @description IANA name, for example Asia/Ho_Chi_Minh.
                                     */
                                    timeZone: string;
                                    /**
                                     * Days
                                     * @description 1 is Monday. The day on which the hours begin.
                                     */
                                    days?: number[];
                                };
                            };
                            /**
                             * Use
                             * @description Tried first, in this order.
                             */
                            use?: {
                                /**
                                 * Account
                                 * @description Its id, or its kind.
                                 */
                                account: string;
                                /**
                                 * Weight
                                 * @description Accounts with weights share the messages by them.
                                 */
                                weight?: number;
                            }[];
                            /**
                             * Only these
                             * @description Accounts that are not named are left out.
                             */
                            only?: boolean;
                            /**
                             * Exclude
                             * @description Accounts that never get such a message.
                             */
                            exclude?: string[];
                            /** @enum {string} */
                            orderBy?: "order" | "price";
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putV1Routes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        /** Name */
                        name: string;
                        /**
                         * Match
                         * @default {}
                         */
                        match: {
                            /**
                             * Countries
                             * @description ISO codes of the phone's country, for example KE.
                             */
                            countries?: string[];
                            /**
                             * Prefixes
                             * @description Beginnings of the number in E.164, for example +25471.
                             */
                            prefixes?: string[];
                            /**
                             * Networks
                             * @description As providers name them; fits only where the network is known.
                             */
                            networks?: string[];
                            /** Categories */
                            categories?: ("otp" | "transactional" | "promotional")[];
                            /**
                             * Senders
                             * @description Sender IDs that messages ask for.
                             */
                            senders?: string[];
                            /** Hours */
                            hours?: {
                                /** From */
                                from: string;
                                /**
                                 * To
                                 * @description Not included.
                                 */
                                to: string;
                                /**
                                 * Time zone
                                 * @description IANA name, for example Asia/Ho_Chi_Minh.
                                 */
                                timeZone: string;
                                /**
                                 * Days
                                 * @description 1 is Monday. The day on which the hours begin.
                                 */
                                days?: number[];
                            };
                        };
                        /**
                         * Use
                         * @description Tried first, in this order.
                         */
                        use?: {
                            /**
                             * Account
                             * @description Its id, or its kind.
                             */
                            account: string;
                            /**
                             * Weight
                             * @description Accounts with weights share the messages by them.
                             */
                            weight?: number;
                        }[];
                        /**
                         * Only these
                         * @description Accounts that are not named are left out.
                         */
                        only?: boolean;
                        /**
                         * Exclude
                         * @description Accounts that never get such a message.
                         */
                        exclude?: string[];
                        /**
                         * Order by
                         * @description price: the cheapest first, unknown prices last.
                         */
                        orderBy?: "order" | "price";
                    }[];
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        owner: "organization" | "platform";
                        rules: {
                            /** Name */
                            name: string;
                            /**
                             * Match
                             * @default {}
                             */
                            match: {
                                /**
                                 * Countries
                                 * @description ISO codes of the phone's country, for example KE.
                                 */
                                countries?: string[];
                                /**
                                 * Prefixes
                                 * @description Beginnings of the number in E.164, for example +25471.
                                 */
                                prefixes?: string[];
                                /**
                                 * Networks
                                 * @description As providers name them; fits only where the network is known.
                                 */
                                networks?: string[];
                                /** Categories */
                                categories?: ("otp" | "transactional" | "promotional")[];
                                /**
                                 * Senders
                                 * @description Sender IDs that messages ask for.
                                 */
                                senders?: string[];
                                /** Hours */
                                hours?: {
                                    /** From */
                                    from: string;
                                    /**
                                     * To
                                     * @description Not included.
                                     */
                                    to: string;
                                    /**
                                     * Time zone
                                     * @description IANA name, for example Asia/Ho_Chi_Minh.
                                     */
                                    timeZone: string;
                                    /**
                                     * Days
                                     * @description 1 is Monday. The day on which the hours begin.
                                     */
                                    days?: number[];
                                };
                            };
                            /**
                             * Use
                             * @description Tried first, in this order.
                             */
                            use?: {
                                /**
                                 * Account
                                 * @description Its id, or its kind.
                                 */
                                account: string;
                                /**
                                 * Weight
                                 * @description Accounts with weights share the messages by them.
                                 */
                                weight?: number;
                            }[];
                            /**
                             * Only these
                             * @description Accounts that are not named are left out.
                             */
                            only?: boolean;
                            /**
                             * Exclude
                             * @description Accounts that never get such a message.
                             */
                            exclude?: string[];
                            /** @enum {string} */
                            orderBy?: "order" | "price";
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1Routes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        owner: "organization" | "platform";
                        rules: {
                            /** Name */
                            name: string;
                            /**
                             * Match
                             * @default {}
                             */
                            match: {
                                /**
                                 * Countries
                                 * @description ISO codes of the phone's country, for example KE.
                                 */
                                countries?: string[];
                                /**
                                 * Prefixes
                                 * @description Beginnings of the number in E.164, for example +25471.
                                 */
                                prefixes?: string[];
                                /**
                                 * Networks
                                 * @description As providers name them; fits only where the network is known.
                                 */
                                networks?: string[];
                                /** Categories */
                                categories?: ("otp" | "transactional" | "promotional")[];
                                /**
                                 * Senders
                                 * @description Sender IDs that messages ask for.
                                 */
                                senders?: string[];
                                /** Hours */
                                hours?: {
                                    /** From */
                                    from: string;
                                    /**
                                     * To
                                     * @description Not included.
                                     */
                                    to: string;
                                    /**
                                     * Time zone
                                     * @description IANA name, for example Asia/Ho_Chi_Minh.
                                     */
                                    timeZone: string;
                                    /**
                                     * Days
                                     * @description 1 is Monday. The day on which the hours begin.
                                     */
                                    days?: number[];
                                };
                            };
                            /**
                             * Use
                             * @description Tried first, in this order.
                             */
                            use?: {
                                /**
                                 * Account
                                 * @description Its id, or its kind.
                                 */
                                account: string;
                                /**
                                 * Weight
                                 * @description Accounts with weights share the messages by them.
                                 */
                                weight?: number;
                            }[];
                            /**
                             * Only these
                             * @description Accounts that are not named are left out.
                             */
                            only?: boolean;
                            /**
                             * Exclude
                             * @description Accounts that never get such a message.
                             */
                            exclude?: string[];
                            /** @enum {string} */
                            orderBy?: "order" | "price";
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1RoutesExplain: {
        parameters: {
            query?: {
                locale?: "en" | "vi";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Recipient in international form.
                     * @example +84912345678
                     */
                    to: string;
                    /**
                     * @description The text, 1 to 1600 characters, at most 10 segments.
                     * @example Hoc phi thang 11: 1.250.000 dong, han nop 30/11.
                     */
                    body: string;
                    /** @description What the message is for. Transactional where it is absent. */
                    category?: "otp" | "transactional" | "promotional";
                    /** @description Sender ID (brandname); the account's own where it is absent. */
                    from?: string;
                    /** @description Goes through this provider alone. */
                    provider?: string;
                    maxPrice?: {
                        /** @example 850 */
                        amount: string;
                        /** @example VND */
                        currency: string;
                    };
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description E.164. */
                        to: string;
                        /** @description Name of the rule that fits. */
                        rule?: string;
                        candidates: {
                            account: string;
                            /** @description Its kind. */
                            provider: string;
                            /**
                             * @example [
                             *       "rule"
                             *     ]
                             */
                            reasons: string[];
                            segments: number;
                            price?: {
                                /** @example 850 */
                                amount: string;
                                /** @example VND */
                                currency: string;
                            };
                        }[];
                        /** @description Accounts that are left out. */
                        excluded: {
                            account: string;
                            reason: string;
                        }[];
                        /** @description The same in sentences. */
                        explanation: string[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1SandboxMessages: {
        parameters: {
            query?: {
                phone?: string;
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Of the message.
                             * @example msg_01jd3k7m9wf8v9a2b4c6d8e0fg
                             */
                            id: string;
                            /** @description E.164. */
                            to: string;
                            /** @description Sender ID that it asked for. */
                            from?: string;
                            /** @description Whole, with the code of a one-time code. */
                            text: string;
                            /** @enum {string} */
                            category: "otp" | "transactional" | "promotional";
                            /** Format: date-time */
                            receivedAt: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @example wh_01jd3k7m9wf8v9a2b4c6d8e0fg
                             * @example callbacks
                             */
                            id: string;
                            /** @description Absent for `callbacks`. */
                            url?: string;
                            /**
                             * @description Only these; all, also those to come, where it is absent.
                             * @example [
                             *       "message.delivered",
                             *       "message.failed"
                             *     ]
                             */
                            types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                            description?: string;
                            enabled: boolean;
                            /** @enum {string} */
                            disabledReason?: "gone" | "failing";
                            includeBody: boolean;
                            /** @description Attempts in a row. */
                            consecutiveFailures: number;
                            failingSince?: string;
                            lastSuccessAt?: string;
                            /** @description Until then the secret before this one signs too. */
                            oldSecretUntil?: string;
                            createdAt: string;
                            updatedAt: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description https, to port 443 or 8443 of a public address.
                     * @example https://shop.example.com/hooks/sms
                     */
                    url: string;
                    /**
                     * @description Only these; all, also those to come, where it is absent.
                     * @example [
                     *       "message.delivered",
                     *       "message.failed"
                     *     ]
                     */
                    types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                    description?: string;
                    /**
                     * @description What happens while it is not is `MISSED`: nothing is sent until it is replayed.
                     * @default true
                     */
                    enabled?: boolean;
                    /**
                     * @description Texts of inbound messages are part of what is sent.
                     * @default false
                     */
                    includeBody?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example wh_01jd3k7m9wf8v9a2b4c6d8e0fg
                         * @example callbacks
                         */
                        id: string;
                        /** @description Absent for `callbacks`. */
                        url?: string;
                        /**
                         * @description Only these; all, also those to come, where it is absent.
                         * @example [
                         *       "message.delivered",
                         *       "message.failed"
                         *     ]
                         */
                        types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                        description?: string;
                        enabled: boolean;
                        /** @enum {string} */
                        disabledReason?: "gone" | "failing";
                        includeBody: boolean;
                        /** @description Attempts in a row. */
                        consecutiveFailures: number;
                        failingSince?: string;
                        lastSuccessAt?: string;
                        /** @description Until then the secret before this one signs too. */
                        oldSecretUntil?: string;
                        createdAt: string;
                        updatedAt: string;
                        /**
                         * @description Verifies what we send. Keep it: it is not shown again.
                         * @example whsec_…
                         */
                        secret: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There are too many webhooks. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The address cannot be called. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1WebhooksSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1WebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example wh_01jd3k7m9wf8v9a2b4c6d8e0fg
                         * @example callbacks
                         */
                        id: string;
                        /** @description Absent for `callbacks`. */
                        url?: string;
                        /**
                         * @description Only these; all, also those to come, where it is absent.
                         * @example [
                         *       "message.delivered",
                         *       "message.failed"
                         *     ]
                         */
                        types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                        description?: string;
                        enabled: boolean;
                        /** @enum {string} */
                        disabledReason?: "gone" | "failing";
                        includeBody: boolean;
                        /** @description Attempts in a row. */
                        consecutiveFailures: number;
                        failingSince?: string;
                        lastSuccessAt?: string;
                        /** @description Until then the secret before this one signs too. */
                        oldSecretUntil?: string;
                        createdAt: string;
                        updatedAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1WebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1WebhooksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description https, to port 443 or 8443 of a public address.
                     * @example https://shop.example.com/hooks/sms
                     */
                    url?: string;
                    /** @description Null: all. */
                    types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[] | null;
                    description?: string;
                    /** @description What happens while it is not is `MISSED`: nothing is sent until it is replayed. */
                    enabled?: boolean;
                    /** @description Texts of inbound messages are part of what is sent. */
                    includeBody?: boolean;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example wh_01jd3k7m9wf8v9a2b4c6d8e0fg
                         * @example callbacks
                         */
                        id: string;
                        /** @description Absent for `callbacks`. */
                        url?: string;
                        /**
                         * @description Only these; all, also those to come, where it is absent.
                         * @example [
                         *       "message.delivered",
                         *       "message.failed"
                         *     ]
                         */
                        types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                        description?: string;
                        enabled: boolean;
                        /** @enum {string} */
                        disabledReason?: "gone" | "failing";
                        includeBody: boolean;
                        /** @description Attempts in a row. */
                        consecutiveFailures: number;
                        failingSince?: string;
                        lastSuccessAt?: string;
                        /** @description Until then the secret before this one signs too. */
                        oldSecretUntil?: string;
                        createdAt: string;
                        updatedAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The address cannot be called. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1WebhooksByIdRotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example wh_01jd3k7m9wf8v9a2b4c6d8e0fg
                         * @example callbacks
                         */
                        id: string;
                        /** @description Absent for `callbacks`. */
                        url?: string;
                        /**
                         * @description Only these; all, also those to come, where it is absent.
                         * @example [
                         *       "message.delivered",
                         *       "message.failed"
                         *     ]
                         */
                        types?: ("message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled")[];
                        description?: string;
                        enabled: boolean;
                        /** @enum {string} */
                        disabledReason?: "gone" | "failing";
                        includeBody: boolean;
                        /** @description Attempts in a row. */
                        consecutiveFailures: number;
                        failingSince?: string;
                        lastSuccessAt?: string;
                        /** @description Until then the secret before this one signs too. */
                        oldSecretUntil?: string;
                        createdAt: string;
                        updatedAt: string;
                        /**
                         * @description Verifies what we send. Keep it: it is not shown again.
                         * @example whsec_…
                         */
                        secret: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No secret can be kept for the webhook. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1WebhooksByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example evt_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The webhook is disabled. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1WebhooksByIdDeliveries: {
        parameters: {
            query?: {
                status?: "PENDING" | "DELIVERED" | "FAILED" | "MISSED";
                from?: string;
                to?: string;
                cursor?: string;
                limit?: string | number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description Of the event: the `webhook-id` of every attempt.
                             * @example evt_01jd3k7m9wf8v9a2b4c6d8e0fg
                             */
                            id: string;
                            /** @enum {string} */
                            type: "message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled" | "webhook.test";
                            /** @description The message that it tells of. */
                            message?: string;
                            occurredAt: string;
                            /** @enum {string} */
                            status: "PENDING" | "DELIVERED" | "FAILED" | "MISSED";
                            /** @description Since it was last replayed. */
                            attempts: number;
                            nextAttemptAt?: string;
                            finishedAt?: string;
                            lastAttempt?: {
                                at: string;
                                /** @description HTTP status of the reply. */
                                status?: number;
                                /** @enum {string} */
                                error?: "connection_failed" | "timeout" | "redirect" | "bad_status" | "secret_unavailable" | "erased";
                                durationMs?: number;
                            };
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1WebhooksByIdDeliveriesByEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Of the event: the `webhook-id` of every attempt.
                         * @example evt_01jd3k7m9wf8v9a2b4c6d8e0fg
                         */
                        id: string;
                        /** @enum {string} */
                        type: "message.queued" | "message.submitted" | "message.sent" | "message.delivered" | "message.failed" | "message.rejected" | "message.expired" | "message.cancelled" | "message.inbound" | "budget.threshold" | "webhook.disabled" | "webhook.test";
                        /** @description The message that it tells of. */
                        message?: string;
                        occurredAt: string;
                        /** @enum {string} */
                        status: "PENDING" | "DELIVERED" | "FAILED" | "MISSED";
                        /** @description Since it was last replayed. */
                        attempts: number;
                        nextAttemptAt?: string;
                        finishedAt?: string;
                        lastAttempt?: {
                            at: string;
                            /** @description HTTP status of the reply. */
                            status?: number;
                            /** @enum {string} */
                            error?: "connection_failed" | "timeout" | "redirect" | "bad_status" | "secret_unavailable" | "erased";
                            durationMs?: number;
                        };
                        attemptList: {
                            at: string;
                            /** @description HTTP status of the reply. */
                            status?: number;
                            /** @enum {string} */
                            error?: "connection_failed" | "timeout" | "redirect" | "bad_status" | "secret_unavailable" | "erased";
                            durationMs?: number;
                        }[];
                        /** @description How the last reply began, at most 4 KiB. */
                        response?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. There is no such delivery. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1WebhooksByIdDeliveriesByEventReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example evt_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. There is no such delivery. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The webhook is disabled. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1WebhooksByIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Happened at or after it.
                     * @example 2026-01-02T08:31:05Z
                     */
                    from: string;
                    /**
                     * @description Happened before it; until now where it is absent.
                     * @example 2026-01-02T08:31:05Z
                     */
                    to?: string;
                    /**
                     * @description Only those that failed or were missed, not those that were delivered.
                     * @default false
                     */
                    missingOnly?: boolean;
                    /** @description `nextCursor` of a reply. */
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replayed: number;
                        /** @description Give it as `cursor` to go on with those that remain. */
                        nextCursor?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such webhook. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The webhook is disabled. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Budgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example bud_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @example Campaigns of a day */
                            name: string;
                            /**
                             * @description Decimal number as text, exact.
                             * @example 500000
                             */
                            amount: string;
                            /**
                             * @description ISO 4217.
                             * @example VND
                             */
                            currency: string;
                            /** @enum {string} */
                            period: "hour" | "day" | "month";
                            /** @enum {string} */
                            category?: "otp" | "transactional" | "promotional";
                            /**
                             * @description Of the recipient.
                             * @example VN
                             */
                            country?: string;
                            campaignId?: string;
                            /** @description API key that sends. */
                            keyId?: string;
                            /**
                             * @description Of messages whose fate is not known yet.
                             * @example 482150
                             */
                            held: string;
                            /** @example 482150 */
                            spent: string;
                            /**
                             * @description Less than nothing where providers told more than their rates.
                             * @example 482150
                             */
                            left: string;
                            /** @description When it begins anew. */
                            resetsAt: string;
                            createdAt: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Budgets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Campaigns of a day */
                    name: string;
                    /**
                     * @description Decimal number as text, exact.
                     * @example 500000
                     */
                    amount: string;
                    /**
                     * @description ISO 4217.
                     * @example VND
                     */
                    currency: string;
                    /** @description Of UTC, as the days of analytics. */
                    period: "hour" | "day" | "month";
                    /** @description Without it all but one-time codes, which count in budgets of their own. */
                    category?: "otp" | "transactional" | "promotional";
                    /**
                     * @description Of the recipient.
                     * @example VN
                     */
                    country?: string;
                    campaignId?: string;
                    /** @description API key that sends. */
                    keyId?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bud_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @example Campaigns of a day */
                        name: string;
                        /**
                         * @description Decimal number as text, exact.
                         * @example 500000
                         */
                        amount: string;
                        /**
                         * @description ISO 4217.
                         * @example VND
                         */
                        currency: string;
                        /** @enum {string} */
                        period: "hour" | "day" | "month";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * @description Of the recipient.
                         * @example VN
                         */
                        country?: string;
                        campaignId?: string;
                        /** @description API key that sends. */
                        keyId?: string;
                        /**
                         * @description Of messages whose fate is not known yet.
                         * @example 482150
                         */
                        held: string;
                        /** @example 482150 */
                        spent: string;
                        /**
                         * @description Less than nothing where providers told more than their rates.
                         * @example 482150
                         */
                        left: string;
                        /** @description When it begins anew. */
                        resetsAt: string;
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There are as many budgets as there may be. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such campaign. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1BudgetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bud_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @example Campaigns of a day */
                        name: string;
                        /**
                         * @description Decimal number as text, exact.
                         * @example 500000
                         */
                        amount: string;
                        /**
                         * @description ISO 4217.
                         * @example VND
                         */
                        currency: string;
                        /** @enum {string} */
                        period: "hour" | "day" | "month";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * @description Of the recipient.
                         * @example VN
                         */
                        country?: string;
                        campaignId?: string;
                        /** @description API key that sends. */
                        keyId?: string;
                        /**
                         * @description Of messages whose fate is not known yet.
                         * @example 482150
                         */
                        held: string;
                        /** @example 482150 */
                        spent: string;
                        /**
                         * @description Less than nothing where providers told more than their rates.
                         * @example 482150
                         */
                        left: string;
                        /** @description When it begins anew. */
                        resetsAt: string;
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such budget. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1BudgetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such budget. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1BudgetsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Campaigns of a day */
                    name?: string;
                    /**
                     * @description Decimal number as text, exact.
                     * @example 500000
                     */
                    amount?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example bud_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @example Campaigns of a day */
                        name: string;
                        /**
                         * @description Decimal number as text, exact.
                         * @example 500000
                         */
                        amount: string;
                        /**
                         * @description ISO 4217.
                         * @example VND
                         */
                        currency: string;
                        /** @enum {string} */
                        period: "hour" | "day" | "month";
                        /** @enum {string} */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * @description Of the recipient.
                         * @example VN
                         */
                        country?: string;
                        campaignId?: string;
                        /** @description API key that sends. */
                        keyId?: string;
                        /**
                         * @description Of messages whose fate is not known yet.
                         * @example 482150
                         */
                        held: string;
                        /** @example 482150 */
                        spent: string;
                        /**
                         * @description Less than nothing where providers told more than their rates.
                         * @example 482150
                         */
                        left: string;
                        /** @description When it begins anew. */
                        resetsAt: string;
                        createdAt: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such budget. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Credit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description ISO 4217.
                             * @example VND
                             */
                            currency: string;
                            /** @example 482150 */
                            paidIn: string;
                            /**
                             * @description Of messages whose fate is not known yet.
                             * @example 482150
                             */
                            held: string;
                            /** @example 482150 */
                            spent: string;
                            /** @example 482150 */
                            left: string;
                            /**
                             * @description The last part of it, which one-time codes alone may use.
                             * @example 482150
                             */
                            keptForCodes: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1CreditEntries: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {string} */
                            kind: "hold" | "commit" | "correction" | "release" | "top_up";
                            at: string;
                            messageId?: string;
                            /** @description Of a payment. */
                            reference?: string;
                            /**
                             * @description ISO 4217.
                             * @example VND
                             */
                            currency: string;
                            /** @example 482150 */
                            held: string;
                            /** @example 482150 */
                            spent: string;
                            /** @example 482150 */
                            paidIn: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The cursor is none that was given out here. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1CreditTopUps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Decimal number as text; less than nothing takes a mistake back.
                     * @example 500000
                     */
                    amount: string;
                    /**
                     * @description ISO 4217.
                     * @example VND
                     */
                    currency: string;
                    /**
                     * @description Your own name for the payment. Booked once, however often it is sent.
                     * @example invoice-2026-0042
                     */
                    reference: string;
                };
            };
        };
        responses: {
            /** @description Response for status 201 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description ISO 4217.
                         * @example VND
                         */
                        currency: string;
                        /** @example 482150 */
                        paidIn: string;
                        /**
                         * @description Of messages whose fate is not known yet.
                         * @example 482150
                         */
                        held: string;
                        /** @example 482150 */
                        spent: string;
                        /** @example 482150 */
                        left: string;
                        /**
                         * @description The last part of it, which one-time codes alone may use.
                         * @example 482150
                         */
                        keptForCodes: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The reference stands for a different payment. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1CreditByCurrency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                currency: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Decimal number as text, exact.
                     * @example 500000
                     */
                    keptForCodes: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description ISO 4217.
                         * @example VND
                         */
                        currency: string;
                        /** @example 482150 */
                        paidIn: string;
                        /**
                         * @description Of messages whose fate is not known yet.
                         * @example 482150
                         */
                        held: string;
                        /** @example 482150 */
                        spent: string;
                        /** @example 482150 */
                        left: string;
                        /**
                         * @description The last part of it, which one-time codes alone may use.
                         * @example 482150
                         */
                        keptForCodes: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No credit was paid in, in this currency. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1RateCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        source: "organization" | "platform";
                        /** Rate card */
                        card: {
                            /**
                             * Currency
                             * @description ISO 4217.
                             */
                            currency: string;
                            /** Rates */
                            rates: {
                                /**
                                 * Account
                                 * @description Id or kind; absent: any.
                                 */
                                account?: string;
                                /** Country */
                                country?: string;
                                /** Prefix */
                                prefix?: string;
                                /** Network */
                                network?: string;
                                /** @enum {string} */
                                category?: "otp" | "transactional" | "promotional";
                                /**
                                 * Valid from
                                 * @description First UTC day; takes the place of a like rate from then on.
                                 */
                                validFrom?: string;
                                /**
                                 * Per segment
                                 * @description Decimal number in the card's currency.
                                 */
                                perSegment: string;
                            }[];
                        };
                        /** @description Of the organization's own. */
                        updatedAt?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no rate card. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    putV1RateCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Currency
                     * @description ISO 4217.
                     */
                    currency: string;
                    rates: {
                        /**
                         * Account
                         * @description Id or kind; absent: any.
                         */
                        account?: string;
                        /** Country */
                        country?: string;
                        /** Prefix */
                        prefix?: string;
                        /** Network */
                        network?: string;
                        /**
                         * Category
                         * @description What the message is for; absent: any.
                         */
                        category?: "otp" | "transactional" | "promotional";
                        /**
                         * Valid from
                         * @description First UTC day; takes the place of a like rate from then on.
                         */
                        validFrom?: string;
                        /**
                         * Per segment
                         * @description Decimal number in the card's currency.
                         */
                        perSegment: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        source: "organization" | "platform";
                        /** Rate card */
                        card: {
                            /**
                             * Currency
                             * @description ISO 4217.
                             */
                            currency: string;
                            /** Rates */
                            rates: {
                                /**
                                 * Account
                                 * @description Id or kind; absent: any.
                                 */
                                account?: string;
                                /** Country */
                                country?: string;
                                /** Prefix */
                                prefix?: string;
                                /** Network */
                                network?: string;
                                /** @enum {string} */
                                category?: "otp" | "transactional" | "promotional";
                                /**
                                 * Valid from
                                 * @description First UTC day; takes the place of a like rate from then on.
                                 */
                                validFrom?: string;
                                /**
                                 * Per segment
                                 * @description Decimal number in the card's currency.
                                 */
                                perSegment: string;
                            }[];
                        };
                        /** @description Of the organization's own. */
                        updatedAt?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no rate card. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1RateCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no rate card. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Usage: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                by?: "day" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        period: {
                            /**
                             * @description First day.
                             * @example 2026-01-31
                             */
                            from: string;
                            /**
                             * @description Last day.
                             * @example 2026-01-31
                             */
                            to: string;
                        };
                        /** @description When the counts were last brought up to date; null before the first time. */
                        countedAt: string | null;
                        /** @description Of messages that a provider took, or may have taken. */
                        lines: {
                            /**
                             * @example 2026-01-31
                             * @example 2026-01
                             */
                            period: string;
                            provider: string | null;
                            /** @enum {string} */
                            category: "otp" | "transactional" | "promotional";
                            /** @description Null where no price is known. */
                            currency: string | null;
                            messages: number;
                            segments: number;
                            /** @example 482150 */
                            amount: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The period cannot be told of. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1PrivacyErasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description In international form.
                     * @example +84912345678
                     */
                    phone: string;
                };
            };
        };
        responses: {
            /** @description Response for status 202 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example era_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        status: "pending" | "done";
                        requestedAt: string;
                        finishedAt?: string;
                        /** @description Messages to the person, erased so far. */
                        messages: number;
                        /** @description Messages from the person, erased so far. */
                        inbound: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description No key is configured to erase people by. The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1PrivacyErasuresById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example era_01jd3k7m9wf8v9a2b4c6d8e0fg */
                        id: string;
                        /** @enum {string} */
                        status: "pending" | "done";
                        requestedAt: string;
                        finishedAt?: string;
                        /** @description Messages to the person, erased so far. */
                        messages: number;
                        /** @description Messages from the person, erased so far. */
                        inbound: number;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is no such erasure. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1PrivacyExports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description In international form.
                     * @example +84912345678
                     */
                    phone: string;
                };
            };
        };
        responses: {
            /** @description What is held */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1OptOutsImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Opted out by this file. */
                        added: number;
                        /** @description Opted out before, or twice in the file. */
                        unchanged: number;
                        /** @description Rows that are no number. */
                        refused: number;
                        /** @description The first 100 of them. */
                        refusals: {
                            /** @description Line of the file. */
                            row: number;
                            reason: string;
                        }[];
                    };
                };
            };
            /** @description The file is no CSV of UTF-8. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OptOutsExportCsv: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OptOuts: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * @description E.164.
                             * @example +84912345678
                             */
                            phone: string;
                            /** @enum {string} */
                            category: "promotional" | "transactional" | "all";
                            /** @description Only messages of this sender; every one where it is absent. */
                            sender?: string;
                            /** @description As of the event that made it. */
                            source: string;
                            at: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The cursor is none that was given out here. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1ConsentByPhone: {
        parameters: {
            query?: {
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path: {
                phone: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description E.164.
                         * @example +84912345678
                         */
                        phone: string;
                        optOuts: {
                            /** @enum {string} */
                            category: "promotional" | "transactional" | "all";
                            /** @description Only messages of this sender; every one where it is absent. */
                            sender?: string;
                            /** @description As of the event that made it. */
                            source: string;
                            at: string;
                        }[];
                        events: {
                            /** @example cse_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @enum {string} */
                            kind: "opted_out" | "opted_in";
                            /** @enum {string} */
                            category: "promotional" | "transactional" | "all";
                            /** @description Only messages of this sender; every one where it is absent. */
                            sender?: string;
                            /** @enum {string} */
                            source: "keyword" | "provider" | "carrier-error" | "api" | "console" | "import";
                            /** @description The word that they wrote. */
                            keyword?: string;
                            reason?: string;
                            /** @description The message that said it. */
                            inboundId?: string;
                            /** @description Who did it for them. */
                            actor?: string;
                            at: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The cursor is none that was given out here. The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    postV1Consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example +84912345678 */
                    phone: string;
                    kind: "opted_out" | "opted_in";
                    /** @description Only messages of this sender; every one where it is absent. */
                    sender?: string;
                    /** @description Which messages. Where it is absent: promotional for an opt-out, all for an opt-in. */
                    category?: "promotional" | "transactional" | "all";
                    /**
                     * @description Kept with it, for whoever asks later.
                     * @example Asked for it by phone.
                     */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description E.164.
                         * @example +84912345678
                         */
                        phone: string;
                        optOuts: {
                            /** @enum {string} */
                            category: "promotional" | "transactional" | "all";
                            /** @description Only messages of this sender; every one where it is absent. */
                            sender?: string;
                            /** @description As of the event that made it. */
                            source: string;
                            at: string;
                        }[];
                        events: {
                            /** @example cse_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            id: string;
                            /** @enum {string} */
                            kind: "opted_out" | "opted_in";
                            /** @enum {string} */
                            category: "promotional" | "transactional" | "all";
                            /** @description Only messages of this sender; every one where it is absent. */
                            sender?: string;
                            /** @enum {string} */
                            source: "keyword" | "provider" | "carrier-error" | "api" | "console" | "import";
                            /** @description The word that they wrote. */
                            keyword?: string;
                            reason?: string;
                            /** @description The message that said it. */
                            inboundId?: string;
                            /** @description Who did it for them. */
                            actor?: string;
                            at: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The phone number cannot receive messages. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Audit: {
        parameters: {
            query?: {
                actor?: string;
                action?: string;
                target?: string;
                from?: string;
                to?: string;
                limit?: string | number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            organizationId: string;
                            /** @description Place in the chain. */
                            seq: number;
                            /** @example 2026-01-02T08:31:05.123Z */
                            at: string;
                            /** @example key:key_01jd3k7m9wf8v9a2b4c6d8e0fg */
                            actor: string;
                            /** @example setting.changed */
                            action: string;
                            /** @example INTEGRATION/vnpay */
                            target?: string;
                            /** @description Nothing secret, no full number. */
                            details?: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description Network of the caller.
                             * @example 203.0.113.0/24
                             */
                            ip?: string;
                            requestId?: string;
                            /** @description SHA-256. */
                            prevHash: string;
                            /** @description SHA-256. */
                            hash: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1AuditVerify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        /** @description Looked at, up to the break if there is one. */
                        entries: number;
                        /** @description Place in the chain. */
                        first?: number;
                        /** @description Place in the chain. */
                        last?: number;
                        /** @description Up to here a signed head vouches for the chain. */
                        signedThrough?: number;
                        /** @description Checks the heads: SPKI in base64. Keep a copy elsewhere. */
                        publicKey?: string;
                        broken?: {
                            /** @description Place in the chain. */
                            seq: number;
                            /** @enum {string} */
                            reason: "altered" | "unlinked" | "missing" | "head_differs" | "bad_signature";
                        };
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1AuditExportJsonl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OtpGuardDecisions: {
        parameters: {
            query?: {
                verdict?: "allowed" | "recorded" | "refused";
                reason?: "number_type" | "country_denied" | "prefix_blocked" | "prefix_velocity" | "sequential_numbers" | "address_countries" | "country_budget" | "spend_cap" | "challenge_required";
                cursor?: string;
                limit?: string | number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example gdn_01kage5zv4f6rv3t3g0vr2k4dp */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            /** @description Id of the verification, `otp_…`. */
                            verification: string;
                            /** @enum {string} */
                            kind: "request" | "resend";
                            purpose: string;
                            /**
                             * @description Masked.
                             * @example ***678
                             */
                            phone: string;
                            /**
                             * @description The same for the same number; nothing can be read from it.
                             * @example tQ0vX1u6x9Zr
                             */
                            phoneKey: string;
                            /**
                             * @description The same for the same client address.
                             * @example tQ0vX1u6x9Zr
                             */
                            clientKey?: string;
                            /** @description ISO 3166-1 alpha-2; `001` for satellite phones. */
                            country: string;
                            /**
                             * @description Range of the operator.
                             * @example +84912
                             */
                            prefix: string;
                            /** @enum {string} */
                            verdict: "allowed" | "recorded" | "refused";
                            reasons: ("number_type" | "country_denied" | "prefix_blocked" | "prefix_velocity" | "sequential_numbers" | "address_countries" | "country_budget" | "spend_cap" | "challenge_required")[];
                            sent: boolean;
                            /** Format: date-time */
                            verifiedAt?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OtpGuardBlocks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: string | number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example blk_01kage5zv4f6rv3t3g0vr2k4dp */
                            id: string;
                            /** @enum {string} */
                            level: "scope" | "country" | "prefix";
                            /**
                             * @description `VN`, `+84912`, or empty for all.
                             * @example +84912
                             */
                            area: string;
                            /** @description Texts that it was judged by. */
                            sent: number;
                            /** @description Those of them that somebody verified. */
                            verified: number;
                            active: boolean;
                            /** Format: date-time */
                            since: string;
                            /**
                             * Format: date-time
                             * @description Ends by itself.
                             */
                            until: string;
                            /** Format: date-time */
                            liftedAt?: string;
                            liftedBy?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1OtpGuardAlerts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: string | number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @example blk_01kage5zv4f6rv3t3g0vr2k4dp */
                            id: string;
                            /** @enum {string} */
                            level: "scope" | "country" | "prefix";
                            /**
                             * @description `VN`, `+84912`, or empty for all.
                             * @example +84912
                             */
                            area: string;
                            /** @description Texts that it was judged by. */
                            sent: number;
                            /** @description Those of them that somebody verified. */
                            verified: number;
                            active: boolean;
                            /** Format: date-time */
                            since: string;
                            /**
                             * Format: date-time
                             * @description Ends by itself.
                             */
                            until: string;
                            /** Format: date-time */
                            liftedAt?: string;
                            liftedBy?: string;
                        }[];
                        nextCursor?: string;
                        hasMore: boolean;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1OtpGuardBlocksById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1Settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            group: string;
                            key: string;
                            title: string;
                            description: string;
                            /** @description JSON schema of the value, for a form. */
                            schema: unknown;
                            /** @description Null: the platform. */
                            organization: string | null;
                            /** @enum {string} */
                            state: "ok" | "missing" | "invalid";
                            /** @description Defaults filled in, secrets left out. */
                            value: unknown;
                            /** @description By JSON pointer. */
                            secrets: {
                                [key: string]: {
                                    set: boolean;
                                    /** @description The last four characters, of a secret of twelve or more. */
                                    last4?: string;
                                    /** Format: date-time */
                                    updatedAt?: string;
                                    /** Format: date-time */
                                    rotateBy?: string;
                                };
                            };
                            problems: {
                                /** @description JSON pointer to the field, for example `/encryption/key`. */
                                path: string;
                                /** @description Stable code, for example `required`. */
                                code: string;
                                /** @description A sentence for a person. */
                                message: string;
                            }[];
                            /** @enum {string} */
                            origin?: "seed" | "operator";
                            /** @description Number of the last change; 0 where there was none. */
                            version: number;
                            /** Format: date-time */
                            updatedAt?: string;
                            updatedBy?: string;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1SettingsByGroupByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: string;
                        key: string;
                        title: string;
                        description: string;
                        /** @description JSON schema of the value, for a form. */
                        schema: unknown;
                        /** @description Null: the platform. */
                        organization: string | null;
                        /** @enum {string} */
                        state: "ok" | "missing" | "invalid";
                        /** @description Defaults filled in, secrets left out. */
                        value: unknown;
                        /** @description By JSON pointer. */
                        secrets: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** @enum {string} */
                        origin?: "seed" | "operator";
                        /** @description Number of the last change; 0 where there was none. */
                        version: number;
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    deleteV1SettingsByGroupByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: string;
                        key: string;
                        title: string;
                        description: string;
                        /** @description JSON schema of the value, for a form. */
                        schema: unknown;
                        /** @description Null: the platform. */
                        organization: string | null;
                        /** @enum {string} */
                        state: "ok" | "missing" | "invalid";
                        /** @description Defaults filled in, secrets left out. */
                        value: unknown;
                        /** @description By JSON pointer. */
                        secrets: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** @enum {string} */
                        origin?: "seed" | "operator";
                        /** @description Number of the last change; 0 where there was none. */
                        version: number;
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    patchV1SettingsByGroupByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: string;
                        key: string;
                        title: string;
                        description: string;
                        /** @description JSON schema of the value, for a form. */
                        schema: unknown;
                        /** @description Null: the platform. */
                        organization: string | null;
                        /** @enum {string} */
                        state: "ok" | "missing" | "invalid";
                        /** @description Defaults filled in, secrets left out. */
                        value: unknown;
                        /** @description By JSON pointer. */
                        secrets: {
                            [key: string]: {
                                set: boolean;
                                /** @description The last four characters, of a secret of twelve or more. */
                                last4?: string;
                                /** Format: date-time */
                                updatedAt?: string;
                                /** Format: date-time */
                                rotateBy?: string;
                            };
                        };
                        problems: {
                            /** @description JSON pointer to the field, for example `/encryption/key`. */
                            path: string;
                            /** @description Stable code, for example `required`. */
                            code: string;
                            /** @description A sentence for a person. */
                            message: string;
                        }[];
                        /** @enum {string} */
                        origin?: "seed" | "operator";
                        /** @description Number of the last change; 0 where there was none. */
                        version: number;
                        /** Format: date-time */
                        updatedAt?: string;
                        updatedBy?: string;
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. The request does not come from a page of ours. This needs a sign-in of the last 15 minutes. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The request body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    getV1SettingsByGroupByKeyChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Response for status 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            version: number;
                            /** Format: date-time */
                            at: string;
                            actor: string;
                            requestId?: string;
                            /** @description Value and masked secrets; null where there was none. */
                            before: unknown;
                            /** @description Value and masked secrets; null where it was removed. */
                            after: unknown;
                        }[];
                    };
                };
            };
            /** @description The request is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Valid credentials are required. The key is revoked. The key, or its secret before a rotation, has expired. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The credentials do not allow this. The key does not open from this address. The key does not open from this web origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description There is nothing at this address. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description A limit is reached. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Something failed on our side. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description The database cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
}
