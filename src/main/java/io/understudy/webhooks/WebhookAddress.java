package io.understudy.webhooks;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.core.Sha256;
import io.understudy.platform.net.AddressRule;
import java.net.URI;
import java.util.HexFormat;

/** Where messages go. Its path is a secret: who knows the address of a chat writes to it. */
record WebhookAddress(URI uri) {
    private static final int LENGTH = 500;
    private static final int FIRST_OPEN_PORT = 1024;
    private static final int FINGERPRINT = 8;

    /** @throws RuleViolation in {@code address} */
    static WebhookAddress of(String typed) {
        String text = typed.strip();
        if (text.length() > LENGTH || !AddressRule.CONFIGURED.allows(text)) {
            throw RuleViolation.in(
                    "address",
                    "An address begins with https://, or http:// within an allowed network, and has no user.");
        }
        WebhookAddress address = new WebhookAddress(URI.create(text));
        if (!address.isPortOfTheWeb()) {
            throw RuleViolation.in("address", "The port of an address is 80, 443, or 1024 and higher.");
        }
        return address;
    }

    /** Behind lower ports are mail servers, shells and the like. */
    private boolean isPortOfTheWeb() {
        int port = uri.getPort();
        return port == -1 || port == 80 || port == 443 || port >= FIRST_OPEN_PORT;
    }

    /** Scheme, host and port, which are no secret. */
    String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(uri.toString())).substring(0, FINGERPRINT);
    }

    @Override
    public String toString() {
        return origin();
    }
}
