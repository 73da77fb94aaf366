package io.understudy.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.providers.ssh.SshProblem.HostKeyChanged;
import io.understudy.providers.ssh.SshProblem.KeyRefused;
import io.understudy.support.OtherProgram;
import io.understudy.support.SshBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same against the server that most machines run. */
@Tag("slow")
class OpenSshTest {
    @TempDir
    Path folder;

    private SshBox box;

    @BeforeEach
    void start() throws Exception {
        box = new SshBox(folder, Map.of("CLUSTER", "the cluster's"));
    }

    @AfterEach
    void stop() {
        if (box != null) {
            box.close();
        }
    }

    private static CommandResult run(SshConnection connection, String command) {
        return connection.run(command, "", Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "-t ed25519",
        "-t rsa -b 3072",
        "-t rsa -b 3072 -m PEM",
        "-t rsa -b 3072 -m PKCS8",
        "-t ecdsa -b 521",
        "-t ecdsa -m PEM"
    })
    void everyKeyThatSshKeygenWritesIsTaken(String options) throws Exception {
        generate(options, "");

        assertThat(run(box.connection(), "echo $CLUSTER").output()).isEqualTo("the cluster's\n");
    }

    private void generate(String options, String passphrase) throws Exception {
        Files.deleteIfExists(folder.resolve("user"));
        OtherProgram.run(folder, "sh", "-c", "ssh-keygen -q " + options + " -f user -N '" + passphrase + "'");
    }

    @Test
    void aKeyWithAPassphraseIsRefusedWithAdvice() throws Exception {
        generate("-t ed25519", "secret");

        assertThatExceptionOfType(KeyRefused.class)
                .isThrownBy(() -> run(box.connection(), "true"))
                .satisfies(problem -> assertThat(problem.advice()).contains("without a passphrase"));
    }

    @Test
    void aMachineThatWasSetUpAgainIsNotTalkedTo() throws Exception {
        SshConnection connection = box.connection();
        assertThat(run(connection, "exit 7").exitCode()).isEqualTo(7);
        box.stop();
        box.newKey("host");
        box.start();

        assertThatExceptionOfType(HostKeyChanged.class).isThrownBy(() -> run(connection, "true"));
        SshTarget target = box.target();
        assertThat(box.connections().hostKey(target.host(), target.port())).isEqualTo(target.hostKey());
    }
}
