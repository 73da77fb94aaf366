package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Formats;
import io.understudy.versions.VersionDetails;

class FilePanel extends Div {
    FilePanel(VersionDetails version) {
        addClassNames("panel", "file-panel");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        fact(facts, "File", new Span(version.card().fileName()));
        fact(facts, "Size", new Span(Formats.bytes(version.fileSize())));
        fact(facts, "SHA-256", hash(version.file().hex()));
        fact(facts, "Use", new Span(version.card().use()));
        fact(facts, "Base model", new Span(version.card().baseModel().label()));
        fact(
                facts,
                "Rank and alpha",
                new Span("%d and %s, effective scale %s"
                        .formatted(
                                version.card().rank(),
                                plain(version.card().alpha()),
                                plain(version.card().origin().effectiveScale()))));
        fact(facts, "Trigger word", new Span(version.triggerWord()));
        version.trained()
                .ifPresent(run -> fact(facts, "Snapshot", hash(run.snapshot().hash())));
        fact(facts, "Manifest", hash(version.manifest().hex()));
        add(new H2("File"), facts);
    }

    private static void fact(DescriptionList facts, String term, Component value) {
        facts.add(new DescriptionList.Term(term), new DescriptionList.Description(value));
    }

    private static Component hash(String hex) {
        Span span = new Span(hex);
        span.addClassName("hash");
        return span;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
