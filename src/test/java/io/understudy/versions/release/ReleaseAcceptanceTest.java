package io.understudy.versions.release;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import io.understudy.audit.AuditService;
import io.understudy.audit.ChainVerification;
import io.understudy.bundle.BundleVerifier;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Trust;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.Serving;
import io.understudy.storage.check.ConsistencyCheck;
import io.understudy.support.RealBrowser;
import io.understudy.support.SecurityHeaders;
import io.understudy.support.TestDirectories;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.ManifestHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a release promises, against someone who may write to the object store and the database: over real HTTP. */
@Tag("attack")
class ReleaseAcceptanceTest extends VersionsTest {
    private static final String PRODUCTION = "/characters/ava-lindqvist/production/miniature/file";
    private static final int LARGE = 300_000;

    @TempDir
    Path folder;

    @LocalServerPort
    int port;

    @Value("${understudy.storage.directory}")
    Path objects;

    @Autowired
    AccessTokenService tokens;

    @Autowired
    InboxService inbox;

    @Autowired
    ReleaseBundleService releases;

    @Autowired
    SigningKeyService keys;

    @Autowired
    AuditService audit;

    @Autowired
    ConsistencyCheck storage;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void trainOnAStoredSnapshot() {
        runs.trainOn("{\"entries\":[]}".getBytes(UTF_8));
    }

    /** Ways of changing an object without the product. */
    enum Alteration {
        FIRST_BYTE(bytes -> changed(bytes, 0), true),
        LAST_BYTE(bytes -> changed(bytes, bytes.length - 1), true),
        CUT(bytes -> Arrays.copyOf(bytes, bytes.length - 1), true),
        CUT_FAR(bytes -> Arrays.copyOf(bytes, 10), false),
        LONGER(bytes -> Arrays.copyOf(bytes, bytes.length + 1), true),
        /** All that was promised would be there before anything looks wrong. */
        CHANGED_AND_MUCH_LONGER(bytes -> Arrays.copyOf(changed(bytes, 0), bytes.length + 1_000_000), true),
        EMPTY(bytes -> new byte[0], false);

        private final UnaryOperator<byte[]> change;
        /** So much that an answer begins before anything looks wrong. */
        private final boolean leavesTheBeginning;

        Alteration(UnaryOperator<byte[]> change, boolean leavesTheBeginning) {
            this.change = change;
            this.leavesTheBeginning = leavesTheBeginning;
        }

        private static byte[] changed(byte[] bytes, int at) {
            byte[] other = bytes.clone();
            other[at] ^= 1;
            return other;
        }
    }

