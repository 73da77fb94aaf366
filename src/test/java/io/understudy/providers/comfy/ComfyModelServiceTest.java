package io.understudy.providers.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
class ComfyModelServiceTest {
    @Autowired
    ComfyModelService models;

    @Autowired
    People people;

    @Test
    void anAdminNamesTheFilesThatExportedGraphsLoad() {
        people.signIn(people.admin("Ines"));
        assertThat(models.models()).isEqualTo(ComfyModels.USUAL);
        ComfyModels own = new ComfyModels("flux/dev.sft", "fp8_e4m3fn", "l.sft", "t5.sft", "vae.sft");

        models.change(own);

        assertThat(models.models()).isEqualTo(own);
        assertThatThrownBy(() -> models.change(new ComfyModels(" ", "default", "l", "t5", "vae")))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> models.change(new ComfyModels("dev", "int4", "l", "t5", "vae")))
                .hasMessageContaining("fp8_e5m2");
    }

    @Test
    void aMemberReadsThemOnly() {
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> models.change(ComfyModels.USUAL)).isInstanceOf(AccessDeniedException.class);
        assertThat(models.models().vae()).isEqualTo("ae.safetensors");
    }
}
