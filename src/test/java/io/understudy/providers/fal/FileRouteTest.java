package io.understudy.providers.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An installation whose object store is seen from outside under another name. */
@StudioTest
@Tag("files")
class FileRouteTest {
    private static final FakeFal FAL = FakeFal.shared();

    @DynamicPropertySource
    static void elsewhere(DynamicPropertyRegistry properties) throws Exception {
        S3Proxy s3 = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createTempDirectory("fal-route").toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "inside", "secret-of-the-store")
                .build();
        s3.start();
        properties.add("understudy.storage.endpoint", () -> "http://127.0.0.1:" + s3.getPort());
        properties.add("understudy.storage.public-endpoint", () -> "http://localhost:" + s3.getPort());
        properties.add("understudy.storage.access-key", () -> "inside");
        properties.add("understudy.storage.secret-key", () -> "secret-of-the-store");
    }

    @Autowired
    FalConnection connection;

    @Autowired
    FalFiles files;

    @Autowired
    People people;

    @TempDir
    Path folder;

    @BeforeEach
    void connect() {
        FAL.forget();
        people.signIn(people.admin("Ada"));
        connection.connect(FakeFal.KEY);
    }

    @Test
    void filesAreUploadedUntilAnAdminSaysOtherwise() throws Exception {
        Path file = Files.writeString(folder.resolve("dataset.zip"), "a zip");

        URI address = files.deliver(file, "dataset.zip", "application/zip");

        assertThat(connection.route()).isEqualTo(FileRoute.UPLOAD);
        assertThat(FAL.file(address)).asString().isEqualTo("a zip");
    }

    @Test
    void byLinkFalFetchesTheFileFromOurStoreWithoutAnyKey() throws Exception {
        connection.chooseRoute(FileRoute.LINK);
        Path file = Files.writeString(folder.resolve("dataset.zip"), "a zip");

        URI address = files.deliver(file, "dataset.zip", "application/zip");

        assertThat(address.getHost()).isEqualTo("localhost");
        assertThat(get(address).statusCode()).isEqualTo(200);
        assertThat(get(address).body()).isEqualTo("a zip");
        assertThat(address.toString()).doesNotContain("secret-of-the-store").contains("X-Amz-Expires=43200");
        assertThat(get(address).headers().firstValue("Content-Disposition")).hasValue("attachment");
        URI shown = URI.create(address.toString()
                .replace("response-content-disposition=attachment", "response-content-disposition=inline"));
        assertThat(get(shown).statusCode()).as("shown instead").isEqualTo(403);
        URI unsigned = URI.create(address.toString().replaceAll("\\?.*", ""));
        assertThat(get(unsigned).statusCode()).isEqualTo(403);
    }

    @Test
    void onlyAdminsChoose() {
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> connection.chooseRoute(FileRoute.LINK)).isInstanceOf(AccessDeniedException.class);
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        try (HttpClient plain = HttpClient.newHttpClient()) {
            return plain.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }
}