    @Test
    void aDownloadIsTheFileThatWasReleased() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);

        HttpResponse<byte[]> answer = ask(PRODUCTION, tokenOf(mara));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file);
        assertThat(answer.headers().firstValue("ETag"))
                .hasValue('"' + BlobHash.of(file).hex() + '"');
        SecurityHeaders.areIn(answer);
    }

    @Test
    void everythingThatBelongsToAReleaseCarriesTheSecurityHeaders() throws Exception {
        VersionId id = inProduction(weights(LARGE));
        RealBrowser browser = new RealBrowser(port);
        browser.signIn(mara.email(), People.PASSWORD);

        for (String path : List.of(
                VersionRoutes.file(id),
                VersionRoutes.lineage(id),
                VersionRoutes.releaseBundle(id),
                VersionRoutes.releaseFolder(id))) {
            HttpResponse<String> answer = browser.get("/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            SecurityHeaders.areIn(answer);
        }
    }

    @Tag("once")
    @ParameterizedTest
    @EnumSource(Alteration.class)
    void anAlteredFileNeverArrivesWhole(Alteration alteration) throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, alteration);
        NewAccessToken token = tokenOf(mara);

        if (alteration.leavesTheBeginning) {
            assertThatThrownBy(() -> ask(PRODUCTION, token)).isInstanceOf(IOException.class);
            restore(file);
            assertThat(ask(PRODUCTION, token).body()).isEqualTo(file);
            alter(file, alteration);
            // What a client without any care would have kept.
            assertThat(rawBody(PRODUCTION, token)).hasSizeLessThan(LARGE);
        } else {
            assertRefused(ask(PRODUCTION, token));
        }
    }

    @Tag("once")
    @ParameterizedTest
    @EnumSource(Alteration.class)
    void ofASmallFileNothingArrivesButTheReason(Alteration alteration) throws Exception {
        byte[] file = weights(5_000);
        inProduction(file);
        alter(file, alteration);

        HttpResponse<byte[]> answer = ask(PRODUCTION, tokenOf(mara));

        assertRefused(answer);
    }

    @Tag("once")
    @ParameterizedTest
    @EnumSource(Alteration.class)
    void ofASmallFileAProgramGetsNothingButTheReason(Alteration alteration) throws Exception {
        byte[] file = weights(5_000);
        inProduction(file);
        alter(file, alteration);

        assertIsAProblem(ask("/api/v1" + PRODUCTION, tokenOf(mara)));
    }

    @Tag("once")
    @Test
    void ofTheShortRestOfAnAlteredFileAProgramGetsNothingButTheReason() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, Alteration.LAST_BYTE);

        assertIsAProblem(ask("/api/v1" + PRODUCTION, tokenOf(mara), "Range", "bytes=" + (LARGE - 100) + "-"));
    }

    private static void assertIsAProblem(HttpResponse<byte[]> answer) {
        assertRefused(answer);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
    }

    @Test
    void onceItIsKnownNothingBegins() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, Alteration.LAST_BYTE);
        NewAccessToken token = tokenOf(mara);
        assertThatThrownBy(() -> ask(PRODUCTION, token)).isInstanceOf(IOException.class);

        assertRefused(ask(PRODUCTION, token));
    }

    private static void assertRefused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), UTF_8)).contains("was changed after it was stored");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        SecurityHeaders.areIn(answer);
    }

    @Tag("once")
    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-9", "bytes=-10", "bytes=100-", "bytes=0-0,5-9", "lines=1"})
    void aPartOfAFileIsNotServed(String range) throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);

        HttpResponse<byte[]> answer = ask(PRODUCTION, tokenOf(mara), "Range", range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file);
        assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("none");
        alter(file, Alteration.LAST_BYTE);
        assertThatThrownBy(() -> ask(PRODUCTION, tokenOf(mara), "Range", range)).isInstanceOf(IOException.class);
    }

    @Test
    void theRestOfAFileIsServedToProgramsAndHashedWithItsBeginning() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        String tag = '"' + BlobHash.of(file).hex() + '"';
        NewAccessToken token = tokenOf(mara);

        HttpResponse<byte[]> rest = ask("/api/v1" + PRODUCTION, token, "Range", "bytes=100000-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(file, 100_000, file.length));
        assertThat(rest.headers().firstValue("Content-Range"))
                .hasValue("bytes 100000-%d/%d".formatted(file.length - 1, file.length));
        assertThat(rest.headers().firstValue("ETag")).hasValue(tag);
        SecurityHeaders.areIn(rest);

        HttpResponse<byte[]> behind = ask("/api/v1" + PRODUCTION, token, "Range", "bytes=" + file.length + "-");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("Content-Range")).hasValue("bytes */" + file.length);
        assertThat(verbs("version.downloaded")).as("only the rest was taken").hasSize(1);

        alter(file, Alteration.FIRST_BYTE);
        assertCutOff(() -> ask("/api/v1" + PRODUCTION, token, "Range", "bytes=100000-"));
    }

    @Tag("once")
    @Test
    void programsAreCutOffWhereAFileWasAltered() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, Alteration.LAST_BYTE);
        NewAccessToken token = tokenOf(mara);

        assertCutOff(() -> ask("/api/v1" + PRODUCTION, token));
    }

    /** At once: a client that has to wait for the end of an idle connection seems to hang. */
    private static void assertCutOff(ThrowingCallable download) {
        assertTimeout(Duration.ofSeconds(20), () -> assertThatThrownBy(download).isInstanceOf(IOException.class));
    }

    @Tag("once")
    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-9", "bytes=-10", "bytes=0-0,5-9", "bytes=9999999999999999999-", "lines=1"})
    void programsGetNoOtherPart(String range) throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);

        HttpResponse<byte[]> answer = ask("/api/v1" + PRODUCTION, tokenOf(mara), "Range", range);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file);
        assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    }

    @Tag("once")
    @Test
    void theRestOfAnotherFileIsNotServed() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);

        HttpResponse<byte[]> answer =
                ask("/api/v1" + PRODUCTION, tokenOf(mara), "Range", "bytes=100000-", "If-Range", "\"another\"");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(file);
    }

    @Test
    void everyAdminTheTrailAndThePageAreToldOnce() throws Exception {
        byte[] file = weights(LARGE);
        VersionId id = inProduction(file);
        SignedInPerson olaf = people.admin("Olaf");
        alter(file, Alteration.FIRST_BYTE);
        // An admin who downloads it is notified like any other.
        NewAccessToken token = tokenOf(olaf);
        assertThatThrownBy(() -> ask(PRODUCTION, token)).isInstanceOf(IOException.class);
        ask(PRODUCTION, token);

        for (SignedInPerson admin : List.of(ines, olaf)) {
            people.signIn(admin);
            assertThat(inbox.page(false, 0).notices())
                    .filteredOn(notice -> notice.notice().title().endsWith("was changed in storage"))
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.notice().path()).isEqualTo(VersionRoutes.of(id)));
        }
        assertThat(verbs("version.found-altered")).containsExactly("Understudy");
        assertThat(verbs("file.found-altered")).containsExactly("Understudy");
        assertThat(page(id)).contains("file changed in storage");

        restore(file);
        assertThat(ask(PRODUCTION, token).body()).isEqualTo(file);
        assertThat(page(id)).isEmpty();
        assertThat(verbs("version.found-intact")).containsExactly("Understudy");
    }

    @Test
    void aCheckOfTheStorageFindsItBeforeSomebodyDownloads() throws Exception {
        byte[] file = weights(LARGE);
        VersionId id = inProduction(file);
        alter(file, Alteration.LAST_BYTE);
        RunAs.run(() -> storage.run(progress -> {}));
        assertThat(page(id)).contains("file changed in storage");

        restore(file);
        RunAs.run(() -> storage.run(progress -> {}));
        assertThat(page(id)).isEmpty();
    }

    @Test
    void theSameFileUploadedAgainReplacesTheAlteredOne() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, Alteration.CUT);
        NewAccessToken token = tokenOf(mara);
        assertThatThrownBy(() -> ask(PRODUCTION, token)).isInstanceOf(IOException.class);

        RunAs.run(() -> blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY));

        assertThat(ask(PRODUCTION, token).body()).isEqualTo(file);
    }

    @Test
    void everyReaderIsToldThatTheBytesAreNotThoseOfTheHash() throws Exception {
        byte[] file = weights(LARGE);
        inProduction(file);
        alter(file, Alteration.FIRST_BYTE);

        RunAs.run(() -> assertThatThrownBy(() -> {
                    try (InputStream in = blobs.open(BlobHash.of(file))) {
                        in.readAllBytes();
                    }
                })
                .hasMessageContaining("was changed after it was stored"));
    }

    @Test
    void aBundleWithAlteredEvidenceIsNeverFinished() throws Exception {
        byte[] snapshot = weights(LARGE);
        runs.trainOn(snapshot);
        VersionId id = approved();
        alter(snapshot, Alteration.LAST_BYTE);
        people.signIn(jon);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();

        assertThatThrownBy(() -> releases.write(releases.create(id), zip))
                .hasMessageContaining("was changed after it was stored");

        assertThat(zip.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("index.json.ed25519");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBundleWithAlteredEvidenceIsCutOff(boolean takenByAProgram) throws Exception {
        byte[] snapshot = weights(LARGE);
        runs.trainOn(snapshot);
        VersionId id = approved();
        NewAccessToken token = tokenOf(jon);
        RealBrowser browser = new RealBrowser(port);
        browser.signIn(jon.email(), People.PASSWORD);
        alter(snapshot, Alteration.LAST_BYTE);

        assertCutOff(
                takenByAProgram
                        ? () -> ask("/api/v1/versions/" + id.value() + "/bundle", token)
                        : () -> browser.get("/" + VersionRoutes.releaseBundle(id)));
    }

    /** What is written into the tables past the program; Mara made it, Jon signed it off, Ines approved it. */
    enum Forgery {
        MAKER_BECOMES_APPROVER("Ines approved for production") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.drop(id, it.mara);
                it.sql("""
                        insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                        values (?, ?, 'APPROVER', false, false, false)""", id, it.mara);
                it.jdbc
                        .sql("update version_decision set account_id = ?, account_name = 'Mara'"
                                + " where version_id = ? and verb = 'APPROVE'")
                        .params(it.mara.accountId(), id.value())
                        .update();
                it.drop(id, it.ines);
            }
        },
        /** The first three; the old approver stays. */
        OLD_APPROVER_LEFT("Ines is listed as a signer or approver without a decision.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                MAKER_BECOMES_APPROVER.commit(it, id);
                it.sql("""
                        insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                        values (?, ?, 'APPROVER', false, false, false)""", id, it.ines);
            }
        },
        MAKER_DROPPED("Mara made a part of it, but is not among its makers.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.drop(id, it.mara);
            }
        },
        ANOTHER_NAME("the name differs") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql(
                        "update version_decision set account_name = 'Olaf' where version_id = ? and account_id = ?",
                        id,
                        it.ines);
            }
        },
        ANOTHER_SUBMITTER("the account differs") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql(
                        "update version_decision set account_id = ? where verb = 'SUBMIT' and version_id = ?",
                        it.lin(),
                        id);
            }
        },
        ANOTHER_TIME("the time differs") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql(
                        "update version_decision set decided_at = timestamp with time zone '2020-01-01 00:00:00+00'"
                                + " where version_id = ? and account_id = ?",
                        id,
                        it.jon);
            }
        },
        ANOTHER_MANIFEST("the manifest differs") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql(
                        "update version_decision set manifest_hash = repeat('0', 64) where version_id = ? and account_id = ?",
                        id,
                        it.jon);
            }
        },
        DECISION_DROPPED("“Mara asked for review”, has no decision.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql("delete from version_decision where version_id = ? and account_id = ?", id, it.mara);
            }
        },
        DECISION_ADDED("The decision “Mara asked for review” is in no row of the trail.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.jdbc.sql("""
                                insert into version_decision (id, version_id, position, verb, from_state, to_state,
                                    account_id, account_name, decided_at, manifest_hash)
                                select ?, version_id, 0, verb, from_state, to_state, account_id, account_name,
                                    decided_at, manifest_hash
                                from version_decision where version_id = ? and verb = 'SUBMIT'""").params(UUID.randomUUID(), id.value()).update();
            }
        },
        ANOTHER_ORDER("The decisions are not in the order of the trail.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.sql(
                        "update version_decision set position = position + 10 where version_id = ? and account_id = ?",
                        id,
                        it.mara);
            }
        },
        ANOTHER_STATE("The version is superseded, but its last decision left it approved.") {
            @Override
            void commit(ReleaseAcceptanceTest it, VersionId id) {
                it.jdbc
                        .sql("update lora_version set state = 'SUPERSEDED', production_of = null where id = ?")
                        .param(id.value())
                        .update();
            }
        };

        private final String named;

        Forgery(String named) {
            this.named = named;
        }

        abstract void commit(ReleaseAcceptanceTest it, VersionId id);
    }

    @ParameterizedTest
    @EnumSource(Forgery.class)
    void whatWasWrittenPastTheProgramIsNamed(Forgery forgery) throws Exception {
        VersionId sound = draft();
        VersionId id = approved();
        forgery.commit(this, id);

        people.signIn(jon);
        if (forgery != Forgery.ANOTHER_STATE) {
            assertThatThrownBy(() -> releases.create(id))
                    .isInstanceOf(DomainException.Conflict.class)
                    .hasMessageContaining("No release bundle is signed for")
                    .hasMessageContaining(forgery.named);
            HttpResponse<byte[]> answer = ask(PRODUCTION, tokenOf(mara));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(new String(answer.body(), UTF_8)).contains(forgery.named);
        }
        assertThat(page(id)).contains("decisions contradict the audit trail", forgery.named);
        assertThat(page(sound)).isEmpty();
        people.signIn(ines);
        assertThat(audit.verify("", (rows, of) -> {}, () -> false))
                .isInstanceOfSatisfying(
                        ChainVerification.Contradicted.class,
                        found -> assertThat(found.disagreements())
                                .anySatisfy(words -> assertThat(words)
                                        .startsWith(details(id).card().name())
                                        .contains(forgery.named))
                                .noneMatch(words ->
                                        words.startsWith(details(sound).card().name())));
    }

    @Test
    void whatTheProgramWroteAgrees() throws Exception {
        for (VersionState state : VersionState.values()) {
            VersionId id = in(state);
            assertThat(page(id)).as(state.word()).isEmpty();
        }
        people.signIn(ines);
        assertThat(audit.verify("", (rows, of) -> {}, () -> false)).isInstanceOf(ChainVerification.Unbroken.class);
    }

    @Test
    void aSignatureAddedByHandIsNoGroundForAnApproval() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ManifestHash manifest = details(id).manifest();
        sql("""
                insert into version_participant (version_id, account_id, part, gave_data, launched, submitted)
                values (?, ?, 'SIGNER', false, false, false)""", id, jon);
        jdbc.sql("""
                        insert into version_decision (id, version_id, position, verb, from_state, to_state, account_id,
                            account_name, part, decided_at, manifest_hash)
                        values (?, ?, 2, 'SIGN_OFF', 'IN_REVIEW', 'SIGNED_OFF', ?, 'Jon', 'SIGNER',
                            timestamp with time zone '2026-03-02 12:00:00+00', ?)""")
                .params(UUID.randomUUID(), id.value(), jon.accountId(), manifest.hex())
                .update();
        jdbc.sql("update lora_version set state = 'SIGNED_OFF' where id = ?")
                .param(id.value())
                .update();
        people.signIn(ines);
        ReviewedRevision seen = seen(id);
        PasswordProof proof = proof();

        assertThatThrownBy(() -> reviews.approve(id, seen, proof))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("The decision “Jon signed off” is in no row of the trail.");
        reviews.revoke(id, seen, "Forged.", proof);
        assertThat(details(id).state()).isEqualTo(VersionState.REVOKED);
    }

    @Test
    void aMakerWhoseRowWasDroppedStillCannotSign() {
        VersionId id = runs.finish(mara, mara, jon);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        drop(id, jon);
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .hasMessageContaining("Jon made a part of it, but is not among its makers.");
    }

    @Test
    void aRevokedVersionDoesNotComeBackByHand() {
        VersionId id = revoked();
        jdbc.sql("update lora_version set state = 'APPROVED', production_of = character_id where id = ?")
                .param(id.value())
                .update();
        people.signIn(jon);

        assertThatThrownBy(() -> releases.create(id)).hasMessageContaining("its last decision left it revoked");
    }

    @Test
    void anAlteredRowOfTheTrailIsNoProof() {
        VersionId id = approved();
        withoutGuard("update audit_row set actor_id = '%s', actor_name = 'Mara' where verb = 'version.approved'"
                .formatted(mara.accountId()));
        Forgery.MAKER_BECOMES_APPROVER.commit(this, id);
        people.signIn(jon);

        assertThatThrownBy(() -> releases.create(id)).hasMessageContaining("of the trail was altered");
    }

    @Test
    void theSignedManifestNamesWhoMadeIt() throws Exception {
        VersionId id = approved();
        people.signIn(jon);
        Path zip = folder.resolve("bundle.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            releases.write(releases.create(id), out);
        }

        assertThat(BundleVerifier.verify(zip, Trust.key(keys.publicKey()), null))
                .extracting(Finding::outcome)
                .doesNotContain(Finding.Outcome.BROKEN);
        assertThat(jdbc.sql("""
                                select content from version_manifest join version_decision on hash = manifest_hash
                                where version_id = ? and verb = 'APPROVE'""").param(id.value()).query(String.class).single())
                .contains("\"launchedBy\":\"%1$s\",\"makers\":[\"%1$s\"],\"contributors\":[\"%1$s\"]"
                        .formatted(mara.accountId()));
    }

    private SignedInPerson lin() {
        return people.member("Lin");
    }

    /** A participant with every reason for being one. */
    private void drop(VersionId id, SignedInPerson who) {
        sql("delete from version_contribution where version_id = ? and account_id = ?", id, who);
        sql("delete from version_participant where version_id = ? and account_id = ?", id, who);
    }

    private void sql(String statement, Object... parameters) {
        jdbc.sql(statement)
                .params(Arrays.stream(parameters)
                        .map(one -> one instanceof VersionId id ? id.value() : ((SignedInPerson) one).accountId())
                        .toList())
                .update();
    }

    /** Someone who may do everything to the database turns the guard of the trail off first. */
    private void withoutGuard(String statement) {
        if (TestDirectories.onPostgreSql()) {
            jdbc.sql("alter table audit_row disable trigger user").update();
            jdbc.sql(statement).update();
            jdbc.sql("alter table audit_row enable trigger user").update();
        } else {
            jdbc.sql("drop trigger audit_row_append_only").update();
            jdbc.sql(statement).update();
            jdbc.sql("create trigger audit_row_append_only before update, delete on audit_row"
                            + " for each row call 'io.understudy.audit.AppendOnlyTrigger'")
                    .update();
        }
    }

    private VersionId inProduction(byte[] file) {
        VersionId id = runs.finishWith(file, "miniature", mara);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        return id;
    }

    /** What the page says about tampering; empty where it says nothing. */
    private String page(VersionId id) {
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        return _find(Div.class, spec -> spec.withId("tampering")).stream()
                .map(mark -> mark.getElement().getTextRecursively())
                .findFirst()
                .orElse("");
    }

    private List<String> verbs(String verb) {
        return jdbc.sql("select actor_name from audit_row where verb = ?")
                .param(verb)
                .query(String.class)
                .list();
    }

    private static byte[] weights(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private void alter(byte[] file, Alteration alteration) throws IOException {
        Files.write(object(file), alteration.change.apply(file));
    }

    private void restore(byte[] file) throws IOException {
        Files.write(object(file), file);
    }

    private Path object(byte[] file) throws IOException {
        try (Stream<Path> all = Files.walk(objects)) {
            return all.filter(path -> path.getFileName()
                            .toString()
                            .equals(BlobHash.of(file).hex()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private NewAccessToken tokenOf(SignedInPerson person) {
        people.signIn(person);
        return tokens.create(new TokenDraft("ComfyUI", 30, Set.of(TokenScope.RELEASE_READ), Set.of()), proof());
    }

    private HttpResponse<byte[]> ask(String path, NewAccessToken token, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token.secret());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Everything behind the headers, whatever the server promised about it. */
    private byte[] rawBody(String path, NewAccessToken token) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, token.secret())
                            .getBytes(UTF_8));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (IOException reset) {
                assertThat(Objects.requireNonNull(reset.getMessage())).contains("reset");
            }
            String text = all.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
            return Arrays.copyOfRange(all.toByteArray(), text.indexOf("\r\n\r\n") + 4, all.size());
        }
    }
}
