package io.understudy.platform.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which machines an address may lead to. A name is judged by what it resolves to, at the moment of the connection. */
public enum AddressRule {
    /** For addresses that a service outside names: https on its usual port, on the internet. */
    PUBLIC {
        @Override
        boolean takes(URI address) {
            return "https".equals(scheme(address)) && (address.getPort() == -1 || address.getPort() == 443);
        }

        @Override
        boolean reaches(InetAddress machine) {
            return machine instanceof Inet4Address
                    ? Stream.concat(OF_NO_SITE.stream(), METADATA.stream())
                            .noneMatch(network -> network.contains(machine))
                    : GLOBAL.contains(machine) && OF_NO_GLOBAL_SITE.stream().noneMatch(net -> net.contains(machine));
        }
    },
    /** For the team's own servers, which a person configures: http or https, in private networks, too. */
    CONFIGURED {
        @Override
        boolean takes(URI address) {
            return ("https".equals(scheme(address)) || "http".equals(scheme(address)))
                    && address.getPort() != 0
                    && address.getPort() <= HIGHEST_PORT;
        }

        @Override
        boolean reaches(InetAddress machine) {
            return !machine.isLinkLocalAddress()
                    && !machine.isMulticastAddress()
                    && METADATA.stream().noneMatch(network -> network.contains(machine));
        }
    };

    private static final int HIGHEST_PORT = 65_535;

    /** Where clouds hand out credentials and settings of machines, other than by link-local addresses. */
    private static final List<Network> METADATA =
            networks("fd00:ec2::254/128", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32");

    /** The IANA registry of special purposes: no site of the internet has such an address. */
    private static final List<Network> OF_NO_SITE = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    private static final Network GLOBAL = Network.of("2000::/3");

    /** Tunnels, which lead to any IPv4 address, and documentation. */
    private static final List<Network> OF_NO_GLOBAL_SITE =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    abstract boolean takes(URI address);

    abstract boolean reaches(InetAddress machine);

    /** Judges what is written; what a name leads to is judged by {@link GuardedSockets}. */
    public boolean allows(URI address) {
        String host = address.getHost();
        if (host == null || host.isEmpty() || address.getUserInfo() != null || !takes(address)) {
            return false;
        }
        boolean isNumber = host.matches("[0-9.]+|\\[.*]");
        try {
            return !isNumber || reaches(Network.numbered(host));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** As {@link #allows(URI)}; what is no address at all is not allowed. */
    public boolean allows(String address) {
        try {
            return allows(URI.create(address));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /**
     * A machine of this name that it allows, for a client that cannot use {@link GuardedSockets}: it connects to this one
     * and looks up no name.
     *
     * @throws RefusedAddressException when it allows none
     */
    public InetAddress resolved(String host) throws IOException {
        for (InetAddress machine : InetAddress.getAllByName(host)) {
            if (reaches(machine)) {
                return machine;
            }
        }
        throw new RefusedAddressException();
    }

    private static String scheme(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static List<Network> networks(String... blocks) {
        return Stream.of(blocks).map(Network::of).toList();
    }
}
