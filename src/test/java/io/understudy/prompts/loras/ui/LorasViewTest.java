package io.understudy.prompts.loras.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.live.ActSignals;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.prompts.stacks.StacksTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class LorasViewTest extends StacksTest {
    @Autowired
    LoraFileService files;

    @Autowired
    ActSignals acts;

    @Test
    void filesThatArriveTogetherAreDescribedOneAfterAnother() {
        UI.getCurrent().navigate("prompts/loras");
        LorasView view = _get(LorasView.class);
        List.of(added("a", 1), added("b", 2), added("c", 3)).forEach(view::taken);

        for (String name : List.of("a", "b", "c")) {
            LoraDescriptionDialog open = _get(LoraDescriptionDialog.class);
            assertThat(open.getHeaderTitle()).isEqualTo(name + ".safetensors");
            open.close();
        }
        assertThat(_find(LoraDescriptionDialog.class)).isEmpty();
    }

    @Test
    void whatTheFileSaysOfItselfIsProposedUntilSomeoneDescribesIt() {
        UI.getCurrent().navigate("prompts/loras");
        _get(LorasView.class).taken(added("film", 1));

        assertThat(field("Trigger word")).isEqualTo("kodak film");
        assertThat(field("Licence")).isEqualTo("CC BY 4.0");
        assertThat(field("Source")).isEqualTo("Ada");
    }

    @Test
    void aFileThatSomeoneElseAddsAppearsOnTheOpenPage() throws Exception {
        UI.getCurrent().navigate("prompts/loras");
        added("film", 1);
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        _assertOne(H2.class, spec -> spec.withText("film.safetensors"));
    }

    private static String field(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label)).getValue();
    }

    private LoraFileDetails added(String name, float alpha) {
        return files.take(
                name + ".safetensors",
                new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, alpha)
                        .metadata("modelspec.trigger_phrase", "kodak film")
                        .metadata("modelspec.license", "CC BY 4.0")
                        .metadata("modelspec.author", "Ada")
                        .bytes()));
    }
}
