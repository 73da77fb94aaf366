package io.understudy.platform.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.function.Predicate;

/**
 * Sockets that judge the very address they connect to: a name that resolves to another machine the second time leads
 * nowhere else.
 */
public final class GuardedSockets extends UnconnectedSockets {
    private final Predicate<InetAddress> reaches;

    public GuardedSockets(AddressRule rule) {
        this(rule::reaches);
    }

    GuardedSockets(Predicate<InetAddress> reaches) {
        this.reaches = reaches;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket() {
            @Override
            public void connect(SocketAddress to, int timeout) throws IOException {
                if (!(to instanceof InetSocketAddress machine)
                        || machine.getAddress() == null
                        || !reaches.test(machine.getAddress())) {
                    throw new RefusedAddressException();
                }
                try {
                    super.connect(to, timeout);
                } catch (ConnectException refused) {
                    throw refused;
                } catch (SocketException unreached) {
                    // No route, no network: a caller that tries another address, or again, need not tell them apart.
                    throw (ConnectException) new ConnectException(unreached.getMessage()).initCause(unreached);
                }
            }
        };
        // Sends head and body of a request without waiting for the acknowledgement in between: without it a small put
        // takes twice as long.
        socket.setTcpNoDelay(true);
        return socket;
    }
}
