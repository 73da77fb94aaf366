package io.understudy.datasets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.NativeButton;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.support.ViewTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CompositionPanelTest extends ViewTest {
    @Autowired
    private CharacterService characters;

    @Autowired
    private MeasureService measures;

    @Test
    void theGuidesFiveRowsSayWhatIsMissingAndShowTheirPictures() {
        signIn(people.member("Mara"));
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), LikenessBasis.SYNTHETIC);
        UI.getCurrent().navigate("characters/ava-lindqvist/dataset");

        List<NativeButton> rows = _find(NativeButton.class, spec -> spec.withClasses("composition-row"));
        assertThat(rows).hasSize(CompositionTarget.values().length);
        NativeButton fullBody = rows.get(CompositionTarget.FULL_BODY.ordinal());
        assertThat(fullBody.getElement().getTextRecursively())
                .contains("Full body", "0 of 5–8", "5 more: from head to feet");

        _click(fullBody);
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPathWithQueryParameters())
                .contains("filter=FULL_BODY");
    }

    @Test
    void anAdminTurnsIdentityMeasuresOffInSettings() {
        signIn(people.admin("Lea"));
        UI.getCurrent().navigate("settings");
        Checkbox identity = _get(
                Checkbox.class,
                spec -> spec.withLabel("Compare the faces within a dataset to find pictures of another person"));
        assertThat(identity.getValue()).isTrue();

        identity.setValue(false);

        assertThat(measures.comparesIdentities()).isFalse();
    }
}
