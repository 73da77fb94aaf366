package io.understudy.versions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Trust;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.VersionComments;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.registry.FinishedRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@Tag("once")
class ReleaseBundleTest extends VersionsTest {
    @TempDir
    Path folder;

    @Autowired
    ReleaseBundleService releases;

    @Autowired
    SigningKeyService keys;

    @Autowired
    EvidenceFileService files;

    @Autowired
    CommentService comments;

    @BeforeEach
    void trainOnAStoredSnapshot() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theBundleOfAReleaseVerifies() throws IOException {
        VersionId id = inReview();
        people.signIn(jon);
        tickWithAPicture(id);
        tickAll(id);
        comments.write(VersionComments.of(id, "face"), "The chin <b>holds</b>.");
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        Path lora = Files.writeString(folder.resolve("ava.safetensors"), FinishedRuns.content(41));

        Path zip = write(id);

        List<Finding> findings =
                BundleVerifier.verify(zip, Trust.fingerprint(keys.publicKey().fingerprint()), lora);
        assertThat(findings).extracting(Finding::outcome).containsOnly(Finding.Outcome.HOLDS);
        assertThat(entry(zip, BundleFormat.PAGE))
                .contains("ava-lindqvist_v1_1000steps", "Jon signed off", "Ines approved for production")
                .contains("The chin &lt;b&gt;holds&lt;/b&gt;.")
                .contains("<img src=\"evidence/")
                .containsPattern("<a href=\"evidence/[0-9a-f]{64}\\.bin\">lab.json</a>");
        assertThat(entry(zip, BundleFormat.COMMENTS)).contains("\"about\" : \"face\"");
        assertThat(entry(zip, BundleFormat.LINEAGE)).contains("\"number\" : 41", "ohwx woman");
        assertThat(entry(zip, BundleFormat.MODEL_CARD))
                .contains("instance_prompt: \"ohwx woman\"")
                // That is about a release folder.
                .doesNotContain("model_signing");
        assertThat(entry(zip, BundleFormat.SIDECAR)).contains("\"activation text\" : \"ohwx woman\"");
    }

    @Test
    void theKeyIsMadeOnceAndStays() throws IOException {
        VersionId id = approved();
        String first = keys.publicKey().fingerprint();
        people.signIn(jon);

        assertThat(keys.publicKey().fingerprint()).isEqualTo(first);
        assertThat(entry(write(id), BundleFormat.KEY))
                .isEqualTo(keys.publicKey().pem());
        assertThat(jdbc.sql("select sealed from secret where name = 'bundle.signing-key'")
                        .query(String.class)
                        .single())
                .doesNotContain("MC4CAQAwBQYDK2Vw");
    }

    @Test
    void onlyWhatIsInProductionHasOne() {
        for (VersionState state : VersionState.values()) {
            if (state != VersionState.APPROVED) {
                VersionId id = in(state);
                people.signIn(mara);
                assertThatThrownBy(() -> releases.create(id))
                        .isInstanceOf(DomainException.Conflict.class)
                        .hasMessageContaining(state.word());
            }
        }
    }

    @Test
    void takingOneIsAnActOfTheAuditTrail() {
        VersionId id = approved();
        people.signIn(jon);
        releases.create(id);

        assertThat(jdbc.sql("select actor_name from audit_row where verb = 'version.bundle-taken'")
                        .query(String.class)
                        .list())
                .containsExactly("Jon");
    }

    @Test
    void itIsSentAsAZipOrRefusedInWords() throws Exception {
        VersionId released = approved();
        VersionId draft = draft();
        MockMvc http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .apply(springSecurity())
                .build();

        byte[] zip = http.perform(
                        get("/" + VersionRoutes.releaseBundle(released)).with(as(mara)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Path file = Files.write(folder.resolve("sent.zip"), zip);
        assertThat(BundleVerifier.verify(file, null, null))
                .extracting(Finding::outcome)
                .doesNotContain(Finding.Outcome.BROKEN);
        String words = http.perform(
                        get("/" + VersionRoutes.releaseBundle(draft)).with(as(mara)))
                .andExpect(status().isConflict())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(words).contains("is draft");
        SecurityContextHolder.clearContext();
        http.perform(get("/" + VersionRoutes.releaseBundle(released))).andExpect(status().is3xxRedirection());
    }

    private static RequestPostProcessor as(SignedInPerson person) {
        return authentication(People.authentication(person));
    }

    private void tickWithAPicture(VersionId id) {
        checklist.tick(
                id,
                "artifacts",
                "Looked at it.",
                List.of(
                        Evidence.picture(runs.picture(7, 7), "made at 0.9"),
                        files.take("lab.json", new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))),
                        Evidence.fact("None seen.")));
    }

    private Path write(VersionId id) throws IOException {
        Path zip = folder.resolve("bundle.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            releases.write(releases.create(id), out);
        }
        return zip;
    }

    private static String entry(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
