package io.understudy.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ServerCommand;
import io.understudy.webhooks.FakeReceiver.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed, with kill -9, in the middle of a delivery; the next one, on the same data, delivers the message. */
@Tag("cluster")
class KilledDeliveryTest {
    @TempDir
    Path data;

    @Test
    void aMessageIsDeliveredByTheNextServer() throws Exception {
        try (FakeReceiver receiver = new FakeReceiver().holdsAnswers()) {
            Process first = server(receiver.address());
            Message begun;
            try {
                begun = receiver.awaitMessage();
            } finally {
                kill(first);
            }
            receiver.answersAgain();
            Process second = server("");
            try {
                Message delivered = receiver.awaitMessage();

                assertThat(delivered.id()).isEqualTo(begun.id());
                assertThat(delivered.body()).isEqualTo(begun.body());
            } finally {
                kill(second);
            }
        }
    }

    private Process server(String address) throws IOException {
        return new ProcessBuilder(ServerCommand.of(
                        KilledSender.class,
                        List.of(
                                address,
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--understudy.jobs.lease=5s",
                                "--understudy.data=" + data)))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve(address.isEmpty() ? "second.log" : "first.log")
                        .toFile())
                .start();
    }

    private static void kill(Process server) throws InterruptedException {
        server.destroyForcibly();
        assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
