package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
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
import io.understudy.platform.search.SearchText;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PagedList;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Route(ConsentRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class ConsentLedgerView extends CharacterPage {
    private static final int PAGE_SIZE = 50;

    private final transient PhotoConsentService consents;
    private final transient ConsentService files;
    private final transient TeamService team;
    private final transient CharacterHeaders headers;
    private final PagedList ledger = new PagedList(this::read, this::nothing)
            .searched("photos", "file names, sources and who vouched for them")
            .inAddress(this::putFilter);
    private final ChangeOffer offer = new ChangeOffer("photo consent", this::changed);
    private LedgerFilter filter = LedgerFilter.ALL;
    private transient Optional<LedgerCounts> seen = Optional.empty();
    private transient Optional<LedgerPage> listed = Optional.empty();

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
        LiveUpdate.refresh(this, acts.of("picture"), this::follow);
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        QueryParameters query = event.getLocation().getQueryParameters();
        filter = query.getSingleParameter(ConsentRoutes.FILTER)
                .flatMap(name -> Arrays.stream(LedgerFilter.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst())
                .orElse(LedgerFilter.ALL);
        return super.find(event);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        super.beforeEnter(event);
        ledger.show(event.getLocation().getQueryParameters());
    }

    private void putFilter(Map<String, List<String>> parameters) {
        if (filter != LedgerFilter.ALL) {
            parameters.put(ConsentRoutes.FILTER, List.of(filter.name()));
        }
    }

    @Override
    protected String title(CharacterSummary shown) {
        return shown.name() + " · Photo consent";
    }

    @Override
    protected void show(CharacterSummary shown) {
        offer.withdraw();
        LedgerCounts counts = consents.counts(shown.id());
        seen = Optional.of(counts);
        add(headers.of(shown), headers.tabs(shown, ConsentRoutes.of(shown.slug())));
        if (counts.photos() == 0) {
            add(offer);
            add(new EmptyState(
                    VaadinIcon.DIPLOMA,
                    "No photos to vouch for yet",
                    "Once the dataset has pictures, this page keeps for each one where it comes from, why it may be"
                            + " used and who vouched for that.",
                    new Button("Add photos", event -> Navigation.open(DatasetRoutes.of(shown.slug())))));
            return;
        }
        add(new ConsentLedgerToolbar(shown, counts, filter, this::filter), offer, ledger);
    }

    private void filter(LedgerFilter wanted) {
        filter = wanted;
        ledger.restart();
    }

    private LedgerPage lines(int number) {
        return consents.page(shown().id(), filter, new SearchText(ledger.text()), number, PAGE_SIZE);
    }

    /** Rows may be selected: what others record is offered. */
    private void follow() {
        boolean same = seen.filter(consents.counts(shown().id())::equals).isPresent()
                && listed.filter(lines -> !lines.equals(lines(lines.page()))).isEmpty();
        if (seen.isPresent() && !same) {
            offer.offer("The consent of photos has changed");
        }
    }

    private PagedList.Slice read(int number) {
        LedgerPage lines = lines(number);
        listed = Optional.of(lines);
        ConsentLedgerGrid grid =
                new ConsentLedgerGrid(consents, files, team.me().role().includes(Role.ADMIN), this::changed);
        grid.show(lines.lines());
        return new PagedList.Slice(List.of(grid), lines.page(), lines.pageSize(), lines.total());
    }

    private void changed() {
        showAgain(shown());
        ledger.refresh();
    }

    private EmptyState nothing() {
        LedgerCounts counts = consents.counts(shown().id());
        return new EmptyState(
                VaadinIcon.FILTER,
                "No photo here",
                "The filter “" + filter.label() + "” matches none of the " + Formats.count(counts.photos())
                        + " photos.",
                new Button("Show all", event -> Navigation.open(ConsentRoutes.of(shown().slug()))));
    }
}
