package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.NextStep;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

class VersionHeader extends PageHeader {
    /**
     * @param recalled whether the file is not handed out because photos it was trained on were withdrawn
     * @param next what the version needs now: a step of its review, or what is done elsewhere
     * @param tick begins the ticks of the checklist, or confirms one, from an item that is named by its key
     * @param askPeople asks people by name for what the version waits for
     */
    VersionHeader(
            VersionDetails version,
            CharacterSummary character,
            boolean recalled,
            Optional<NextStep> next,
            Consumer<ReviewAction> act,
            Consumer<String> tick,
            Runnable askPeople) {
        super(version.card().name());
        VersionCard card = version.card();
        crumb("Characters", "characters");
        crumb(character.name(), "characters/" + character.slug());
        crumb("Versions", VersionRoutes.tab(character.slug()));
        state(VersionBadges.of(card.state()), facts(card));
        if (card.state().isDownloadable() && !recalled) {
            if (version.damage() == null) {
                secondary(download(card));
            }
            if (card.state() == VersionState.APPROVED
                    && !version.hasStaleSignatures()
                    && version.contradictions().isEmpty()) {
                secondary(
                        zip(
                                VersionRoutes.releaseFolder(card.id()),
                                "Release folder",
                                VaadinIcon.FOLDER_O,
                                "The LoRA with its model card, bill of materials and signatures, for ComfyUI, A1111, Hugging Face and tools that verify"));
                secondary(
                        zip(
                                VersionRoutes.releaseBundle(card.id()),
                                "Signed release bundle",
                                VaadinIcon.ARCHIVE,
                                "A zip that proves how this release was made; “understudy.jar verify --key” checks it without network"));
            }
        }
        if (card.state() == VersionState.IN_REVIEW || card.state() == VersionState.SIGNED_OFF) {
            secondary(new Button("Ask people…", event -> askPeople.run()));
        }
        Optional<NextStep> elsewhere = next.filter(step -> !step.path().equals(VersionRoutes.of(card.id())));
        secondary(new ReviewActions(version, elsewhere.isEmpty(), act, tick));
        elsewhere.ifPresent(step ->
                primary(new Button(step.action(), event -> UI.getCurrent().navigate(step.path()))));
        version.availableActions().stream()
                .filter(availableAction -> availableAction.action() == ReviewAction.REVOKE && availableAction.isOpen())
                .forEach(availableAction ->
                        more(availableAction.action().label(), () -> act.accept(availableAction.action())));
    }

    private static Span facts(VersionCard card) {
        Span facts = Styled.span("subtitle");
        Instant askedAt = card.askedAt();
        if (card.askedBy() != null && askedAt != null) {
            facts.add(new Span("asked by " + card.askedBy() + ", "), new RelativeTime(askedAt), new Span(" · "));
        }
        facts.add(new Span("%s · %s%s"
                .formatted(
                        card.fault().orElse(card.use()),
                        card.origin().rankInWords(),
                        card.stated() == null
                                ? ""
                                : " · strength " + card.stated().inWords())));
        card.imported().ifPresent(told -> facts.add(new Span(" · " + told.words())));
        return facts;
    }

    private static Anchor zip(String path, String words, VaadinIcon icon, String what) {
        Anchor link = new Anchor(path, words);
        link.addComponentAsFirst(icon.create());
        link.addClassName("download-link");
        link.setRouterIgnore(true);
        link.getElement().setAttribute("download", true);
        link.setTitle(what);
        return link;
    }

    static Anchor download(VersionCard card) {
        Anchor link = new Anchor(VersionRoutes.file(card.id()), "Download");
        link.addComponentAsFirst(VaadinIcon.DOWNLOAD_ALT.create());
        link.addClassName("download-link");
        link.setRouterIgnore(true);
        link.getElement().setAttribute("download", card.fileName());
        link.setTitle(card.fileName() + ": " + card.fault().orElse(card.use()));
        return link;
    }
}
