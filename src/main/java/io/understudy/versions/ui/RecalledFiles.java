package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.recalls.RecalledFile;
import io.understudy.versions.release.VersionDownloadService;
import java.util.List;

/** What the person downloaded and should no longer use. */
class RecalledFiles extends Div {
    private final transient VersionDownloadService downloads;
    private transient List<RecalledFile> shown = List.of();

    RecalledFiles(VersionDownloadService downloads) {
        this.downloads = downloads;
    }

    void show() {
        shown = downloads.recalledToMe();
        Div section = Styled.div("review-section", new H2("Recalled: you downloaded these (" + shown.size() + ")"));
        section.setVisible(!shown.isEmpty());
        shown.forEach(file -> section.add(row(file)));
        removeAll();
        add(section);
    }

    boolean haveChanged() {
        return !shown.equals(downloads.recalledToMe());
    }

    private Div row(RecalledFile file) {
        Span reason = new Span(file.reason() + " ");
        Div words = Styled.div(
                "review-words",
                new Anchor(VersionRoutes.of(file.version()), file.fileName()),
                reason,
                new RelativeTime(file.recalledAt()));
        Button stopped = new Button("I no longer use it", event -> {
            if (ErrorMessages.guard(() -> downloads.stopUsing(file.version()))) {
                show();
            }
        });
        return Styled.div("recalled-row", words, stopped);
    }
}
