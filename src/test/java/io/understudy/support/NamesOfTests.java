package io.understudy.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Resolves names such as {@code 169-254-169-254.leads.test} to the address that they spell, for all of the JVM. */
public final class NamesOfTests extends InetAddressResolverProvider {
    private static final String SUFFIX = ".leads.test";

    /** A name that leads to an address, which is written in digits. */
    public static String nameOf(String address) {
        return address.replaceAll("[.:]", "-") + SUFFIX;
    }

    @Override
    public String name() {
        return "names of tests";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.endsWith(SUFFIX) ? Stream.of(spelled(host)) : usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    private static InetAddress spelled(String host) throws UnknownHostException {
        String digits = host.substring(0, host.length() - SUFFIX.length());
        byte[] address = InetAddress.ofLiteral(digits.replace('-', digits.matches("[0-9-]+") ? '.' : ':'))
                .getAddress();
        return InetAddress.getByAddress(host, address);
    }
}
