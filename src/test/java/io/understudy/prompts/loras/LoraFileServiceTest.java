package io.understudy.prompts.loras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@StudioTest
@Tag("twice")
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
        assertThat(files.page("portra", null, ListOrder.NAME, Pageable.ofSize(5))
                        .getContent())
                .hasSize(1);
        assertThat(files.page("portra", StackRole.POSE, ListOrder.NAME, Pageable.ofSize(5)))
                .isEmpty();
    }

    @Test
    void theSameFileAndTheSameNameAreRefused() {
        files.take("film.safetensors", lora(2));

        assertThatThrownBy(() -> files.take("other.safetensors", lora(2)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("as film.safetensors");
        assertThatThrownBy(() -> files.take("Film.safetensors", lora(1)))
                .isInstanceOf(DomainException.Conflict.class)
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
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("film.safetensors was not added");
        assertThatThrownBy(() -> files.take("model.safetensors", new ByteArrayInputStream(model)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("holds no LoRA");
        assertThat(files.page("", null, ListOrder.NAME, Pageable.ofSize(5))).isEmpty();
    }

    @Test
    void whatIsSaidAboutAFileIsKeptAndAStaleSaveRefused() {
        LoraFileDetails taken = files.take("film.safetensors", lora(2));
        LoraDescription facts = new LoraDescription(
                StackRole.POSE, new TriggerWord("seated pose"), "CC BY 4.0", "https://example.org", Strength.of(0.3));

        LoraFileDetails described = files.describe(taken.id(), taken.rowVersion(), facts);

        assertThat(described.facts()).isEqualTo(facts);
        assertThatThrownBy(() -> files.describe(taken.id(), taken.rowVersion(), LoraDescription.of(StackRole.STYLE)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Mara");
        assertThatThrownBy(() -> new LoraDescription(StackRole.POSE, new TriggerWord(""), "", "", Strength.of(2.5)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("strength"));
    }

    @Test
    void aRemovedFileComesBack() {
        LoraFileDetails taken = files.take("film.safetensors", lora(2));

        files.remove(taken.id());
        assertThat(files.page("", null, ListOrder.NAME, Pageable.ofSize(5))).isEmpty();
        files.restore(taken.id());

        assertThat(files.page("", null, ListOrder.NAME, Pageable.ofSize(5))).hasSize(1);
    }
}
