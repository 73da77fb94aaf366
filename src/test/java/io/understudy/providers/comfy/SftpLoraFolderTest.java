package io.understudy.providers.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshServerInside;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.support.SshBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpLoraFolderTest {
    private static final String NAME = "understudy/0123456789abcdef-ava.safetensors";

    @TempDir
    Path place;

    private final SshConnections connections = new SshConnections();
    private SshServerInside server;
    private Path loras;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        server = new SshServerInside();
        loras = Files.createDirectory(place.resolve("loras"));
        file = Files.write(place.resolve("ava"), new byte[3_000_000]);
    }

    @AfterEach
    void stop() throws IOException {
        connections.close();
        server.close();
    }

    private SftpLoraFolder folder(SshTarget machine) {
        return new SftpLoraFolder(connections, () -> machine, loras.toString());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(loras)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aLoraIsDeliveredOnceAndWhole() throws Exception {
        AtomicInteger written = new AtomicInteger();
        server.afterWriting(closed -> {
            if (closed.toString().endsWith(".part")) {
                written.incrementAndGet();
            }
        });
        SftpLoraFolder folder = folder(server.target());

        folder.deliver(file, NAME);
        int first = written.get();
        folder.deliver(file, NAME);

        assertThat(loras.resolve(NAME)).hasSameBinaryContentAs(file);
        assertThat(first).isPositive();
        assertThat(written).hasValue(first);
        try (Stream<Path> there = Files.list(loras.resolve("understudy"))) {
            assertThat(there).containsExactly(loras.resolve(NAME));
        }
    }

    @Test
    void oneThatWasCutOffIsSentAgain() throws Exception {
        Files.createDirectory(loras.resolve("understudy"));
        Files.write(loras.resolve(NAME), new byte[7]);

        folder(server.target()).deliver(file, NAME);

        assertThat(loras.resolve(NAME)).hasSameBinaryContentAs(file);
    }

    @Test
    @Tag("attack")
    void whatDidNotArriveAsItWasSentIsNotUsed() throws Exception {
        server.afterWriting(closed -> {
            try (var bytes = Files.newByteChannel(closed, StandardOpenOption.WRITE)) {
                bytes.write(ByteBuffer.wrap(new byte[] {1}));
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        });

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> folder(server.target()).deliver(file, NAME))
                .withMessage("A LoRA did not arrive on 127.0.0.1 as it was sent.");

        assertNothingIsLeft();
    }

    @Test
    void whatALostConnectionLeftIsRemovedByTheNextDelivery() throws Exception {
        KeyPair another = SshServerInside.newPair();
        AtomicReference<SshTarget> machine = new AtomicReference<>(server.target());
        SftpLoraFolder folder = new SftpLoraFolder(connections, machine::get, loras.toString());
        AtomicBoolean lost = new AtomicBoolean();
        server.afterWriting(closed -> {
            if (lost.compareAndSet(false, true)) {
                server.changeHostKey(another);
                try {
                    server.dropConnections();
                } catch (IOException problem) {
                    throw new UncheckedIOException(problem);
                }
            }
        });

        assertThatExceptionOfType(ComfyProblem.Away.class).isThrownBy(() -> folder.deliver(file, NAME));
        try (Stream<Path> there = Files.list(loras.resolve("understudy"))) {
            assertThat(there).singleElement().asString().endsWith(".part");
        }
        machine.set(server.target(another));
        folder.deliver(file, NAME);

        try (Stream<Path> there = Files.list(loras.resolve("understudy"))) {
            assertThat(there).containsExactly(loras.resolve(NAME));
        }
    }

    @Test
    void theRehearsalLeavesNothingBehind() throws Exception {
        folder(server.target()).rehearse();

        assertNothingIsLeft();
    }

    @Test
    void aFolderThatIsNotThereIsNotCreated() throws Exception {
        SshTarget machine = server.target();
        SftpLoraFolder nowhere = new SftpLoraFolder(
                connections, () -> machine, place.resolve("nowhere").toString());

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> nowhere.deliver(file, NAME))
                .withMessageContaining("There is no folder");

        assertThat(place.resolve("nowhere")).doesNotExist();
    }

    @Test
    @Tag("attack")
    void aMachineWithAnotherHostKeyGetsNoLora() throws Exception {
        SshTarget accepted = server.target();
        try (SshServerInside other = new SshServerInside()) {
            SshTarget there = other.target();
            SshTarget machine =
                    new SshTarget(there.host(), there.port(), there.user(), there.privateKey(), accepted.hostKey());

            assertThatExceptionOfType(JobFailure.class)
                    .isThrownBy(() -> folder(machine).deliver(file, NAME))
                    .withMessageContaining("another host key");
        }

        assertNothingIsLeft();
    }

    @Test
    void aMachineThatIsAwayIsAskedAgain() throws Exception {
        SftpLoraFolder folder = folder(server.target());
        server.close();

        assertThatExceptionOfType(ComfyProblem.Away.class).isThrownBy(() -> folder.deliver(file, NAME));
    }

    @Test
    void theServerThatMostMachinesRunTakesItToo() throws Exception {
        try (SshBox box = new SshBox(place.resolve("box"), Map.of())) {
            folder(box.target()).deliver(file, NAME);
        }

        assertThat(loras.resolve(NAME)).hasSameBinaryContentAs(file);
    }
}
