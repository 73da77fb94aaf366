package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;

class FilePanel extends Panel {
    FilePanel(VersionDetails version) {
        super("File");
        addClassName("file-panel");
        Facts facts = new Facts();
        facts.fact("File", version.card().fileName());
        facts.fact("Size", Formats.bytes(version.fileSize()));
        facts.fact("SHA-256", Styled.span("hash", version.file().hex()));
        facts.fact("Use", version.card().fault().orElse(version.card().use()));
        facts.fact("Base model", version.card().baseModel().label());
        facts.fact(
                "Rank and alpha",
                new Span("%s, alpha %s, effective scale %s"
                        .formatted(
                                version.card().origin().rankInWords(),
                                plain(version.card().alpha()),
                                plain(version.card().origin().effectiveScale()))));
        facts.fact("Trigger word", version.triggerWord().value());
        version.trained()
                .ifPresent(run -> facts.fact(
                        "Snapshot", Styled.span("hash", run.snapshot().hash())));
        facts.fact("Manifest", Styled.span("hash", version.manifest().hex()));
        add(facts);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
