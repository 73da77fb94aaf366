package io.understudy.bundle.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Finding.Outcome;
import io.understudy.bundle.KeyType;
import io.understudy.bundle.attestation.ModelSignature.SignedFile;
import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ModelSignatureTest {
    private static final KeyPair KEYS = KeyType.P256.newPair();
    private static final BundleKey KEY = BundleKey.of(KEYS.getPublic());
    private static final Path REFERENCE = Path.of("src/test/resources/bundle/attestation/reference");

    @TempDir
    Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void aReleaseFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("mira-v3"));
        Files.writeString(folder.resolve("mira_v3.safetensors"), "tiny LoRA bytes\n");
        Files.createDirectory(folder.resolve("images"));
        Files.writeString(folder.resolve("images/1.png"), "a picture");
        Files.writeString(folder.resolve("images.txt"), "sorts before images/1.png");
    }

    @Test
    void aSignedFolderVerifies() throws IOException {
        sign();

        assertThat(ModelSignature.verify(folder, KEY))
                .singleElement()
                .isEqualTo(Finding.holds(
                        "model signature", "all 3 files have the hash that was signed with " + KEY.fingerprint()));
    }

    @Test
    void theStatementIsTheOneOfTheSpecification() {
        SignedFile file = new SignedFile(
                "mira_v3.safetensors", "731dfd50b6b77f4c5ad67152d3bccf37ec4393338d54ccfa1d5d505c7c3f818f");
        JsonNode bundle = Json.read(ModelSignature.sign("mira_v3.safetensors", List.of(file), KEYS), JsonNode.class);

        assertThat(bundle.propertyNames()).containsExactly("mediaType", "verificationMaterial", "dsseEnvelope");
        assertThat(bundle.at("/verificationMaterial/publicKey/hint").asString()).isEqualTo(KEY.hint());
        assertThat(decoded(bundle.at("/dsseEnvelope/payload").asString())).isEqualTo("""
                        {"_type":"https://in-toto.io/Statement/v1",\
                        "subject":[{"name":"mira_v3.safetensors","digest":{"sha256":"dc1e56eb6d098071e6888bd8ebdbf045da01d64aa4f2ca7a78fd3f6d4e4ffb44"}}],\
                        "predicateType":"https://model_signing/signature/v1.0",\
                        "predicate":{"serialization":{"method":"files","hash_type":"sha256","allow_symlinks":false},\
                        "resources":[{"name":"mira_v3.safetensors","algorithm":"sha256","digest":"731dfd50b6b77f4c5ad67152d3bccf37ec4393338d54ccfa1d5d505c7c3f818f"}]}}""");
    }

    @Test
    void filesAreSortedByCodePoints() throws IOException {
        Files.writeString(folder.resolve("\uff5e"), "in two bytes of UTF-16");
        Files.writeString(folder.resolve("\ud83d\ude00"), "in four");
        sign();

        JsonNode bundle = Json.read(Files.readString(folder.resolve("model.sig")), JsonNode.class);
        JsonNode statement =
                Json.read(decoded(bundle.at("/dsseEnvelope/payload").asString()), JsonNode.class);
        assertThat(statement.at("/predicate/resources").values())
                .extracting(file -> file.path("name").asString())
                .containsExactly("images.txt", "images/1.png", "mira_v3.safetensors", "\uff5e", "\ud83d\ude00");
        assertThat(broken()).isEmpty();
    }

    @Test
    void whatTheReferenceImplementationSignedVerifies() throws IOException {
        BundleKey key = BundleKey.ofPem(Files.readString(REFERENCE.resolveSibling("reference.pem")));
        assertThat(ModelSignature.verify(REFERENCE, key))
                .extracting(Finding::outcome)
                .containsExactly(Outcome.HOLDS);

        for (String name : List.of("model.sig", "signme-1", "signme-2")) {
            Files.copy(REFERENCE.resolve(name), folder.resolve(name));
        }
        assertThat(ModelSignature.verify(folder, key))
                .extracting(Finding::part)
                .containsExactlyInAnyOrder("images/1.png", "images.txt", "mira_v3.safetensors");
    }

    @Test
    void alteredMissingAndAddedFilesAreNamed() throws IOException {
        sign();
        Files.writeString(folder.resolve("mira_v3.safetensors"), "other LoRA bytes\n");
        Files.delete(folder.resolve("images.txt"));
        Files.writeString(folder.resolve("images/2.png"), "another");

        assertThat(broken())
                .containsExactly(
                        "images.txt is missing",
                        "mira_v3.safetensors was altered: its hash is not the one that was signed",
                        "images/2.png was added: it is not signed");
    }

    @Test
    void linksAreNoFiles() throws IOException {
        sign();
        Path elsewhere = Files.move(folder.resolve("images.txt"), parent.resolve("images.txt"));
        Files.createSymbolicLink(folder.resolve("images.txt"), elsewhere);

        assertThat(broken()).containsExactly("images.txt is not a plain file");
        assertThatThrownBy(this::sign).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatGitKeepsAtTheTopIsIgnoredAndNothingElse() throws IOException {
        sign();
        Files.createDirectories(folder.resolve(".git/objects"));
        Files.writeString(folder.resolve(".git/objects/1"), "ignored");
        Files.writeString(folder.resolve(".gitignore"), "ignored");
        assertThat(broken()).isEmpty();

        Files.writeString(folder.resolve("images/.gitignore"), "not at the top");
        Path moved = Files.move(folder.resolve("model.sig"), parent.resolve("mira.sig"));
        Files.writeString(folder.resolve("model.sig"), "not the signature");
        assertThat(ModelSignature.verify(folder, moved, KEY))
                .extracting(Finding::part)
                .containsExactlyInAnyOrder("images/.gitignore", "model.sig");
    }

    @Test
    void anotherKeyOrAnotherHintIsRefused() throws IOException {
        sign();
        assertThat(ModelSignature.verify(
                        folder, BundleKey.of(KeyType.P256.newPair().getPublic())))
                .singleElement()
                .extracting(Finding::words)
                .asString()
                .startsWith("It is signed with another key");

        rewrite(text -> text.replace(KEY.hint(), "0".repeat(64)));
        assertThat(broken()).hasSize(1);

        sign();
        rewrite(text -> text.replace("{\"hint\":\"" + KEY.hint() + "\"}", "{}"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void anAlteredSignatureOrStatementIsRefused() throws IOException {
        sign();
        String sound = Files.readString(folder.resolve("model.sig"));
        JsonNode bundle = Json.read(sound, JsonNode.class);
        String payload = bundle.at("/dsseEnvelope/payload").asString();
        String altered = Base64.getEncoder()
                .encodeToString(
                        decoded(payload).replace("images.txt", "images.txu").getBytes(StandardCharsets.UTF_8));

        for (String text : List.of(
                sound.replace(payload, altered),
                sound.replace("\"sig\":\"M", "\"sig\":\"N"),
                sound.replace("application/vnd.in-toto+json", "text/plain"),
                sound.replace("v0.3+json", "v0.4+json"),
                sound.replace("{\"mediaType\"", "{\"more\":1,\"mediaType\""),
                sound.replace("\"dsseEnvelope\"", "\"dsseEnvelope\":null,\"dsseEnvelope\""),
                sound.replace("\"signatures\":[", "\"signatures\":[{\"sig\":\"\"},"),
                "{}",
                "null",
                "",
                "[]")) {
            Files.writeString(folder.resolve("model.sig"), text);
            assertThat(broken()).as(text).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../up", "a/../b", "./a", "a//b", "", "."})
    void namesThatLeaveTheFolderAreNotSigned(String name) {
        SignedFile file = new SignedFile(name, "0".repeat(64));

        assertThatThrownBy(() -> ModelSignature.sign("mira", List.of(file), KEYS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesAreSignedOnceEachAndNotWithEd25519() {
        SignedFile file = new SignedFile("a", "0".repeat(64));

        assertThatThrownBy(() -> ModelSignature.sign("mira", List.of(file, file), KEYS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModelSignature.sign("mira", List.of(file), BundleKey.newPair()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void keysOfEveryKindSurviveTheirTexts(KeyType type) {
        KeyPair pair = type.newPair();
        BundleKey key = BundleKey.of(pair.getPublic());

        assertThat(key.type()).isEqualTo(type);
        assertThat(BundleKey.ofPem(key.pem()).fingerprint()).isEqualTo(key.fingerprint());
        KeyPair read = BundleKey.ofText(BundleKey.toText(pair));
        assertThat(key.verifies(new byte[] {1}, BundleKey.sign(read, new byte[] {1})))
                .isTrue();
        assertThat(key.verifies(new byte[] {2}, BundleKey.sign(read, new byte[] {1})))
                .isFalse();
    }

    @Test
    void theReferenceImplementationVerifiesWhatWeSign() throws Exception {
        OtherProgram.assumeInstalled("model_signing");
        sign();
        Files.writeString(parent.resolve("release.pub"), KEY.pem());

        OtherProgram.Answer answer = OtherProgram.run(
                parent,
                "model_signing",
                "verify",
                "key",
                "mira-v3",
                "--signature",
                "mira-v3/model.sig",
                "--public-key",
                "release.pub");
        assertThat(answer.status()).as(answer.output()).isZero();
    }

    private void sign() throws IOException {
        Files.deleteIfExists(folder.resolve("model.sig"));
        Files.writeString(folder.resolve("model.sig"), ModelSignature.sign(folder, KEYS));
    }

    private void rewrite(UnaryOperator<String> change) throws IOException {
        Path signature = folder.resolve("model.sig");
        Files.writeString(signature, change.apply(Files.readString(signature)));
    }

    private List<String> broken() throws IOException {
        return ModelSignature.verify(folder, KEY).stream()
                .filter(finding -> finding.outcome() == Outcome.BROKEN)
                .map(finding -> finding.part() + " " + finding.words())
                .toList();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
