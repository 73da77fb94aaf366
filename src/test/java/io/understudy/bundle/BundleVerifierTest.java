package io.understudy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.PasswordLink;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import io.understudy.bundle.Finding.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class BundleVerifierTest {
    /** The signatures of the sample. */
    private static final String BEFORE = "2026-03-02T11:00:00Z";

    @TempDir
    Path folder;

    @Test
    void aSoundBundleVerifies() throws IOException {
        Path lora = Files.write(folder.resolve("ava.safetensors"), SampleBundle.LORA);

        List<Finding> findings = BundleVerifier.verify(
                new SampleBundle().write(folder), Trust.fingerprint(SampleBundle.KEY.fingerprint()), lora);

        assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.HOLDS);
        assertThat(findings)
                .extracting(Finding::part)
                .containsExactly(
                        "key",
                        "signature",
                        "files",
                        "manifest",
                        "snapshot",
                        "four eyes",
                        "checklist",
                        "consent",
                        "LoRA file");
        assertThat(words(findings, "four eyes")).isEqualTo("signed off by Jon, approved by Ines; made by Mara");
    }

    @Test
    void whatWasNotGivenIsSaidToBeUnchecked() throws IOException {
        List<Finding> findings = BundleVerifier.verify(new SampleBundle().write(folder), null, null);

        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.UNCHECKED)
                .extracting(Finding::part)
                .containsExactly("key", "LoRA file");
        assertThat(broken(findings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BundleFormat.MANIFEST,
                BundleFormat.DECISIONS,
                BundleFormat.CHECKLIST,
                BundleFormat.CONSENT,
                BundleFormat.SNAPSHOT,
                BundleFormat.COMMENTS,
                BundleFormat.LINEAGE,
                BundleFormat.PAGE,
                BundleFormat.MODEL_CARD,
                BundleFormat.SIDECAR,
                "evidence"
            })
    void anAlteredFileIsNamed(String name) throws IOException {
        String entry = "evidence".equals(name) ? SampleBundle.picture() : name;
        Path altered = rewritten(parts -> {
            byte[] bytes = parts.get(entry).clone();
            bytes[bytes.length / 2] ^= 1;
            parts.put(entry, bytes);
        });

        assertThat(broken(verify(altered)))
                .containsExactly(entry + " was altered: its hash is not the one that was signed");
    }

    @Test
    void aFileThatGrewIsNamed() throws IOException {
        Path altered =
                rewritten(parts -> parts.put(BundleFormat.COMMENTS, "[] and more".getBytes(StandardCharsets.UTF_8)));

        assertThat(broken(verify(altered)))
                .containsExactly("comments.json was altered: its hash is not the one that was signed");
    }

    @Test
    void aRemovedFileIsNamed() throws IOException {
        Path altered = rewritten(parts -> parts.remove(SampleBundle.picture()));

        assertThat(broken(verify(altered))).containsExactly(SampleBundle.picture() + " is missing");
    }

    @Test
    void anAddedFileIsNamed() throws IOException {
        Path altered = rewritten(parts -> parts.put("evidence/more.png", new byte[] {1}));

        assertThat(broken(verify(altered)))
                .containsExactly("evidence/more.png was added: the signed list does not have it");
    }

    @Test
    void anAlteredListIsNotWhatWasSigned() throws IOException {
        Path altered = rewritten(parts -> parts.put(
                BundleFormat.INDEX,
                text(parts, BundleFormat.INDEX)
                        .replace("Ava Lindqvist", "Ida Lindqvist")
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(broken(verify(altered)))
                .containsExactly("index.json or its signature was altered: the two do not belong together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "no base64!", ""})
    void anAlteredSignatureIsNamed(String signature) throws IOException {
        Path altered =
                rewritten(parts -> parts.put(BundleFormat.SIGNATURE, signature.getBytes(StandardCharsets.US_ASCII)));

        assertThat(broken(verify(altered)))
                .containsExactly("index.json or its signature was altered: the two do not belong together");
    }

    @Test
    void aBundleThatSomebodyElseSignedDoesNotPassForOurs() throws IOException {
        SampleBundle forged = new SampleBundle();
        forged.signedWith = BundleKey.newPair();
        Path file = forged.write(folder);

        assertThat(Verdict.of(BundleVerifier.verify(file, null, null))).isEqualTo(Verdict.UNKNOWN_KEY);
        assertThat(broken(BundleVerifier.verify(file, Trust.fingerprint(SampleBundle.KEY.fingerprint()), null)))
                .singleElement()
                .asString()
                .endsWith("not the one that you trust");
        assertThat(broken(BundleVerifier.verify(file, Trust.key(SampleBundle.KEY), null)))
                .hasSize(1);
    }

    @Test
    void anExchangedKeyIsFound() throws IOException {
        KeyPair other = BundleKey.newPair();
        Path altered = rewritten(parts -> parts.put(
                BundleFormat.KEY, BundleKey.of(other.getPublic()).pem().getBytes(StandardCharsets.US_ASCII)));

        assertThat(broken(verify(altered)))
                .contains(
                        "index.json or its signature was altered: the two do not belong together",
                        "public-key.pem is not the key that the signed list names");
    }

    @Test
    void anotherLoraFileIsFound() throws IOException {
        Path lora = Files.write(folder.resolve("other.safetensors"), new byte[] {1, 2, 3});

        assertThat(broken(BundleVerifier.verify(new SampleBundle().write(folder), null, lora)))
                .containsExactly("LoRA file other.safetensors is not the file that this release bundle is about,"
                        + " ava-lindqvist_v1_1000steps.safetensors");
    }

    @Test
    void aMakerAmongTheSignersBreaksFourEyes() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.makers = List.of(
                new Maker("mara", "Mara", "launched", null, null), new Maker("jon", "Jon", "captioned", null, null));
        bent.signedOver("\"makers\":[\"mara\",\"jon\"],");

        assertThat(broken(verify(bent))).containsExactly("decisions.json Jon signed but made a part of it");
    }

    @Test
    void whoAskedForTheReviewIsAMakerWhateverTheListOfMakersSays() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.makers = List.of();
        bent.decisions.set(2, SampleBundle.decision("APPROVE", "mara", "Mara"));
        bent.signedOver("\"makers\":[],");

        assertThat(broken(verify(bent))).containsExactly("decisions.json Mara signed but made a part of it");

        bent.decisions.addFirst(SampleBundle.decision("SEND_BACK", "jon", "Jon"));
        bent.decisions.addFirst(SampleBundle.decision("SUBMIT", "ines", "Ines"));
        bent.decisions.set(4, SampleBundle.decision("APPROVE", "ines", "Ines"));
        bent.signedOver("\"makers\":[],");

        assertThat(broken(verify(bent))).containsExactly("decisions.json Ines signed but made a part of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"launchedBy\":\"ines\",\"makers\":[\"mara\"],",
                "\"makers\":[\"mara\"],\"contributors\":[\"ines\"],"
            })
    void launcherAndContributorsOfTheManifestAreMakers(String makers) throws IOException {
        assertThat(broken(verify(new SampleBundle().signedOver(makers))))
                .containsExactly("decisions.json Ines signed but made a part of it");
    }

    @Test
    void theListOfMakersIsTheOneThatWasSigned() throws IOException {
        SampleBundle bent = new SampleBundle().signedOver("\"makers\":[\"mara\",\"lin\"],");
        assertThat(broken(verify(bent)))
                .containsExactly("decisions.json names other makers than the manifest that was signed");

        assertThat(broken(verify(new SampleBundle().signedOver(""))))
                .containsExactly("manifest.json does not name who made it");
    }

    @Test
    void aBundleOfTheOlderFormStillVerifiesButDoesNotSignForItsMakers() throws IOException {
        Path older = rewritten(new SampleBundle().signedOver(""), parts -> {
            byte[] index = text(parts, BundleFormat.INDEX)
                    .replace("bundle/2", "bundle/1")
                    .getBytes(StandardCharsets.UTF_8);
            parts.put(BundleFormat.INDEX, index);
            parts.put(BundleFormat.SIGNATURE, Base64.getEncoder().encode(BundleKey.sign(SampleBundle.KEYS, index)));
        });

        List<Finding> findings = BundleVerifier.verify(older, Trust.fingerprint(SampleBundle.KEY.fingerprint()), null);

        assertThat(Verdict.of(findings)).isEqualTo(Verdict.VERIFIED);
        assertThat(findings)
                .filteredOn(finding -> finding.outcome() == Outcome.UNCHECKED)
                .extracting(Finding::part)
                .containsExactly("makers", "LoRA file");
    }

    @Test
    void onlyAKnownKeyVerifies() throws IOException {
        Path file = new SampleBundle().write(folder);

        assertThat(Verdict.of(BundleVerifier.verify(file, null, null))).isEqualTo(Verdict.UNKNOWN_KEY);
        assertThat(Verdict.of(BundleVerifier.verify(file, Trust.key(SampleBundle.KEY), null)))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(Verdict.of(BundleVerifier.verify(file, Trust.fingerprint("a".repeat(64)), null)))
                .isEqualTo(Verdict.BROKEN);
        assertThat(Verdict.of(List.of())).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void anApproverWhoSignedOffBreaksFourEyesUnlessTheRulesAllowedIt() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.removeLast();
        bent.decisions.add(SampleBundle.decision("APPROVE", "jon", "Jon"));
        assertThat(broken(verify(bent)))
                .containsExactly("decisions.json Jon approved what they had signed off themselves");

        Decision strict = bent.decisions.removeLast();
        bent.decisions.add(new Decision(
                strict.verb(),
                strict.account(),
                strict.name(),
                strict.at(),
                strict.manifest(),
                true,
                null,
                null,
                null,
                null));
        assertThat(broken(verify(bent))).isEmpty();
    }

    @Test
    void whoMadeALinkForTheMakersPasswordIsNoOtherPerson() throws IOException {
        String broken =
                "decisions.json Ines signed, but by a link for a new password counts as one person with a maker of it";
        assertThat(verdictOfMakersLink(new PasswordLink("ines", BEFORE, null, null)))
                .containsExactly(broken);
        assertThat(verdictOfMakersLink(new PasswordLink("ines", "no time", null, null)))
                .containsExactly(broken);
        assertThat(verdictOfMakersLink(new PasswordLink("ines", BEFORE, "olaf", null)))
                .isEmpty();
        assertThat(verdictOfMakersLink(new PasswordLink("ines", "2026-03-02T12:00:00.5Z", null, null)))
                .isEmpty();
    }

    @Test
    void aSignerWhosePasswordCameByALinkFromAMakerOrTheApproverIsNoOtherPerson() throws IOException {
        assertThat(verdictOfSignersLink(new PasswordLink("mara", BEFORE, null, null)))
                .containsExactly(
                        "decisions.json Jon signed, but by a link for a new password counts as one person with a maker"
                                + " of it");
        assertThat(verdictOfSignersLink(new PasswordLink("ines", BEFORE, null, null)))
                .containsExactly("decisions.json Jon and Ines count as one person by a link for a new password");
        assertThat(verdictOfSignersLink(new PasswordLink("olaf", BEFORE, null, "mara")))
                .isEmpty();
        assertThat(verdictOfSignersLink(new PasswordLink("mara", BEFORE, "olaf", "mara")))
                .isEmpty();
    }

    @Test
    void whereASignersLinkGoesBackToAMakerIsSaid() throws IOException {
        SampleBundle linked = new SampleBundle();
        linked.decisions.set(1, linked(linked.decisions.get(1), new PasswordLink("olaf", BEFORE, null, "mara")));

        assertThat(verify(linked))
                .extracting(Finding::words)
                .anyMatch(words -> words.startsWith(
                        "signed off by Jon (password by a link that goes back to a maker), approved by Ines;"));
    }

    @Test
    void whereASignersLinkGoesBackToTheApproverIsSaid() throws IOException {
        SampleBundle linked = new SampleBundle();
        linked.decisions.set(1, linked(linked.decisions.get(1), new PasswordLink("olaf", BEFORE, null, "ines")));

        assertThat(words(verify(linked), "four eyes"))
                .startsWith("signed off by Jon (password by a link that goes back to the approver), approved by Ines;");
    }

    @Test
    void whereAMakersInvitationAndLinkGoBackToThoseWhoSignedIsSaid() throws IOException {
        SampleBundle bent = new SampleBundle();
        PasswordLink link = new PasswordLink("olaf", BEFORE, "otto", "jon");
        bent.makers = List.of(new Maker("mara", "Mara", "launched", List.of(link), "ines"));

        assertThat(words(verify(bent), "four eyes"))
                .isEqualTo("signed off by Jon, approved by Ines; made by Mara (invited by the approver) (password by a"
                        + " link that goes back to a signer)");
    }

    private List<String> verdictOfMakersLink(PasswordLink link) throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.makers = List.of(new Maker("mara", "Mara", "launched", List.of(link), null));
        return broken(verify(bent));
    }

    private List<String> verdictOfSignersLink(PasswordLink link) throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.set(1, linked(bent.decisions.get(1), link));
        return broken(verify(bent));
    }

    private static Decision linked(Decision step, PasswordLink link) {
        return new Decision(
                step.verb(),
                step.account(),
                step.name(),
                step.at(),
                step.manifest(),
                step.signerMayApprove(),
                null,
                null,
                link,
                null);
    }

    @Test
    void fewerSignOffsThanTheRulesAskedForAreFound() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.set(2, approvalAsking(bent, 3));
        bent.decisions.add(2, SampleBundle.decision("SIGN_OFF", "lin", "Lin"));
        bent.decisions.add(3, SampleBundle.decision("SIGN_OFF", "lin", "Lin"));
        assertThat(broken(verify(bent)))
                .containsExactly("decisions.json 2 of the 3 people whom the rules asked for signed it off");

        bent.decisions.set(4, approvalAsking(bent, 2));
        assertThat(words(verify(bent), "four eyes"))
                .isEqualTo("signed off by Jon, Lin, Lin (2 asked for), approved by Ines; made by Mara");
    }

    private static Decision approvalAsking(SampleBundle bundle, int signOffs) {
        Decision approval = bundle.decisions.getLast();
        return new Decision(
                approval.verb(),
                approval.account(),
                approval.name(),
                approval.at(),
                approval.manifest(),
                false,
                null,
                null,
                null,
                signOffs);
    }

    @Test
    void missingSignaturesAreNamed() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.removeIf(decision -> !"SUBMIT".equals(decision.verb()));

        assertThat(broken(verify(bent))).containsExactly("decisions.json no one signed it off; no one approved it");
    }

    @Test
    void aSignOffBeforeItWasSentBackDoesNotCount() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.add(2, SampleBundle.decision("SEND_BACK", "ines", "Ines"));
        bent.decisions.add(3, SampleBundle.decision("SUBMIT", "mara", "Mara"));

        assertThat(broken(verify(bent))).containsExactly("decisions.json no one signed it off");
    }

    @Test
    void aSignOffBeforeTheRequestWasWithdrawnDoesNotCount() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.add(2, SampleBundle.decision("WITHDRAW", "mara", "Mara"));

        assertThat(broken(verify(bent))).containsExactly("decisions.json no one signed it off");
    }

    @Test
    void aSignatureOverSomethingElseIsFoundUntilItIsRenewed() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.decisions.set(1, SampleBundle.decision("SIGN_OFF", "jon", "Jon", "9".repeat(64)));
        assertThat(broken(verify(bent)))
                .containsExactly("decisions.json Jon signed something other than what is there now");

        bent.decisions.add(SampleBundle.decision("RENEW", "jon", "Jon"));
        assertThat(broken(verify(bent))).isEmpty();
    }

    @Test
    void anOpenItemIsFound() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.tick = null;

        assertThat(broken(verify(bent))).containsExactly("checklist.json has open items: Face is consistent");
    }

    @Test
    void evidenceThatTheManifestDoesNotNameIsFound() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.tick = new Tick("Jon", "2026-03-02T12:00:00Z", "Looked.", List.of(new Piece("FACT", "Fine.", null)));
        assertThat(broken(verify(bent)))
                .containsExactly("checklist.json names other items or evidence than the manifest that was signed");

        String nowhere = BundleFormat.evidence("5".repeat(64), "image/jpeg");
        bent.tick = new Tick("Jon", "2026-03-02T12:00:00Z", "Looked.", List.of(new Piece("SAMPLE", "?", nowhere)));
        assertThat(broken(verify(bent))).contains(nowhere + " is named as evidence but is not there");
    }

    @Test
    void aWithdrawnPhotoIsFound() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.photoState = "WITHDRAWN";

        assertThat(broken(verify(bent))).containsExactly("consent.json photos may no longer be used: ava-01.png");
    }

    @Test
    void anotherSnapshotIsFound() throws IOException {
        SampleBundle bent = new SampleBundle();
        bent.snapshot = "{\"entries\":[1]}";

        assertThat(broken(verify(bent))).containsExactly("snapshot.json is not the snapshot that the manifest names");
    }

    @Test
    void whatIsNoBundleIsRefusedInWords() throws IOException {
        Path text = Files.writeString(folder.resolve("a.zip"), "no zip");
        Path empty = rewritten(Map::clear);
        Path otherForm = rewritten(parts -> parts.put(
                BundleFormat.INDEX,
                text(parts, BundleFormat.INDEX).replace("bundle/2", "bundle/9").getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> verify(text)).isInstanceOf(MalformedBundleException.class);
        assertThatThrownBy(() -> verify(empty))
                .isInstanceOf(MalformedBundleException.class)
                .hasMessageContaining("index.json");
        assertThatThrownBy(() -> verify(otherForm)).hasMessageContaining("understudy.bundle/9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{\"form\":\"understudy.bundle/2\",\"key\":\"x\",\"entries\":[]}"})
    void aListThatLacksPartsIsRefused(String list) throws IOException {
        Path bent = rewritten(parts -> parts.put(BundleFormat.INDEX, list.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> verify(bent))
                .isInstanceOf(MalformedBundleException.class)
                .hasMessageContaining("index.json");
    }

    @Test
    void aProgramIsGivenWhatWasSignedOrNothing() throws IOException {
        Trust team = Trust.key(SampleBundle.KEY);
        VerifiedBundle sound = BundleVerifier.require(new SampleBundle().write(folder), team);
        assertThat(sound.head().lora().sha256()).isEqualTo(Hashes.hex(SampleBundle.LORA));
        assertThat(sound.modelCard()).isEqualTo("# Ava Lindqvist");
        assertThat(sound.sidecar()).contains("ohwx woman");

        Path forged = SampleBundles.forged(folder);
        Path unsigned = SampleBundles.withoutFourEyes(folder);
        assertThatThrownBy(() -> BundleVerifier.require(forged, team))
                .hasMessageContaining("not the one that you trust");
        assertThatThrownBy(() -> BundleVerifier.require(unsigned, team)).hasMessageContaining("made a part of it");
    }

    @Test
    void aKeySurvivesItsText() {
        KeyPair pair = BundleKey.newPair();
        BundleKey key = BundleKey.of(pair.getPublic());

        assertThat(BundleKey.ofText(BundleKey.toText(pair)).getPrivate()).isEqualTo(pair.getPrivate());
        assertThat(BundleKey.ofPem(key.pem()).fingerprint()).isEqualTo(key.fingerprint());
        assertThat(key.hasFingerprint(
                        key.fingerprint().substring("sha256:".length()).toUpperCase(Locale.ROOT)))
                .isTrue();
        assertThatThrownBy(() -> BundleKey.ofPem("nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BundleKey.ofText("nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Finding> verify(SampleBundle bundle) throws IOException {
        return verify(bundle.write(folder));
    }

    private static List<Finding> verify(Path file) throws IOException {
        return BundleVerifier.verify(file, null, null);
    }

    private static List<String> broken(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.BROKEN)
                .map(finding -> finding.part() + " " + finding.words())
                .toList();
    }

    private static @Nullable String words(List<Finding> findings, String part) {
        return findings.stream()
                .filter(finding -> finding.part().equals(part))
                .map(Finding::words)
                .findFirst()
                .orElse(null);
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    private Path rewritten(Consumer<Map<String, byte[]>> bend) throws IOException {
        return rewritten(new SampleBundle(), bend);
    }

    private Path rewritten(SampleBundle bundle, Consumer<Map<String, byte[]>> bend) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(bundle.write(folder).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    parts.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        bend.accept(parts);
        Path file = Files.createTempFile(folder, "bent", ".zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
