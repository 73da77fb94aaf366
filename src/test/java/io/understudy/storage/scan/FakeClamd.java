package io.understudy.storage.scan;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Speaks clamd's INSTREAM and finds the EICAR test file. */
public final class FakeClamd implements AutoCloseable {
    public static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile @Nullable String answer;

    public FakeClamd() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    public ScannerProperties address() {
        return new ScannerProperties(
                door.getInetAddress().getHostAddress(), door.getLocalPort(), Duration.ofSeconds(5));
    }

    /** Instead of judging; empty for no answer at all. */
    public void answerAlways(String words) {
        answer = words;
    }

    public List<String> seen() {
        return seen;
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket caller = door.accept()) {
                DataInputStream in = new DataInputStream(caller.getInputStream());
                String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int length = in.readInt(); length > 0; length = in.readInt()) {
                    bytes.write(in.readNBytes(length));
                }
                String content = bytes.toString(StandardCharsets.ISO_8859_1);
                seen.add(content);
                String verdict = command.equals("zINSTREAM\0")
                        ? content.contains(EICAR) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"
                        : "UNKNOWN COMMAND\0";
                String fixed = answer;
                caller.getOutputStream().write((fixed == null ? verdict : fixed).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The next caller is asked what it wants.
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
