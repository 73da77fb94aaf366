package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionOrigin.Imported;

class ImportPanel extends Div {
    ImportPanel(VersionDetails version, Imported told) {
        addClassNames("panel", "import-panel");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        fact(
                facts,
                "Imported",
                new Span(
                        new Span("by " + told.by() + " "),
                        new RelativeTime(version.card().createdAt())));
        fact(facts, "Source", source(told));
        fact(facts, "Uploaded as", new Span(told.fileName()));
        fact(facts, "Trained with", orUnknown(told.tool()));
        fact(facts, "Trained by", orUnknown(told.author()));
        fact(facts, "Licence", new Span(told.licence()));
        fact(facts, "Why it may be used", new Span(told.permission()));
        Paragraph limits =
                new Paragraph("It was trained elsewhere, so there is no run, no snapshot and no photo behind it:"
                        + " its source and licence are what the importer said, and a photo that is withdrawn here does not recall"
                        + " it.");
        limits.addClassName("secondary-text");
        add(new H2("Imported"), facts, limits);
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

    private static void fact(DescriptionList facts, String term, Component value) {
        facts.add(new DescriptionList.Term(term), new DescriptionList.Description(value));
    }
}
