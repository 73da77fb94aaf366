package io.understudy.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A socket in the file system, in front of a server of the tests that has none. */
public final class SocketRelay implements AutoCloseable {
    private final Path file;
    private final int port;
    private final ServerSocketChannel socket;

    /** @param server on this machine */
    public SocketRelay(Path file, URI server) throws IOException {
        this.file = file;
        this.port = server.getPort();
        this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(file));
        Thread.ofVirtual().start(this::accept);
    }

    public String address() {
        return "unix:" + file;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel asking = socket.accept();
                Thread.ofVirtual().start(() -> relay(asking));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private void relay(SocketChannel asking) {
        try (asking;
                SocketChannel server =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            Thread answers = Thread.ofVirtual().start(() -> copy(server, asking));
            copy(asking, server);
            answers.join();
        } catch (IOException | InterruptedException gone) {
            // Neither side waits for the other any longer.
            return;
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        try {
            InputStream in = Channels.newInputStream(from);
            OutputStream out = Channels.newOutputStream(to);
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends as well.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
