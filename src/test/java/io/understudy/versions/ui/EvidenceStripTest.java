package io.understudy.versions.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.html.NativeButton;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceStripTest {
    private static final VersionId VERSION = new VersionId(UUID.randomUUID());

    @Test
    void twoRowsOfPicturesAreShownAsTheyAre() {
        EvidenceStrip strip = new EvidenceStrip(VERSION, pictures(EvidenceStrip.SHOWN));

        assertThat(names(strip)).hasSize(EvidenceStrip.SHOWN).noneMatch(name -> name.startsWith("+"));
    }

    @Test
    void ofMorePicturesTheFirstAreShownUntilOneAsksForAll() {
        List<Evidence> evidence = new ArrayList<>(pictures(15));
        evidence.addFirst(Evidence.fact("The jaw holds."));
        EvidenceStrip strip = new EvidenceStrip(VERSION, evidence);
        assertThat(names(strip)).hasSize(13).endsWith("+4", "The jaw holds.");

        NativeButton more = strip.getChildren()
                .filter(NativeButton.class::isInstance)
                .map(NativeButton.class::cast)
                .filter(button -> button.getText().equals("+4"))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(more, new ClickEvent<>(more));

        assertThat(strip.getChildren()).hasSize(16);
        assertThat(names(strip)).doesNotContain("+4").endsWith("The jaw holds.");
    }

    private static List<Evidence> pictures(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Evidence.sample(new BlobHash("%064x".formatted(number)), "sample " + number))
                .toList();
    }

    private static List<String> names(EvidenceStrip strip) {
        return strip.getChildren()
                .map(Component::getElement)
                .map(element -> element.getTextRecursively())
                .toList();
    }
}
