package io.understudy.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.scan.FakeClamd;
import io.understudy.storage.scan.ScannerProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives passes the scanner before anything else is done with it. */
@Tag("attack")
class VirusScannerTest {
    @TempDir
    Path folder;

    private FakeClamd clamd;

    @BeforeEach
    void start() throws IOException {
        clamd = new FakeClamd();
    }

    @AfterEach
    void stop() throws IOException {
        clamd.close();
    }

    @Test
    void aCleanFileIsSeenWholeAndKept() {
        String words = "clean ".repeat(50_000);

        try (Spooled file = spool(clamd.address(), words)) {
            assertThat(file.path()).hasContent(words);
        }
        assertThat(clamd.seen()).containsExactly(words);
    }

    @Test
    void aFileWithAVirusIsRefusedAndNothingIsLeft() {
        assertThatThrownBy(() -> spool(clamd.address(), "before " + FakeClamd.EICAR))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Eicar-Test-Signature FOUND");
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INSTREAM size limit exceeded. ERROR\0", "stream: OKAY", "UNKNOWN COMMAND\0"})
    void whatIsNotCalledCleanIsNotKept(String answer) {
        clamd.answerAlways(answer);

        assertThatThrownBy(() -> spool(clamd.address(), "clean")).isInstanceOf(DomainException.Conflict.class);
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void aScannerThatIsAwayLetsNothingIn() throws IOException {
        // A port that is taken and not listened at: one that was given back may be another test's by now.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ScannerProperties address =
                    new ScannerProperties("127.0.0.1", silent.getLocalPort(), Duration.ofSeconds(1));

            assertThatThrownBy(() -> spool(address, "clean"))
                    .isInstanceOf(DomainException.Conflict.class)
                    .hasMessageContaining("did not judge this file");
        }
    }

    @Test
    void withoutAnAddressNoOneIsAsked() {
        try (Spooled file = spool(new ScannerProperties("", 3310, Duration.ofSeconds(1)), FakeClamd.EICAR)) {
            assertThat(file.path()).exists();
        }
        assertThat(clamd.seen()).isEmpty();
    }

    private Spooled spool(ScannerProperties scanner, String words) {
        return TestSpool.in(folder, scanner).spool(new ByteArrayInputStream(words.getBytes(UTF_8)), 1_000_000);
    }
}
