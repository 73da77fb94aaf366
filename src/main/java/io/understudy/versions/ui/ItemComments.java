package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.collaboration.comments.CommentCount;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.collaboration.comments.ui.CommentsButton;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.VersionComments;
import java.util.HashMap;
import java.util.Map;

/** The buttons that open the comments on the items of a checklist. Comments change them and nothing else of it. */
final class ItemComments {
    private final CommentPanelFactory panels;
    private final VersionId version;
    /** By the part of the version that the comments are on. */
    private final Map<String, CommentsButton> buttons = new HashMap<>();

    ItemComments(CommentPanelFactory panels, VersionId version) {
        this.panels = panels;
        this.version = version;
    }

    Component button(ChecklistItem item) {
        CommentSubject subject = VersionComments.of(version, item.key());
        CommentsButton button = panels.button(subject, quoted(item));
        buttons.put(subject.part(), button);
        return button;
    }

    /** Counts now, and after each comment while the checklist is on a page. */
    void follow(ChecklistPanel checklist) {
        LiveUpdate.refresh(
                checklist, panels.changes(VersionComments.KIND, version.value().toString()), this::count);
        count();
    }

    private void count() {
        Map<String, CommentCount> counts =
                panels.counts(VersionComments.KIND, version.value().toString());
        buttons.forEach((part, button) -> button.show(counts.getOrDefault(part, CommentCount.NONE)));
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
