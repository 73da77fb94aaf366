package io.understudy.storage.scan;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Shows files to ClamAV before they are stored, by clamd's command INSTREAM; does nothing while no address is set. */
@Component
@EnableConfigurationProperties(ScannerProperties.class)
public class VirusScanner {
    private static final Logger LOG = LoggerFactory.getLogger(VirusScanner.class);
    private static final byte[] BEGIN = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CHUNK = 64 * 1024;

    private final ScannerProperties properties;

    public VirusScanner(ScannerProperties properties) {
        this.properties = properties;
    }

    /** @throws DomainException.Conflict when it holds a virus, or the scanner does not say that it holds none */
    public void requireClean(Path file) {
        if (properties.host().isBlank()) {
            return;
        }
        String answer;
        try {
            answer = ask(file);
        } catch (IOException problem) {
            LOG.warn("The virus scanner did not judge a file", problem);
            throw new DomainException.Conflict(
                    "The virus scanner did not judge this file, so it was not stored. Try again later; if it stays so, ask an admin to check the scanner and its largest size.",
                    problem);
        }
        if (!answer.equals("stream: OK")) {
            LOG.warn("The virus scanner refused a file: {}", answer);
            throw new DomainException.Conflict(
                    "The virus scanner refused this file, so it was not stored. It says: " + answer);
        }
    }

    private String ask(Path file) throws IOException {
        try (Socket socket = new GuardedSockets(AddressRule.CONFIGURED).createSocket();
                InputStream bytes = Files.newInputStream(file)) {
            socket.connect(
                    new InetSocketAddress(properties.host(), properties.port()), Math.toIntExact(CONNECT.toMillis()));
            socket.setSoTimeout(Math.toIntExact(properties.answerWithin().toMillis()));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.write(BEGIN);
            byte[] chunk = new byte[CHUNK];
            for (int read = bytes.read(chunk); read > 0; read = bytes.read(chunk)) {
                out.writeInt(read);
                out.write(chunk, 0, read);
            }
            out.writeInt(0);
            out.flush();
            return new String(socket.getInputStream().readNBytes(CHUNK), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}", "")
                    .strip();
        }
    }
}
