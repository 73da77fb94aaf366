package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.recalls.RecalledFile;
import java.util.List;
import java.util.function.Consumer;

class RecalledFiles extends Div {
    RecalledFiles(List<RecalledFile> files, Consumer<VersionId> answer) {
        addClassName("review-section");
        setVisible(!files.isEmpty());
        add(new H2("Recalled: you downloaded these (" + files.size() + ")"));
        files.forEach(file -> add(row(file, answer)));
    }

    private static Div row(RecalledFile file, Consumer<VersionId> answer) {
        Span reason = new Span(file.reason() + " ");
        Div words = Styled.div(
                "review-words",
                new Anchor(VersionRoutes.of(file.version()), file.fileName()),
                reason,
                new RelativeTime(file.recalledAt()));
        Button stopped = new Button("I no longer use it", event -> answer.accept(file.version()));
        return Styled.div("recalled-row", words, stopped);
    }
}
