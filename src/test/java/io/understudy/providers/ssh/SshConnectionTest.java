package io.understudy.providers.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.providers.ssh.SshProblem.HostKeyChanged;
import io.understudy.providers.ssh.SshProblem.KeyRefused;
import io.understudy.providers.ssh.SshProblem.NoAnswer;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SshConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SshConnections connections = new SshConnections();
    private SshServerInside server;

    @BeforeEach
    void start() throws Exception {
        server = new SshServerInside();
    }

    @AfterEach
    void stop() throws IOException {
        connections.close();
        server.close();
    }

    private SshConnection connection() throws Exception {
        return connections.to(server.target());
    }

    @Test
    void aCommandHasInputOutputErrorsAndAnExitCode() throws Exception {
        CommandResult result = connection().run("sh -c 'cat; echo broken >&2; exit 3'", "Grüße\n", LONG);

        assertThat(result).isEqualTo(new CommandResult(3, "Grüße\n", "broken\n"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void aCommandThatTakesTooLongHasNoAnswer() throws Exception {
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> connection().run("sleep 60", "", Duration.ofMillis(200)))
                .withMessageContaining("did not finish");
    }

    @Test
    void anAnswerWithoutEndIsNotKept() throws Exception {
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> connection().run("head -c 20000000 /dev/zero", "", LONG))
                .withMessageContaining("more than this server reads");
    }

    @Test
    void aLostConnectionIsReplaced() throws Exception {
        SshConnection connection = connection();
        connection.run("true", "", LONG);

        server.dropConnections();

        assertThat(connection.run("echo again", "", LONG).output()).isEqualTo("again\n");
    }

    @Test
    void whatWasOpenedBeforeARenewalIsUsedByNoLaterCommand() throws Exception {
        AtomicReference<SshConnection> connection = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        SshTarget target = server.target();
        connection.set(connections.to(() -> {
            if (asked.incrementAndGet() == 1) {
                connection.get().renew();
            }
            return target;
        }));

        for (int command = 0; command < 20; command++) {
            assertThat(connection.get().run("echo here", "", LONG).output()).isEqualTo("here\n");
        }
        assertThat(asked).hasValue(2);
        connection.get().files(files -> files.stat("/"));
        connection.get().renew();
        connection.get().files(files -> files.stat("/"));

        assertThat(connection.get().run("echo here", "", LONG).output()).isEqualTo("here\n");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aMachineThatIsAwayHasNoAnswer() throws Exception {
        SshConnection connection = connection();
        server.close();

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> connection.run("true", "", LONG))
                .satisfies(problem -> assertThat(problem.advice()).contains("running"));
        assertThatExceptionOfType(NoAnswer.class).isThrownBy(() -> connections.hostKey("no.such.host.invalid", 22));
    }

    @Test
    void theFirstConnectionShowsTheFingerprint() throws Exception {
        SshTarget target = server.target();

        SshHostKey shown = connections.hostKey(target.host(), target.port());

        assertThat(shown).isEqualTo(target.hostKey());
        assertThat(shown.fingerprint()).startsWith("SHA256:");
        assertThat(SshHostKey.parse(shown.line())).isEqualTo(shown);
        assertThat(SshHostKey.parse("gpu-box,10.0.0.1 " + shown.line() + " a comment"))
                .isEqualTo(shown);
        for (String broken : new String[] {"", "ssh-ed25519", "ssh-ed25519 AAAA", "gpu-box", "ssh-dss x y"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SshHostKey.parse(broken));
        }
    }

    @Test
    @Tag("attack")
    void anotherHostKeyIsNotTalkedTo() throws Exception {
        SshConnection connection = connection();
        server.changeHostKey(SshServerInside.newPair());

        assertThatExceptionOfType(HostKeyChanged.class)
                .isThrownBy(() -> connection.run("true", "", LONG))
                .satisfies(problem -> assertThat(problem.advice()).contains("fingerprint"));
    }

    @Test
    @Tag("attack")
    void aMachineIsAskedForTheKindOfKeyThatWasAccepted() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        SshTarget before = server.target();
        server.addHostKey(rsa);
        SshTarget target = new SshTarget(
                before.host(), before.port(), before.user(), before.privateKey(), SshHostKey.of(rsa.getPublic()));

        assertThat(connections.to(target).run("echo rsa", "", LONG).output()).isEqualTo("rsa\n");
        assertThat(connections.to(before).run("echo ec", "", LONG).output()).isEqualTo("ec\n");

        server.changeHostKey(rsa);
        assertThatExceptionOfType(HostKeyChanged.class)
                .isThrownBy(() -> connections.to(before).run("true", "", LONG));
    }

    @Test
    @Tag("attack")
    void aKeyThatTheMachineDoesNotKnowIsRefused() throws Exception {
        SshTarget good = server.target();
        String stranger = SshServerInside.text(SshServerInside.newPair());

        for (SshTarget bad : new SshTarget[] {
            new SshTarget(good.host(), good.port(), good.user(), stranger, good.hostKey()),
            new SshTarget(good.host(), good.port(), "root", good.privateKey(), good.hostKey()),
            new SshTarget(good.host(), good.port(), good.user(), "no key", good.hostKey())
        }) {
            assertThatExceptionOfType(KeyRefused.class)
                    .isThrownBy(() -> connections.to(bad).run("true", "", LONG));
        }
    }

    @Test
    void aFileThatIsMissingSaysSo() throws Exception {
        assertThatExceptionOfType(SftpException.class)
                .isThrownBy(() -> connection().files(files -> files.stat("/no/such/file")));
    }
}
