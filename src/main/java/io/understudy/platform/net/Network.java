package io.understudy.platform.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses, such as {@code 10.0.0.0/8}. */
record Network(int bytes, int shift, BigInteger prefix) {
    static Network of(String block) {
        int slash = block.indexOf('/');
        byte[] first = numbered(block.substring(0, slash)).getAddress();
        int shift = 8 * first.length - Integer.parseInt(block.substring(slash + 1));
        return new Network(first.length, shift, new BigInteger(1, first).shiftRight(shift));
    }

    boolean contains(InetAddress machine) {
        byte[] address = machine.getAddress();
        return address.length == bytes
                && new BigInteger(1, address).shiftRight(shift).equals(prefix);
    }

    /** @param text an address in digits, which asks no name server */
    static InetAddress numbered(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(text + " is no address", none);
        }
    }
}
