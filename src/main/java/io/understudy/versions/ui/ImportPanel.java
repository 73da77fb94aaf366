package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionOrigin.Imported;

class ImportPanel extends Panel {
    ImportPanel(VersionDetails version, Imported told) {
        super("Imported");
        addClassName("import-panel");
        Facts facts = new Facts();
        facts.fact(
                "Imported",
                new Span(
                        new Span("by " + told.by() + " "),
                        new RelativeTime(version.card().createdAt())));
        facts.fact("Source", source(told));
        facts.fact("Uploaded as", told.fileName());
        facts.fact("Trained with", orUnknown(told.tool()));
        facts.fact("Trained by", orUnknown(told.author()));
        facts.fact("Licence", told.licence());
        facts.fact("Why it may be used", told.permission());
        Paragraph limits = new Hint("It was trained elsewhere, so there is no run, no snapshot and no photo behind it:"
                + " its source and licence are what the importer said, and a photo that is withdrawn here does not recall"
                + " it.");
        add(facts, limits);
    }

    private static Component source(Imported told) {
        return told.address()
                .<Component>map(address -> {
                    Anchor link = new Anchor(address.toString(), told.source(), AnchorTarget.BLANK);
                    link.getElement().setAttribute("rel", "noopener noreferrer");
                    return link;
                })
                .orElseGet(() -> new Span(told.source()));
    }

    private static Span orUnknown(String words) {
        return new Span(words.isEmpty() ? "unknown" : words);
    }
}
