package io.understudy.lora.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.Claim;
import io.understudy.lora.passport.PassportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataStampTest {
    private static final int MEBIBYTE = 0x100000;
    private static final int LEGACY_WINDOW = 0x10000;

    @TempDir
    Path folder;

    @Test
    void theTensorsStayBitForBitWhatTheyWere() throws IOException {
        byte[] before = file(100, Map.of("ss_steps", "10", "note", "kept")).toBytes();
        byte[] after = stamp(before, Map.of("understudy.run", "41", "ss_steps", "12"));

        try (SafetensorsFile old = SafetensorsFile.of(before);
                SafetensorsFile stamped = SafetensorsFile.of(after)) {
            assertThat(stamped.tensors()).containsExactlyElementsOf(old.tensors());
            for (TensorInfo tensor : old.tensors()) {
                assertThat(stamped.bytes(tensor.name())).isEqualTo(old.bytes(tensor.name()));
            }
            assertThat(stamped.metadata())
                    .containsEntry("understudy.run", "41")
                    .containsEntry("ss_steps", "12")
                    .containsEntry("note", "kept");
        }
    }

    @Test
    void stampedTwiceItIsTheSameFile() throws IOException {
        byte[] once = stamp(file(100, Map.of()).toBytes(), Map.of("understudy.run", "41"));

        assertThat(stamp(once, Map.of("understudy.run", "41"))).isEqualTo(once);
    }

    @Test
    void thePassportFindsEveryClaimedHashTrue() throws IOException {
        byte[] after = stamp(file(400_000, Map.of("ss_steps", "10")).toBytes(), Map.of("note", "x".repeat(5_000)));
        Path path = Files.write(folder.resolve("claims.safetensors"), after);

        Passport passport = PassportReader.read(path);

        assertThat(passport.claims())
                .extracting(Claim::key)
                .contains("sshs_model_hash", "sshs_legacy_hash", "modelspec.hash_sha256");
        assertThat(passport.claims()).allMatch(Claim::agrees);
    }

    @Test
    void theLegacyHashIsTakenOverACopyWithTheTrainingTextsAlone() throws Exception {
        Map<String, String> training = Map.of("ss_steps", "10");
        byte[] copy = file(400_000, training).toBytes();
        byte[] window = Arrays.copyOfRange(copy, MEBIBYTE, MEBIBYTE + LEGACY_WINDOW);

        byte[] after = stamp(copy, Map.of("modelspec.title", "another text moves every byte of the data"));

        assertThat(metadata(after))
                .containsEntry("sshs_legacy_hash", sha256(window).substring(0, 8));
    }

    @Test
    void aFileBelowOneMebibyteHasTheLegacyHashOfNothing() throws Exception {
        byte[] after = stamp(file(10, Map.of()).toBytes(), Map.of());

        assertThat(metadata(after)).containsEntry("sshs_legacy_hash", "e3b0c442");
    }

    @Test
    void whatIsNoSafetensorsFileIsNotStamped() throws IOException {
        Path from = Files.writeString(folder.resolve("words"), "only words, no tensors");

        assertThatThrownBy(() -> MetadataStamp.copy(from, folder.resolve("out"), Map.of()))
                .isInstanceOf(MalformedSafetensorsException.class);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static SafetensorsWriter file(int values, Map<String, String> metadata) {
        float[] numbers = new float[values];
        Random random = new Random(7);
        for (int i = 0; i < values; i++) {
            numbers[i] = random.nextFloat();
        }
        return new SafetensorsWriter()
                .metadata(metadata)
                .tensor("a.lora_A.weight", TensorType.F32, numbers, 1, values)
                .tensor("a.lora_B.weight", TensorType.BF16, new float[] {1, 2}, 2, 1);
    }

    private byte[] stamp(byte[] file, Map<String, String> texts) throws IOException {
        Path from = Files.write(folder.resolve("from"), file);
        Path to = folder.resolve("to");
        MetadataStamp.copy(from, to, texts);
        return Files.readAllBytes(to);
    }

    private static Map<String, String> metadata(byte[] file) throws IOException {
        try (SafetensorsFile read = SafetensorsFile.of(file)) {
            return read.metadata();
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
