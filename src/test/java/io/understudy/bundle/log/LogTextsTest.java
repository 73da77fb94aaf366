package io.understudy.bundle.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.bundle.Finding.Outcome;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.SignedNote.SignatureLine;
import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextsTest {
    private static final String PROOF = """
            c2sp.org/tlog-proof@v1
            index 1
            6D3isIO6M/4AkyoI/RHU+oXAKFHaTiF+XG5pcXxIKqY=
            Cxjy/4t8jgfveWVroXOPPekhkCGlasW+8XiLd2vk9EI=

            studio.example/understudy/audit
            3
            Wwf6GBci3zpGA6s7Yd3jbTIX1o70gVEIRr8zmUBBlyQ=

            — studio.example/understudy/audit nWCkbC0YnsOHqWD+2NC17d5+EFu4Xba45CAULzQ+tirCtkDJuGFSN7H91AS7J11qTnzuRbIG84f6Ybzl9DzSHTevvgo=
            — witness.example/w1 3xwKNQAAAABrCTiDRDrQZMNHUTF2QXum9H7VmOGZgc/NMCb79x5odXHO8Q0rLKr2MUz/f3o7ijv4XT7hiCcR8G8ZmfmqSRz+tq1sBA==
            """;

    private static final String NOTE = PROOF.substring(PROOF.indexOf("\n\n") + 2);
    private static final byte[] APPROVED = "{\"seq\":2,\"act\":\"version.approved\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void theWorkedExampleIsWrittenByteForByte() {
        SignedNote signed = SampleLog.checkpoint(SampleLog.LEAVES).signed(SampleLog.log());
        SignatureLine witnessed = SampleLog.witness().sign(signed.text(), Instant.ofEpochSecond(0x6b093883L));
        SignedNote note =
                new SignedNote(signed.text(), List.of(signed.signatures().getFirst(), witnessed));
        List<TreeHash> hashes = TreePass.roots(Span.inclusion(1, 3), SampleLog.LEAVES);

        assertThat(note).hasToString(NOTE);
        assertThat(new InclusionProof(null, 1, hashes, note.toString()).text()).isEqualTo(PROOF);
        assertThat(SampleLog.log().key().vkey()).isEqualTo(SampleLog.LOG);
        assertThat(SampleLog.witness().key().vkey()).isEqualTo(SampleLog.WITNESS);
    }

    @Test
    void theWorkedExampleIsReadAndHolds() {
        InclusionProof proof = InclusionProof.of(PROOF);
        SignedNote note = SignedNote.of(proof.checkpoint());

        assertThat(proof.text()).isEqualTo(PROOF);
        assertThat(note).hasToString(NOTE);
        assertThat(note.isSignedBy(SampleLog.LOG_KEY)).isTrue();
        assertThat(note.isSignedBy(SampleLog.WITNESS_KEY)).isTrue();
        assertThat(note.isSignedBy(SampleLog.stranger().key())).isFalse();
        assertThat(Checkpoint.opened(NOTE, SampleLog.LOG_KEY)).isEqualTo(SampleLog.checkpoint(SampleLog.LEAVES));
        assertThat(proof.holds(SampleLog.LOG_KEY, TreeHash.leaf(APPROVED))).isTrue();
        assertThat(proof.holds(SampleLog.LOG_KEY, SampleLog.LEAVES.get(0))).isFalse();
        assertThat(proof.check(SampleLog.LOG_KEY).outcome()).isEqualTo(Outcome.UNCHECKED);
    }

    @Test
    void aProofMayBringItsLeaf() {
        List<TreeHash> hashes = TreePass.roots(Span.inclusion(1, 3), SampleLog.LEAVES);
        SignedNote note = SampleLog.checkpoint(SampleLog.LEAVES).signed(SampleLog.log());
        InclusionProof proof =
                InclusionProof.of(InclusionProof.of(APPROVED, 1, hashes, note).text());

        assertThat(proof.check(SampleLog.LOG_KEY).words())
                .isEqualTo("it is event 2 of 3 in the log studio.example/understudy/audit");
        assertThat(InclusionProof.of(new byte[] {1}, 1, hashes, note)
                        .check(SampleLog.LOG_KEY)
                        .outcome())
                .isEqualTo(Outcome.BROKEN);
        assertThat(proof.check(SampleLog.stranger().key()).words())
                .isEqualTo("The checkpoint is not signed with the key of the log.");
    }

    @Test
    void aLogThatOnlyGrewIsProvedSinceTheLastRelease() {
        String before = SampleLog.checkpoint(SampleLog.LEAVES.subList(0, 2))
                .signed(SampleLog.log())
                .toString();
        ConsistencyProof grown =
                new ConsistencyProof(2, TreePass.roots(Span.consistency(2, 3), SampleLog.LEAVES), NOTE);

        assertThat(grown.text()).isEqualTo("old 2\nCxjy/4t8jgfveWVroXOPPekhkCGlasW+8XiLd2vk9EI=\n\n" + NOTE);
        assertThat(ConsistencyProof.of(grown.text())).isEqualTo(grown);
        assertThat(grown.check(SampleLog.LOG_KEY, before).outcome()).isEqualTo(Outcome.HOLDS);

        List<TreeHash> rewritten = SampleLog.with(SampleLog.LEAVES, 0, SampleLog.leaf("another"));
        ConsistencyProof rewrite = new ConsistencyProof(
                2,
                TreePass.roots(Span.consistency(2, 3), rewritten),
                SampleLog.checkpoint(rewritten).signed(SampleLog.log()).toString());
        assertThat(rewrite.check(SampleLog.LOG_KEY, before).outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(SampleLog.checkpoint(rewritten).contradicts(SampleLog.checkpoint(SampleLog.LEAVES)))
                .isTrue();
        assertThat(SampleLog.checkpoint(rewritten).contradicts(SampleLog.checkpoint(rewritten)))
                .isFalse();
    }

    @Test
    void everyOlderAnchorConvictsARewriteOfWhatCameBeforeIt() {
        List<TreeHash> leaves = SampleLog.leaves(10);
        List<Checkpoint> anchors = List.of(
                SampleLog.checkpoint(leaves.subList(0, 4)),
                SampleLog.checkpoint(leaves.subList(0, 7)),
                SampleLog.checkpoint(leaves));

        assertThat(outcomes(anchors, leaves)).containsOnly(Outcome.HOLDS);
        assertThat(outcomes(anchors, SampleLog.with(leaves, 5, SampleLog.leaf("another"))))
                .containsExactly(Outcome.HOLDS, Outcome.BROKEN, Outcome.BROKEN);
        assertThat(outcomes(anchors, leaves.subList(0, 9)))
                .containsExactly(Outcome.HOLDS, Outcome.HOLDS, Outcome.BROKEN);
    }

    private static List<Outcome> outcomes(List<Checkpoint> anchors, List<TreeHash> leaves) {
        AnchorCheck check = new AnchorCheck(anchors);
        leaves.forEach(check::add);
        return check.findings().stream().map(finding -> finding.outcome()).toList();
    }

    @Test
    void aChangedNoteOrSignatureIsRefused() {
        for (int i = 0; i < NOTE.indexOf("\u2014 witness"); i++) {
            char other = NOTE.charAt(i) == 'A' ? 'B' : 'A';
            String changed = NOTE.substring(0, i) + other + NOTE.substring(i + 1);
            assertThatThrownBy(() -> Checkpoint.opened(changed, SampleLog.LOG_KEY))
                    .as("changed at %d", i)
                    .isInstanceOf(MalformedBundleException.class);
        }
    }

    @Test
    void oneWrongSignatureOfTheKeySpoilsTheOthers() {
        SignedNote note = SignedNote.of(NOTE);
        List<SignedNote.SignatureLine> lines = new ArrayList<>(note.signatures());
        lines.add(SampleLog.log().sign("another\n", Instant.EPOCH));

        assertThat(new SignedNote(note.text(), lines).isSignedBy(SampleLog.LOG_KEY))
                .isFalse();
        assertThat(new SignedNote(note.text(), lines).isSignedBy(SampleLog.WITNESS_KEY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n- name AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name AAAAAAAA AAAA\n",
                "te\txt\n\n\u2014 name AAAAAAAA\n"
            })
    void whatIsNoNoteIsRefused(String note) {
        assertThatThrownBy(() -> SignedNote.of(note)).isInstanceOf(MalformedBundleException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index 01", "index -1", "index 1 ", "Index 1", "extra AAAA", "index 1\nAAAA", "index 1\n!"})
    void whatIsNoProofIsRefused(String lines) {
        String text = PROOF.replaceFirst("index 1\n(.*\n){2}", lines + "\n");

        assertThatThrownBy(() -> InclusionProof.of(text)).isInstanceOf(MalformedBundleException.class);
    }

    @Test
    void keysOfLogsSurviveTheirTextAndNoOthersAreRead() {
        for (String vkey : List.of(SampleLog.LOG, SampleLog.WITNESS)) {
            assertThat(NoteKey.ofVkey(vkey).vkey()).isEqualTo(vkey);
            for (String bent : List.of(vkey.replace("example", "elsewhere"), vkey.substring(4), vkey + "A", "a+b")) {
                assertThatThrownBy(() -> NoteKey.ofVkey(bent)).isInstanceOf(MalformedBundleException.class);
            }
        }
    }

    /** The package golang.org/x/mod, as Debian's golang-golang-x-mod-dev brings it. */
    @Test
    void theImplementationOfGoAgrees() throws Exception {
        Path sources = Path.of("/usr/share/gocode");
        OtherProgram.assumeInstalled("go");
        assumeTrue(
                Files.isDirectory(sources.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "golang.org/x/mod is not installed");
        List<String> sound = new ArrayList<>();
        List<String> bent = new ArrayList<>();
        sound.add("note %s %s".formatted(SampleLog.LOG, base64(NOTE)));
        bent.add("note %s %s".formatted(SampleLog.LOG, base64(NOTE.replaceFirst("\n3\n", "\n4\n"))));
        TreeHash other = SampleLog.leaf("another");
        for (int size = 1; size <= 33; size++) {
            List<TreeHash> leaves = SampleLog.leaves(size);
            TreeHash root = SampleLog.root(leaves);
            for (int i = 0; i < size; i++) {
                List<TreeHash> proof = TreePass.roots(Span.inclusion(i, size), leaves);
                sound.add(line("inclusion", size, root, i, leaves.get(i), proof));
                bent.add(line("inclusion", size, root, i, other, proof));
                proof = TreePass.roots(Span.consistency(i + 1, size), leaves);
                sound.add(line("consistency", size, root, i + 1, SampleLog.root(leaves.subList(0, i + 1)), proof));
                bent.add(line("consistency", size, root, i + 1, other, proof));
            }
        }

        assertThat(answers(sources, sound)).isEqualTo(Collections.nCopies(sound.size(), "ok"));
        assertThat(answers(sources, bent)).hasSameSizeAs(bent).doesNotContain("ok");
    }

    private List<String> answers(Path sources, List<String> lines) throws IOException, InterruptedException {
        Path program = folder.resolve("check.go");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/bundle/log/check.go.txt"))) {
            Files.write(program, in.readAllBytes());
        }
        OtherProgram.Answer answer = OtherProgram.run(
                List.of("go", "run", program.toString()),
                Map.of(
                        "GO111MODULE",
                        "off",
                        "GOPATH",
                        sources.toString(),
                        "GOFLAGS",
                        "-mod=mod",
                        "GOTOOLCHAIN",
                        "local"),
                folder,
                lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        assertThat(answer.status()).as(answer.output()).isZero();
        return answer.output().lines().toList();
    }

    private static String line(String kind, long size, TreeHash root, long index, TreeHash hash, List<TreeHash> proof) {
        StringBuilder line =
                new StringBuilder("%s %d %s %d %s".formatted(kind, size, root.base64(), index, hash.base64()));
        proof.forEach(each -> line.append(' ').append(each.base64()));
        return line.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
