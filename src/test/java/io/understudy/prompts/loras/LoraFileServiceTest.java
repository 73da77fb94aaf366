package io.understudy.prompts.loras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.guide.StackRole;
import io.understudy.people.People;
import io.understudy.safetensors.SafetensorsWriter;
import io.understudy.safetensors.TensorType;
import io.understudy.safetensors.passport.SyntheticLora;
import io.understudy.shared.Refusal;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@StudioTest
class LoraFileServiceTest {
    @Autowired
    LoraFileService files;

    @Autowired
    People people;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
    }

    private static InputStream lora(float alpha) {
        return new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, alpha).bytes());
    }

    @Test
    void aFileIsTakenWithANameThatEveryToolCanSay() {
        LoraFileDetails taken = files.take("C:\\loras\\Kodak: <portra>, 400.SAFETENSORS", lora(2));

        assertThat(taken.fileName()).isEqualTo("Kodak_ _portra__ 400.safetensors");
        assertThat(files.page("portra", null, Pageable.ofSize(5)).getContent()).hasSize(1);
        assertThat(files.page("portra", StackRole.POSE, Pageable.ofSize(5))).isEmpty();
    }

    @Test
    void theSameFileAndTheSameNameAreRefused() {
        files.take("film.safetensors", lora(2));

        assertThatThrownBy(() -> files.take("other.safetensors", lora(2)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("as film.safetensors");
        assertThatThrownBy(() -> files.take("Film.safetensors", lora(1)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("another file of this name");
    }

    @Test
    void whatIsNoLoraIsRefusedByName() {
        byte[] whole = SyntheticLora.kohyaFlux1(2, 2).bytes();
        byte[] model = new SafetensorsWriter()
                .tensor("weight", TensorType.F32, new float[] {1, 2}, 2)
                .toBytes();

        assertThatThrownBy(() -> files.take("film.ckpt", lora(2))).hasMessageContaining("end in .safetensors");
        assertThatThrownBy(() -> files.take(
                        "film.safetensors", new ByteArrayInputStream(Arrays.copyOf(whole, whole.length / 2))))
                .isInstanceOf(Refusal.RuleBroken.class)
                .hasMessageContaining("film.safetensors was not taken");
        assertThatThrownBy(() -> files.take("model.safetensors", new ByteArrayInputStream(model)))
                .isInstanceOf(Refusal.RuleBroken.class)
                .hasMessageContaining("holds no LoRA");
        assertThat(files.page("", null, Pageable.ofSize(5))).isEmpty();
    }

    @Test
    void whatIsSaidAboutAFileIsKeptAndAStaleSaveRefused() {
        LoraFileDetails taken = files.take("film.safetensors", lora(2));
        LoraFacts facts = new LoraFacts(StackRole.POSE, "seated pose", "CC BY 4.0", "https://example.org", 0.3);

        LoraFileDetails described = files.describe(taken.id(), taken.rowVersion(), facts);

        assertThat(described.facts()).isEqualTo(facts);
        assertThatThrownBy(() -> files.describe(taken.id(), taken.rowVersion(), LoraFacts.of(StackRole.STYLE)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Mara");
        assertThatThrownBy(() -> new LoraFacts(StackRole.POSE, "", "", "", 2.5))
                .isInstanceOfSatisfying(
                        Refusal.RuleBroken.class,
                        broken -> assertThat(broken.field()).isEqualTo("strength"));
    }

    @Test
    void aRemovedFileComesBack() {
        LoraFileDetails taken = files.take("film.safetensors", lora(2));

        files.remove(taken.id());
        assertThat(files.page("", null, Pageable.ofSize(5))).isEmpty();
        files.restore(taken.id());

        assertThat(files.page("", null, Pageable.ofSize(5))).hasSize(1);
    }
}
