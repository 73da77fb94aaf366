package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import java.util.List;

/** What a person needs to use the character: the file, how strong, with which word, and who approved it. */
class ProductionPanel extends Panel {
    /** @param download whether the file is offered here and not elsewhere on the page */
    ProductionPanel(VersionDetails version, List<VersionLink> links, boolean download) {
        addClassName("production-panel");
        VersionCard card = version.card();
        Anchor name = new Anchor(VersionRoutes.of(card.id()), card.name());
        add(Panel.head(
                "In production",
                name,
                VersionBadges.trail(card),
                VersionBadges.recalled(card),
                VersionBadges.file(card)));
        Div words =
                Styled.div("production-words", facts(version), actions(version, links, download), new UsageGuide(card));
        Div body = Styled.div("production-body");
        if (card.cover() != null) {
            body.add(new LazyImage(BlobUrls.of(card.cover()), "A picture that " + card.name() + " generated"));
        }
        body.add(words);
        add(body);
    }

    private static Facts facts(VersionDetails version) {
        VersionCard card = version.card();
        String trigger = card.triggerWord().value();
        Facts facts = new Facts();
        facts.fact("Trigger word", Styled.span("trigger-word", trigger), new CopyButton("Copy", trigger));
        facts.fact("Strength", card.strength().inWords() + (card.stated() == null ? ", as the guide recommends" : ""));
        facts.fact(
                "Loads on",
                card.fault()
                        .orElse(
                                card.fitsFlux()
                                        ? card.baseModel().label()
                                        : "Understudy's miniature only, not on FLUX"));
        facts.fact("File", card.fileName() + " · " + Formats.bytes(version.fileSize()));
        version.decisions().reversed().stream()
                .filter(decision -> decision.action() == ReviewAction.APPROVE)
                .findFirst()
                .ifPresent(approval -> facts.fact(
                        "Approved", new Span(new Span("by " + approval.by() + ", "), new RelativeTime(approval.at()))));
        return facts;
    }

    private static Component actions(VersionDetails version, List<VersionLink> links, boolean download) {
        if (version.damage() != null || version.card().recalled()) {
            return new Hint("The file is withheld; the page of the version says why.");
        }
        if (version.card().contradicted()) {
            return new Hint(
                    "Do not rely on this version: its decisions contradict the audit trail. Its page says more.");
        }
        Div actions = Styled.div("actions");
        if (download) {
            actions.add(VersionHeader.download(version.card()));
        }
        links.forEach(link -> actions.add(link.of(version.card())));
        return actions;
    }
}
