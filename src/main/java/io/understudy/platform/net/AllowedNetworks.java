package io.understudy.platform.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Private networks that an admin opens to addresses which people enter; everything else that they reach is on the
 * internet, by https.
 */
public final class AllowedNetworks {
    private static final String NUMBERED = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*";

    private final List<Network> networks;

    private AllowedNetworks(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * @param text blocks such as {@code 10.1.0.0/16}, one on each line
     * @throws IllegalArgumentException whose message is the line that is no such block
     */
    public static AllowedNetworks of(String text) {
        return new AllowedNetworks(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(AllowedNetworks::network)
                .toList());
    }

    private static Network network(String line) {
        String[] parts = line.split("/", -1);
        if (parts.length != 2 || !parts[0].matches(NUMBERED) || !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(line);
        }
        try {
            int bits = 8 * Network.numbered(parts[0]).getAddress().length;
            if (Integer.parseInt(parts[1]) <= bits) {
                return Network.of(line);
            }
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(line, none);
        }
        throw new IllegalArgumentException(line);
    }

    /** Sockets for connections to one address. */
    public GuardedSockets sockets(URI address) {
        boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
        return new GuardedSockets(machine -> isAllowed(machine) || (encrypted && AddressRule.PUBLIC.reaches(machine)));
    }

    private boolean isAllowed(InetAddress machine) {
        return AddressRule.CONFIGURED.reaches(machine)
                && networks.stream().anyMatch(network -> network.contains(machine));
    }
}
