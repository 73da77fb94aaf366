package io.understudy.storage.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.platform.text.Formats;
import io.understudy.storage.check.CheckProgress;

class CheckProgressBar extends Composite<Div> {
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph words = new Paragraph();

    CheckProgressBar() {
        getContent().addClassName("panel");
        getContent().add(new H2("Checking"), bar, words);
        getContent().getElement().setAttribute("role", "status");
        setVisible(false);
    }

    void show(CheckProgress progress) {
        setVisible(true);
        bar.setValue(progress.fraction());
        words.setText("%s of %s read back, %s of %s · %s looked up · %s"
                .formatted(
                        Formats.count(progress.blobs()),
                        Formats.plural(progress.allBlobs(), "blob", "blobs"),
                        Formats.bytes(progress.bytes()),
                        Formats.bytes(progress.allBytes()),
                        Formats.plural(progress.objects(), "object", "objects"),
                        progress.findingCount() == 0
                                ? "nothing wrong so far"
                                : Formats.plural(progress.findingCount(), "finding", "findings")));
    }
}
