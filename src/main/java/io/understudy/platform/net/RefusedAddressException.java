package io.understudy.platform.net;

import java.io.IOException;

/** A connection that was not opened, because the machine is none that the {@link AddressRule} allows. */
public class RefusedAddressException extends IOException {
    RefusedAddressException() {
        super("The address leads to a machine that this server does not connect to");
    }
}
