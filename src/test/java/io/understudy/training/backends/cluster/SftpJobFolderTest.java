package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshServerInside;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SftpJobFolderTest extends JobFolderContract {
    private static SshServerInside server;
    private static SshConnections connections;

    @BeforeAll
    static void start() throws Exception {
        server = new SshServerInside();
        connections = new SshConnections();
    }

    @AfterAll
    static void stop() throws Exception {
        connections.close();
        server.close();
    }

    @Override
    protected JobFolder at(Path place) throws Exception {
        return new SftpJobFolder(connections.to(server.target()), place.toString());
    }

    @Override
    protected JobFolderPlace within(Path folder) throws Exception {
        return SftpJobFolder.place(connections.to(server.target()), folder.toString());
    }

    @Test
    void aLostConnectionIsReplaced() throws Exception {
        JobFolder folder = at(temporary.resolve("run"));
        folder.write("a", () -> new ByteArrayInputStream(new byte[3]));

        server.dropConnections();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                .untilAsserted(() -> assertThat(folder.size("a")).hasValue(3));
    }

    @Test
    void anUploadThatIsCutOffIsNotTheFile() throws Exception {
        JobFolder folder = at(temporary.resolve("run"));

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> folder.write("a", () -> {
                    server.dropConnections();
                    return new ByteArrayInputStream(new byte[3]) {
                        @Override
                        public int read(byte[] into) {
                            try {
                                server.dropConnections();
                            } catch (IOException impossible) {
                                throw new UncheckedIOException(impossible);
                            }
                            return super.read(into, 0, into.length);
                        }
                    };
                }));

        assertThat(folder.size("a")).isEmpty();
    }
}
