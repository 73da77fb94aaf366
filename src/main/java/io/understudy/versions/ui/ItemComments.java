package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.collaboration.comments.CommentCount;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.VersionComments;
import java.util.Map;
import java.util.function.Function;

final class ItemComments {
    private ItemComments() {}

    static Function<ChecklistItem, Component> buttons(CommentPanelFactory panels, VersionId version) {
        Map<String, CommentCount> counts =
                panels.counts(VersionComments.KIND, version.value().toString());
        return item -> {
            CommentSubject subject = VersionComments.of(version, item.key());
            return panels.button(subject, counts.getOrDefault(subject.part(), CommentCount.NONE), quoted(item));
        };
    }

    static void open(CommentPanelFactory panels, VersionDetails version, String part) {
        VersionComments.item(part)
                .flatMap(key -> version.checklist().stream()
                        .map(line -> line.item())
                        .filter(item -> item.key().equals(key))
                        .findFirst())
                .ifPresent(item -> panels.open(VersionComments.of(version.id(), item.key()), quoted(item)));
    }

    private static String quoted(ChecklistItem item) {
        return "“" + item.title() + "”";
    }
}
