package io.understudy.bundle.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.KeyType;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.Verdict;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.log.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class ReleaseFolderVerifierTest {
    @TempDir
    Path temp;

    private SampleFolder sample;

    @BeforeEach
    void release() throws IOException {
        sample = new SampleFolder(temp);
    }

    @Test
    void aSoundFolderVerifiesWithAllThatWasKept() throws IOException {
        List<Finding> findings = verify(sample.state(3) + "\n" + sample.state(5));
        assertThat(findings).extracting(Finding::outcome).containsOnly(Finding.Outcome.HOLDS);
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void withoutTheKeyOfTheTrailTheRestVerifies() throws IOException {
        List<Finding> findings = ReleaseFolderVerifier.verify(sample.path(), sample.key(), null, "");
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
        assertThat(findings).extracting(Finding::outcome).contains(Finding.Outcome.UNCHECKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SampleFolder.LORA,
                SampleFolder.LORA + ".sigstore.json",
                SampleFolder.LORA + ".intoto.jsonl",
                "audit.tlog-proof"
            })
    void noFileMayBeMissing(String name) throws IOException {
        Files.delete(sample.path().resolve(name));
        if (name.equals(SampleFolder.LORA)) {
            assertThatThrownBy(() -> verify("")).isInstanceOf(MalformedBundleException.class);
        } else {
            assertThat(Verdict.of(verify(""))).isEqualTo(Verdict.BROKEN);
        }
    }

    @Test
    void anotherLoraIsNeitherSignedNorReviewed() throws IOException {
        Files.writeString(sample.path().resolve(SampleFolder.LORA), "another");
        assertThat(verify(""))
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                .extracting(Finding::words)
                .contains("was altered: its hash is not the one that was signed", "is about another file");
    }

    @Test
    void anotherKeyIsNotBelieved() throws IOException {
        BundleKey other = BundleKey.of(KeyType.P256.newPair().getPublic());
        assertThat(Verdict.of(ReleaseFolderVerifier.verify(sample.path(), other, null, "")))
                .isEqualTo(Verdict.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aTrailWithAnotherHistoryIsConvictedByWhatWasKept(int events) throws IOException {
        assertThat(Verdict.of(verify(sample.otherState(events)))).isEqualTo(Verdict.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void whatCannotBeComparedHereIsSaidAndIsNotVerified(int events) throws IOException {
        List<Finding> findings = verify(sample.state(events));
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(findings.getLast().words())
                .startsWith("the one of %d events needs the trail itself".formatted(events));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void oneStateThatHoldsIsEnoughAmongThoseOfOtherSizes(int events) throws IOException {
        List<Finding> findings =
                verify(String.join("\n", sample.state(2), sample.state(4), sample.state(events), sample.state(6)));
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
        assertThat(findings.getLast())
                .isEqualTo(Finding.unchecked(
                        "audit trail",
                        "of what you kept, the 3 of other sizes, from 2 to 6 events, need the trail itself:"
                                + " an admin compares them on the Audit page, or exports the trail for understudy"
                                + " verify"));

        assertThat(Verdict.of(verify(String.join("\n", sample.state(2), sample.state(4), sample.otherState(events)))))
                .as("one that contradicts is enough, too")
                .isEqualTo(Verdict.BROKEN);
        assertThat(Verdict.of(verify(String.join("\n", sample.state(2), sample.state(4), sample.state(6)))))
                .isEqualTo(Verdict.NOT_COMPARED);
    }

    @Test
    void aStateThatTheLogDidNotSignIsNoneThatWasKept() {
        assertThatThrownBy(() -> verify(sample.state(3).replace("log\n3", "log\n4")))
                .isInstanceOf(MalformedBundleException.class)
                .hasMessage("The checkpoint is not signed with the key of the log.");
    }

    /** After a restore the trail is signed as another log; who kept states of the first one keeps them. */
    @Test
    void aStateOfAnotherLogIsNotCompared() throws IOException {
        List<Finding> findings = verify(sample.state(3).replaceFirst("^[^\n]+", "example.org/log/2"));

        assertThat(Verdict.of(findings)).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(findings.getLast().words()).startsWith("one of them is of another log");
    }

    @Test
    void theProofThatTheTrailOnlyGrewIsAboutTheStateThatWasReleased() throws IOException {
        sample.rewriteTrail();
        for (String kept : List.of("", sample.state(3))) {
            assertThat(verify(kept))
                    .contains(Finding.broken(
                            "audit trail",
                            "the states in audit.consistency and audit.tlog-proof are two different ones"));
        }
    }

    @Test
    void theEventThatIsProvedIsTheApprovalThatWasAttested() throws IOException {
        sample.proveAnotherEvent();
        assertThat(Verdict.of(ReleaseFolderVerifier.verify(sample.path(), sample.key(), null, "")))
                .isEqualTo(Verdict.BROKEN);
        assertThat(verify(""))
                .contains(
                        Finding.holds("audit trail", "it is event 2 of 5 in the log studio.example/log"),
                        Finding.broken(
                                "review attestation",
                                "names another event of the audit trail as the approval than is proved"));
    }

    @Test
    void withoutTheKeyAFolderIsConsistentAtBest() throws IOException {
        List<Finding> findings = ReleaseFolderVerifier.verify(sample.path(), null, null, "");
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.UNKNOWN_KEY);
        assertThat(findings)
                .startsWith(Finding.unchecked("key", "is unknown and not in the folder, so no signature was checked"))
                .extracting(Finding::words)
                .noneMatch(words -> words.contains("is signed with"));

        Files.writeString(sample.path().resolve(SampleFolder.LORA), "another");
        assertThat(Verdict.of(ReleaseFolderVerifier.verify(sample.path(), null, null, "")))
                .isEqualTo(Verdict.BROKEN);
    }

    @Test
    void aFolderNamedLikeALoraIsNone() throws IOException {
        Files.createDirectory(sample.path().resolve("aaa.safetensors"));
        assertThat(verify("")).contains(Finding.broken("aaa.safetensors", "is not a plain file"));
    }

    @Test
    void aSecondLoraThatNobodyReviewedIsNotReleasedWithTheFirst() throws IOException {
        Files.writeString(sample.path().resolve("zzz.safetensors"), "never reviewed");
        sample.sign();
        assertThat(verify(""))
                .contains(Finding.broken("review attestation", "zzz.safetensors.intoto.jsonl is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.sig", "audit.tlog-proof", "audit.consistency", SampleFolder.LORA + ".intoto.jsonl"})
    void bytesThatAreNoTextAreBroken(String name) throws IOException {
        Files.write(sample.path().resolve(name), new byte[] {(byte) 0xc3, 0x28, '\n', '\n', 'x'});
        assertThat(Verdict.of(verify(""))).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void anyOtherFolderIsRefused() throws IOException {
        Files.delete(sample.path().resolve(ModelSignature.FILE));
        assertThatThrownBy(() -> verify(""))
                .isInstanceOf(MalformedBundleException.class)
                .hasMessageEndingWith("is no release folder: it has no model.sig.");
    }

    private List<Finding> verify(String kept) throws IOException {
        return ReleaseFolderVerifier.verify(sample.path(), sample.key(), NoteKey.ofVkey(sample.logKey()), kept);
    }
}
