package io.understudy.platform.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a client comes from, as far as its attempts are counted together. */
public final class ClientNetwork {
    /** The bytes that a provider assigns; its customer chooses the others freely. */
    private static final int ASSIGNED = 8;

    private ClientNetwork() {}

    /**
     * The first 64 bits of an address of IPv6, and any other address as it is.
     *
     * @param address as a server reports that of a client
     */
    public static String of(String address) {
        try {
            InetAddress client = InetAddress.ofLiteral(address.replaceFirst("%.*", ""));
            return client instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(client.getAddress(), ASSIGNED)) + "/64"
                    : client.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }
}
