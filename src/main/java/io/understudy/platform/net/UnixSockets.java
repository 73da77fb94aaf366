package io.understudy.platform.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Sockets to a server on this machine that listens in the file system, such as at {@code unix:/run/a.sock}. */
public final class UnixSockets extends UnconnectedSockets {
    private static final String SCHEME = "unix";
    /** Linux takes paths of 107 bytes. */
    private static final String ADDRESS = SCHEME + ":/[A-Za-z0-9._/-]{1,106}";

    /** Where the usual client sets no limit: a server that takes no connections would be waited for forever. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    private final UnixDomainSocketAddress server;

    private UnixSockets(URI address) {
        server = UnixDomainSocketAddress.of(address.getSchemeSpecificPart());
    }

    public static boolean isAddress(String typed) {
        return typed.matches(ADDRESS);
    }

    public static boolean isAddress(URI address) {
        return SCHEME.equals(address.getScheme());
    }

    /** Where the paths of requests are appended. */
    public static String base(URI address) {
        return isAddress(address) ? "http://localhost" : address.toString().replaceAll("/+$", "");
    }

    /** @param usual what asks all other addresses */
    public static OkHttpClient client(OkHttpClient usual, URI address) {
        return isAddress(address)
                ? usual.newBuilder()
                        .socketFactory(new UnixSockets(address))
                        .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                        .proxy(Proxy.NO_PROXY)
                        .callTimeout(
                                usual.callTimeoutMillis() == 0
                                        ? LONGEST_CALL
                                        : Duration.ofMillis(usual.callTimeoutMillis()))
                        // A kept connection would be tried out with a timeout, which these sockets do not have.
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                        .build()
                : usual;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new ChannelSocket(SocketChannel.open(StandardProtocolFamily.UNIX), server);
    }

    private static final class ChannelSocket extends Socket {
        private final SocketChannel channel;
        private final UnixDomainSocketAddress server;

        ChannelSocket(SocketChannel channel, UnixDomainSocketAddress server) {
            this.channel = channel;
            this.server = server;
        }

        /** Knows no timeout: the client closes the socket when the whole call takes too long. */
        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
            channel.connect(server);
        }

        @Override
        public boolean isConnected() {
            return channel.isConnected();
        }

        @Override
        public InputStream getInputStream() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream getOutputStream() {
            return Channels.newOutputStream(channel);
        }

        /** The client keeps its own time, and closes what takes too long. */
        @Override
        public void setSoTimeout(int milliseconds) {}

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public void shutdownInput() throws IOException {
            channel.shutdownInput();
        }

        @Override
        public void shutdownOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            super.close();
            channel.close();
        }
    }
}
