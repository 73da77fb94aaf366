package io.understudy.prompts.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.passports.FilePassport;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the bytes of a file say counts more than what it was trained for. */
class FileVerdictTest {
    private static final BlobHash FILE = BlobHash.of(new byte[] {1});

    private static FilePassport passport(SyntheticLora lora) throws IOException {
        return new FilePassport(FILE, FilePassport.State.READ, lora.passport(), null);
    }

    private static SyntheticLora klein() {
        return SyntheticLora.flux2("diffusion_model.", 1, 5, 20, 3072);
    }

    private static StackableLora version(@Nullable BaseModel model, FileVerdict verdict) {
        return new StackableLora(
                new LoraRef.Version(new VersionId(UUID.randomUUID())),
                "ava_v1.safetensors",
                new TriggerWord("ohwx woman"),
                FILE,
                model,
                verdict,
                new CharacterId(UUID.randomUUID()),
                Strength.of(1.0),
                null,
                null,
                StackableLora.Standing.USABLE,
                null);
    }

    @Test
    void aVersionIsForTheModelThatItWasTrainedFor() throws IOException {
        FilePassport file = passport(SyntheticLora.kohyaFlux1(4, 4));

        assertThat(FileVerdict.of(BaseModel.FLUX1_DEV, file).family()).isEqualTo("FLUX.1 dev");
        assertThat(FileVerdict.model(BaseModel.FLUX1_DEV, file.passport())).isEqualTo(BaseModel.FLUX1_DEV);
    }

    @Test
    void aVersionWhoseFileIsForAnotherModelIsCalledSo() throws IOException {
        FilePassport file = passport(SyntheticLora.sdxl());
        FileVerdict verdict = FileVerdict.of(BaseModel.FLUX1_DEV, file);
        @Nullable BaseModel model = FileVerdict.model(BaseModel.FLUX1_DEV, file.passport());

        assertThat(model).isNull();
        assertThat(StackCheck.refusal(List.of(version(model, verdict))))
                .contains("ava_v1 is made for SDXL, not for FLUX.1.");
    }

    @Test
    void aLoraForFlux2GoesIntoNoPromptForFlux1() throws IOException {
        FilePassport file = passport(klein());
        StackableLora lora = version(
                FileVerdict.model(BaseModel.FLUX2_KLEIN_4B, file.passport()),
                FileVerdict.of(BaseModel.FLUX2_KLEIN_4B, file));

        assertThat(StackCheck.refusal(List.of(lora))).contains("ava_v1 is made for FLUX.2 klein 4B, not for FLUX.1.");
    }

    @Test
    void aLoraOfTheMiniatureIsExportedWithADoubt() {
        StackableLora lora = version(BaseModel.MINIATURE, FileVerdict.of(BaseModel.MINIATURE, null));

        assertThat(StackCheck.refusal(List.of(lora))).isEmpty();
        assertThat(StackCheck.doubts(List.of(lora)))
                .containsExactly("ava_v1 is for Understudy's miniature: no other tool can load it.");
    }
}
