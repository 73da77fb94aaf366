package io.understudy.providers.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Dns;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that answers with addresses of this server's own network. */
@Tag("attack")
class FalTransferTest {
    private static final FakeFal FAL = new FakeFal();

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        FAL.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1:1/file",
                "https://127.0.0.1/file",
                "https://10.0.0.1/file",
                "https://[::1]/file",
                "http://v3.fal.media/file",
                "file:///etc/passwd",
                "not an address"
            })
    void aResultThereIsNeitherTakenForOneNorFetched(String address) {
        FalClient client =
                new FalClient(FAL.properties(), () -> FakeFal.KEY, time -> Thread.yield(), path -> Optional.empty());
        Path target = folder.resolve("result");

        assertThat(client.mayFetch(address)).isFalse();
        assertThatThrownBy(() -> client.download(address, target))
                .isInstanceOf(FalProblem.AnswerLost.class)
                .hasMessageContaining("not on the internet");
        assertThat(target).doesNotExist();
    }

    @Test
    void aNameThatLeadsInsideIsNotConnectedTo() throws Exception {
        List<String> asked = new ArrayList<>();
        try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FalTransfer transfer = new FalTransfer(FAL.properties(), name -> {
                asked.add(name);
                return List.of(inside.getInetAddress());
            });

            assertThatThrownBy(() -> transfer.send(new Request.Builder(), URI.create("https://media.example.com/a")))
                    .isInstanceOf(FalProblem.AnswerLost.class)
                    .hasMessageContaining("not on the internet");

            assertThat(asked).containsExactly("media.example.com");
            inside.setSoTimeout(1);
            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anUploadGoesNowhereInside() throws Exception {
        Path file = Files.writeString(folder.resolve("dataset.zip"), "pictures");
        FAL.answerOnce(
                "initiate",
                FakeAnswer.of(
                        200, "{\"upload_url\":\"http://127.0.0.1:9/put\",\"file_url\":\"https://v3.fal.media/a\"}"));
        FalClient client =
                new FalClient(FAL.properties(), () -> FakeFal.KEY, time -> Thread.yield(), path -> Optional.empty());

        assertThatThrownBy(() -> client.upload(file, "dataset.zip", "application/zip"))
                .isInstanceOf(FalProblem.AnswerLost.class)
                .hasMessageContaining("not on the internet");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        FAL.answerOnce("download", new FakeAnswer(302, "", Map.of("Location", "/media/config.json")));
        URI from = FAL.stored("secret.json", "inside");
        FalTransfer transfer = new FalTransfer(FAL.properties(), Dns.SYSTEM);

        try (Response answer = transfer.send(new Request.Builder(), from)) {
            assertThat(answer.code()).isEqualTo(302);
        }
    }
}
