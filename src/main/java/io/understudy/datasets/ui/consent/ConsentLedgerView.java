package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ConsentService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.LedgerCounts;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerPage;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

@Route(ConsentRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class ConsentLedgerView extends CharacterPage {
    private static final int PAGE_SIZE = 50;

    private final transient PhotoConsentService consents;
    private final transient ConsentService files;
    private final transient TeamService team;
    private final transient CharacterHeaders headers;
    private final ChangeOffer offer = new ChangeOffer("photo consent", () -> showAgain(shown()));
    private LedgerFilter filter = LedgerFilter.ALL;
    private int page;
    private transient Optional<Seen> seen = Optional.empty();

    /** What is on the page. */
    private record Seen(LedgerCounts counts, LedgerPage lines) {}

    ConsentLedgerView(
            CharacterService characters,
            PhotoConsentService consents,
            ConsentService files,
            TeamService team,
            CharacterHeaders headers,
            ActSignals acts) {
        super(characters);
        this.consents = consents;
        this.files = files;
        this.team = team;
        this.headers = headers;
        LiveUpdate.refresh(this, acts.of("photo"), this::follow);
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        filter = query.getSingleParameter(ConsentRoutes.FILTER)
                .flatMap(name -> Arrays.stream(LedgerFilter.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst())
                .orElse(LedgerFilter.ALL);
        page = PagedList.page(query, ConsentRoutes.PAGE);
        return super.find(event);
    }

    @Override
    protected String title(CharacterSummary shown) {
        return shown.name() + " · Photo consent";
    }

    @Override
    protected void show(CharacterSummary shown) {
        offer.withdraw();
        Seen now = look(shown);
        seen = Optional.of(now);
        LedgerCounts counts = now.counts();
        add(headers.of(shown), headers.tabs(shown, ConsentRoutes.of(shown.slug())));
        if (counts.photos() == 0) {
            add(new EmptyState(
                    VaadinIcon.DIPLOMA,
                    "No photos to vouch for yet",
                    "Once the dataset has pictures, this page keeps for each one where it comes from, why it may be"
                            + " used and who vouched for that.",
                    new Button("Add photos", event -> Navigation.open(DatasetRoutes.of(shown.slug())))));
            return;
        }
        PagedList ledger = new PagedList(number -> read(shown, number), () -> nothing(counts))
                .opening(number -> open(filter, number));
        ledger.show(page);
        add(toolbar(shown, counts), offer, ledger);
    }

    private Seen look(CharacterSummary shown) {
        return new Seen(consents.counts(shown.id()), consents.page(shown.id(), filter, page, PAGE_SIZE));
    }

    /** Rows may be selected: what others record is offered. */
    private void follow() {
        seen.filter(before -> !before.equals(look(shown())))
                .ifPresent(before -> offer.offer("The consent of photos has changed"));
    }

    private PagedList.Slice read(CharacterSummary shown, int number) {
        LedgerPage lines = consents.page(shown.id(), filter, number, PAGE_SIZE);
        ConsentLedgerGrid grid =
                new ConsentLedgerGrid(consents, files, team.me().role().includes(Role.ADMIN), () -> showAgain(shown));
        grid.show(lines.lines());
        return new PagedList.Slice(List.of(grid), lines.page(), lines.pageSize(), lines.total());
    }

    private EmptyState nothing(LedgerCounts counts) {
        return new EmptyState(
                VaadinIcon.FILTER,
                "No photo here",
                "The filter “" + filter.label() + "” matches none of the " + Formats.count(counts.photos())
                        + " photos.",
                new Button("Show all", event -> open(LedgerFilter.ALL, 0)));
    }

    private Div toolbar(CharacterSummary shown, LedgerCounts counts) {
        Div state = Styled.div("actions");
        state.add(
                counts.missing() == 0
                        ? new StateBadge("every photo is on record", BadgeTone.GOOD, VaadinIcon.CHECK)
                        : new StateBadge(
                                Formats.plural(counts.missing(), "photo", "photos") + " without a record",
                                BadgeTone.WARN,
                                VaadinIcon.WARNING));
        if (counts.withdrawn() > 0) {
            state.add(new StateBadge(Formats.count(counts.withdrawn()) + " withdrawn", BadgeTone.BAD, VaadinIcon.BAN));
        }
        Span words = Hint.inline(
                Formats.plural(counts.photos(), "photo", "photos") + ", including those that are only in snapshots");
        state.add(words);
        Select<LedgerFilter> select = new Select<>();
        select.setAriaLabel("Show");
        select.setItems(LedgerFilter.values());
        select.setItemLabelGenerator(LedgerFilter::label);
        select.setValue(filter);
        select.addValueChangeListener(event -> open(event.getValue(), 0));
        Div bar = Styled.div("title-row ledger-toolbar", state, select);
        bar.getElement().setAttribute("aria-label", "About the photos of " + shown.name());
        return bar;
    }

    private void open(LedgerFilter wanted, int number) {
        Navigation.open(ConsentRoutes.of(shown().slug(), wanted)
                + (number == 0 ? "" : "&" + ConsentRoutes.PAGE + "=" + (number + 1)));
    }
}
