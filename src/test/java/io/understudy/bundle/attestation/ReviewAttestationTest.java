package io.understudy.bundle.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Item;
import io.understudy.bundle.BundleFormat.Lora;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Finding.Outcome;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.KeyType;
import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewAttestationTest {
    private static final KeyPair KEYS = KeyType.P256.newPair();
    private static final BundleKey KEY = BundleKey.of(KEYS.getPublic());
    private static final String LORA = "tiny LoRA bytes\n";
    private static final String SHA256 = Hashes.hex(LORA.getBytes(StandardCharsets.UTF_8));
    private static final String MANIFEST = "a".repeat(64);
    private static final String ROW = "d".repeat(64);
    private static final String PICTURE = BundleFormat.evidence("b".repeat(64), "image/png");
    private static final Head HEAD = new Head(
            "id",
            "mira v3",
            "Mira",
            "FLUX.1 [dev]",
            "approved",
            new Lora("mira_v3.safetensors", SHA256, LORA.length()),
            MANIFEST,
            "c".repeat(64),
            "2026-11-27T12:00:00Z",
            "Cem");

    @TempDir
    Path folder;

    private final List<Decision> decisions = new ArrayList<>(List.of(
            decision("SUBMIT", "u-1", "Ada"), decision("SIGN_OFF", "u-2", "Ben"), decision("APPROVE", "u-3", "Cem")));

    @Test
    void bothFormsVerify() {
        ReviewAttestation attestation = ReviewAttestation.sign(review(), "mira_v3.safetensors", SHA256, KEYS);

        for (String text : List.of(attestation.bundle(), attestation.lines())) {
            List<Finding> findings = ReviewAttestation.verify(text, KEY, SHA256, null);
            assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.HOLDS);
            assertThat(findings)
                    .contains(
                            Finding.holds("four eyes", "signed off by Ben, approved by Cem; made by Ada"),
                            Finding.holds("checklist", "all 1 items are ticked"));
        }
        assertThat(attestation.lines()).hasLineCount(1).endsWith("}\n");
    }

    @Test
    void theStatementIsTheOneThatWasAgreedOn() {
        assertThat(Json.text(Statement.about(
                        ResourceDescriptor.of("mira_v3.safetensors", null, SHA256),
                        ReviewAttestation.PREDICATE,
                        review())))
                .isEqualTo("""
                        {"_type":"https://in-toto.io/Statement/v1",\
                        "subject":[{"name":"mira_v3.safetensors","digest":{"sha256":"731dfd50b6b77f4c5ad67152d3bccf37ec4393338d54ccfa1d5d505c7c3f818f"}}],\
                        "predicateType":"https://understudy.io/attestation/review/v1",\
                        "predicate":{"version":"mira v3","decision":"APPROVED",\
                        "makers":[{"id":"u-1","name":"Ada","deeds":"launched the run"}],\
                        "reviewers":[{"id":"u-2","name":"Ben","at":"2026-11-27T10:00:00Z"}],\
                        "approver":{"id":"u-3","name":"Cem","at":"2026-11-27T10:00:00Z"},\
                        "reviewerMayApprove":false,\
                        "checklist":{"edition":2,"items":[{"key":"likeness","passed":true,\
                        "evidence":[{"name":"%s","mediaType":"image/png","digest":{"sha256":"%s"}}]}]},\
                        "manifest":{"name":"manifest.json","mediaType":"application/json","digest":{"sha256":"%s"}},\
                        "approvalRow":"%s"}}""".formatted(PICTURE, "b".repeat(64), MANIFEST, ROW));
    }

    @Test
    @Tag("attack")
    void theNumberOfReviewersThatTheRulesAskedForIsAttestedAndCounted() {
        decisions.set(2, asking(decisions.get(2), 1));
        Review sound = review();
        assertThat(Json.text(sound)).endsWith("\"signOffs\":1}");
        assertThat(ReviewAttestation.verify(
                        ReviewAttestation.sign(sound, "mira_v3.safetensors", SHA256, KEYS)
                                .lines(),
                        KEY,
                        SHA256,
                        null))
                .contains(Finding.holds("four eyes", "signed off by Ben (1 asked for), approved by Cem; made by Ada"));

        decisions.set(2, asking(decisions.get(2), 2));
        assertThatThrownBy(this::review).hasMessage("1 of the 2 people whom the rules asked for signed it off");
    }

    private static Decision asking(Decision step, int signOffs) {
        return new Decision(
                step.verb(),
                step.account(),
                step.name(),
                step.at(),
                step.manifest(),
                false,
                null,
                null,
                null,
                signOffs);
    }

    @Test
    void whatIsNotApprovedByOthersIsNotAttested() {
        decisions.set(2, decision("APPROVE", "u-1", "Ada"));
        assertThatThrownBy(this::review).hasMessage("Ada signed but made a part of it");

        decisions.set(2, decision("APPROVE", "u-2", "Ben"));
        assertThatThrownBy(this::review).hasMessage("Ben approved what they had signed off themselves");

        decisions.removeLast();
        assertThatThrownBy(this::review).hasMessage("no one approved it");
    }

    @Test
    void whoAskedForTheReviewIsAMaker() {
        decisions.set(0, decision("SUBMIT", "u-4", "Eve"));

        assertThat(review().makers()).extracting(Review.Author::name).containsExactly("Ada", "Eve");
    }

    @Test
    void fourEyesAreDerivedFromWhatIsAttested() {
        assertThat(verdict(text -> text.replace("\"id\":\"u-3\"", "\"id\":\"u-1\"")))
                .containsExactly("Cem signed but made a part of it");
        assertThat(verdict(text -> text.replace("\"id\":\"u-2\"", "\"id\":\"u-1\"")))
                .containsExactly("Ben signed but made a part of it");
        assertThat(verdict(text -> text.replace("\"id\":\"u-3\"", "\"id\":\"u-2\"")))
                .containsExactly("Cem approved what they had signed off themselves");
        assertThat(verdict(text -> text.replace("\"id\":\"u-3\"", "\"id\":\"u-2\"")
                        .replace("\"reviewerMayApprove\":false", "\"reviewerMayApprove\":true")))
                .isEmpty();
        assertThat(verdict(text -> text.replaceFirst("\"reviewers\":\\[.*?]", "\"reviewers\":[]")))
                .containsExactly("no one signed it off");
        assertThat(verdict(text -> text.replaceFirst("\"approver\":\\{.*?},", "")))
                .containsExactly("no one approved it");
        assertThat(verdict(text -> text.replace("APPROVED", "SENT_BACK")))
                .containsExactly("does not say that it was approved");
        assertThat(verdict(text -> text.replace("\"passed\":true", "\"passed\":false")))
                .containsExactly("has open items: likeness");
        assertThat(verdict(text -> text.replaceFirst("\"makers\":\\[.*?]", "\"makers\":[]")))
                .containsExactly("It does not say who made the file, or what was checked.");
        assertThat(verdict(text -> text.replace("\"version\":", "\"laterField\":{},\"version\":")))
                .isEmpty();
    }

    @Test
    void anotherFileKeyOrStatementIsRefused() {
        String text = ReviewAttestation.sign(review(), "mira_v3.safetensors", SHA256, KEYS)
                .bundle();

        assertThat(broken(ReviewAttestation.verify(text, KEY, "0".repeat(64), null)))
                .containsExactly("is about another file");
        assertThat(broken(ReviewAttestation.verify(
                        text, BundleKey.of(BundleKey.newPair().getPublic()), SHA256, null)))
                .singleElement()
                .asString()
                .startsWith("It is not signed with sha256:");
        assertThat(broken(ReviewAttestation.verify(
                        text.replace("\"payload\":\"ey", "\"payload\":\"eY"), KEY, SHA256, null)))
                .hasSize(1);
        assertThat(ReviewAttestation.verify(text, KEY, null, null))
                .extracting(Finding::outcome)
                .contains(Outcome.UNCHECKED);
        for (String malformed : List.of("", "{}", "null", "[]", text + text, "{}\n{}\n")) {
            assertThat(broken(ReviewAttestation.verify(malformed, KEY, SHA256, null)))
                    .hasSize(1);
        }
        Statement other = Statement.about(ResourceDescriptor.of("a", null, SHA256), "https://example.org/x", review());
        assertThat(broken(ReviewAttestation.verify(Json.text(Envelope.sign(other, KEYS)), KEY, SHA256, null)))
                .containsExactly("It states https://example.org/x, not https://understudy.io/attestation/review/v1.");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"P256", "ED25519"})
    void cosignVerifiesBothForms(KeyType type) throws Exception {
        OtherProgram.assumeInstalled("cosign");
        KeyPair keys = type.newPair();
        ReviewAttestation attestation = ReviewAttestation.sign(review(), "mira_v3.safetensors", SHA256, keys);
        write("mira_v3.safetensors", LORA);
        write("other.safetensors", LORA + LORA);
        write("lora.intoto.jsonl", attestation.lines());
        write("lora.sigstore.json", attestation.bundle());
        write("release.pub", BundleKey.of(keys.getPublic()).pem());
        write("empty-root.json", "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\"}");

        for (List<String> form : List.of(
                List.of("--signature", "lora.intoto.jsonl"),
                List.of(
                        "--new-bundle-format",
                        "--bundle",
                        "lora.sigstore.json",
                        "--trusted-root",
                        "empty-root.json"))) {
            OtherProgram.Answer sound = cosign(form, "mira_v3.safetensors");
            assertThat(sound.status()).as(sound.output()).isZero();
            assertThat(sound.output()).contains("Verified OK");
            assertThat(cosign(form, "other.safetensors").status()).isNotZero();
        }
    }

    private OtherProgram.Answer cosign(List<String> form, String file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "cosign",
                "verify-blob-attestation",
                "--key",
                "release.pub",
                "--private-infrastructure",
                "--type",
                ReviewAttestation.PREDICATE));
        command.addAll(form);
        command.add(file);
        return OtherProgram.run(folder, command.toArray(String[]::new));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private List<String> verdict(UnaryOperator<String> bend) {
        Review bent = Json.read(bend.apply(Json.text(review())), Review.class);
        return broken(ReviewAttestation.verify(
                ReviewAttestation.sign(bent, "mira_v3.safetensors", SHA256, KEYS)
                        .lines(),
                KEY,
                SHA256,
                null));
    }

    private static List<String> broken(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.BROKEN)
                .map(Finding::words)
                .toList();
    }

    private Review review() {
        Tick tick = new Tick(
                "Ben",
                "2026-11-27T09:00:00Z",
                "Looked.",
                List.of(new Piece("SAMPLE", "step 1000", PICTURE), new Piece("FACT", "Holds.", null)));
        return Review.of(
                HEAD,
                new Decided(List.of(new Maker("u-1", "Ada", "launched the run", null, null)), decisions),
                new Checklist(2, List.of(new Item("likeness", "Looks like her", tick))),
                ROW);
    }

    private static Decision decision(String verb, String account, String name) {
        return new Decision(verb, account, name, "2026-11-27T10:00:00Z", MANIFEST, false, null, null, null, null);
    }
}
